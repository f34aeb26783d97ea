package io.github.jobtide.gateway;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which groups a request of {@code /api/v2/groups} is about, and in what order. What is not understood is refused: a slip of the pen must not
 * delete more than was meant.
 *
 * @param selectors a group is meant if one of them selects it, or if there are none
 * @param olderThan how long ago the last push must have been
 * @param after the last group of the page before
 * @param dryRun whether what would be removed is only told
 */
record GroupQuery(List<Selector> selectors, Optional<Duration> olderThan, GroupSort sort, boolean backwards, int limit,
        Optional<Cursor> after, boolean dryRun) {
    static final int MAX_LIMIT = 1000;
    static final int MAX_REMOVALS = 10_000;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_SELECTORS = 20;
    /** Of the expressions of all selectors together. */
    private static final int MAX_INSTRUCTIONS = 5000;
    private static final int MAX_AGE_LENGTH = 64;
    private static final Set<String> OF_LISTS = Set.of("match[]", "older_than", "sort", "backwards", "limit", "cursor");
    private static final Set<String> OF_REMOVALS = Set.of("match[]", "older_than", "limit", "dry_run");

    GroupQuery {
        selectors = List.copyOf(selectors);
    }

    /** @throws MalformedException if it is wrong in any way */
    static GroupQuery ofList(String query) {
        Map<String, List<String>> values = values(query, OF_LISTS, false);
        GroupSort sort = one(values, "sort").map(word -> GroupSort.known(word).orElseThrow(() -> wrong("sort",
                "must be one of " + GroupSort.words()))).orElse(GroupSort.NAME);
        boolean backwards = flag(values, "backwards");
        return new GroupQuery(selectors(values), olderThan(values), sort, backwards,
                limit(values, DEFAULT_LIMIT, MAX_LIMIT),
                one(values, "cursor").map(text -> Cursor.parse(text, sort, backwards)), false);
    }

    /**
     * Whether a removal is only to be told of; what can be known without reading the rest.
     *
     * @throws MalformedException if that is not understood
     */
    static boolean isDryRun(String query) {
        return flag(values(query, OF_REMOVALS, true), "dry_run");
    }

    /** @throws MalformedException if it is wrong in any way, or would select every group there is */
    static GroupQuery ofRemoval(String query) {
        Map<String, List<String>> values = values(query, OF_REMOVALS, true);
        var removal = new GroupQuery(selectors(values), olderThan(values), GroupSort.NAME, false,
                limit(values, MAX_REMOVALS, MAX_REMOVALS), Optional.empty(), flag(values, "dry_run"));
        boolean asksForNothing = removal.selectors.stream().anyMatch(selector -> !selector.asksForSomething());
        if (removal.olderThan.isEmpty() && (removal.selectors.isEmpty() || asksForNothing)) {
            throw new MalformedException(
                    "this would select groups by nothing that they have; give older_than, or a match[]"
                            + " of which a condition asks for a label that is not empty, such as {job=~\".+\"}");
        }
        return removal;
    }

    /** @param plain whether a selector must not hold what could mean two things */
    private static Map<String, List<String>> values(String query, Set<String> known, boolean plain) {
        Map<String, List<String>> values = new HashMap<>();
        for (String part : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int sign = part.indexOf('=');
            String name = decoded(sign < 0 ? part : part.substring(0, sign));
            if (!known.contains(name)) {
                throw new MalformedException("there is no parameter '%s'; there are: %s".formatted(shown(name),
                        String.join(", ", known.stream().sorted().toList())));
            }
            if (plain && name.equals("match[]") && part.indexOf('+', sign + 1) >= 0) {
                // Forms have it for a space, but whoever means the plus of an expression would delete something else.
                throw wrong(name, "write %2B for a plus, %20 for a space");
            }
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(sign < 0 ? "" : decoded(part.substring(sign + 1)));
        }
        return values;
    }

    private static String shown(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("the query holds a malformed escape; write a percent sign as %25");
        }
    }

    private static Optional<String> one(Map<String, List<String>> values, String name) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            throw wrong(name, "is given more than once");
        }
        return given.stream().findFirst();
    }

    private static boolean flag(Map<String, List<String>> values, String name) {
        String word = one(values, name).orElse("false");
        if (!word.equals("true") && !word.equals("false")) {
            throw wrong(name, "must be true or false");
        }
        return word.equals("true");
    }

    private static List<Selector> selectors(Map<String, List<String>> values) {
        List<String> given = values.getOrDefault("match[]", List.of());
        if (given.size() > MAX_SELECTORS) {
            throw wrong("match[]", "is given more than %d times".formatted(MAX_SELECTORS));
        }
        try {
            var instructions = new StepBudget(MAX_INSTRUCTIONS);
            return given.stream().map(text -> Selector.parse(text, instructions)).toList();
        } catch (Selector.MalformedException e) {
            throw wrong("match[]", String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Duration> olderThan(Map<String, List<String>> values) {
        return one(values, "older_than").map(text -> {
            try {
                if (text.length() <= MAX_AGE_LENGTH) {
                    Duration age = GoDuration.parse(text);
                    if (age.isPositive()) {
                        return age;
                    }
                }
            } catch (GatewayException e) {
                // told below
            }
            throw wrong("older_than", "must be a duration above 0, such as 90s, 5m or 720h");
        });
    }

    private static int limit(Map<String, List<String>> values, int otherwise, int most) {
        return one(values, "limit").map(text -> {
            try {
                int limit = Integer.parseInt(text);
                if (limit >= 1 && limit <= most) {
                    return limit;
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw wrong("limit", "must be a whole number from 1 to %d".formatted(most));
        }).orElse(otherwise);
    }

    private static MalformedException wrong(String name, String complaint) {
        return new MalformedException(name + ": " + complaint);
    }

    /**
     * Where a page of a list ended.
     *
     * @param rank by which the list is sorted, of the last group
     * @param key of that group
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Cursor(long rank, byte[] key) {
        /** What a client hands back: rank and key, and by what the list was sorted. */
        static String text(GroupRow last, GroupSort sort, boolean backwards) {
            byte[] key = last.key().canonical();
            ByteBuffer bytes = ByteBuffer.allocate(1 + Long.BYTES + key.length);
            bytes.put(order(sort, backwards)).putLong(last.rank(sort)).put(key);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        }

        static Cursor parse(String text, GroupSort sort, boolean backwards) {
            ByteBuffer bytes = decoded(text);
            if (bytes == null || bytes.remaining() <= 1 + Long.BYTES || bytes.get() != order(sort, backwards)) {
                throw wrong("cursor", "must be the 'next' of an answer to a request for the same order");
            }
            long rank = bytes.getLong();
            byte[] key = new byte[bytes.remaining()];
            bytes.get(key);
            if (GroupView.key(Base64.getUrlEncoder().encodeToString(key)).isEmpty()) {
                throw wrong("cursor", "must be the 'next' of an answer to a request for the same order");
            }
            return new Cursor(rank, key);
        }

        private static @Nullable ByteBuffer decoded(String text) {
            try {
                return ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        private static byte order(GroupSort sort, boolean backwards) {
            char letter = switch (sort) {
                case NAME -> 'n';
                case PUSHED -> 'p';
                case FAILED -> 'f';
                case SERIES -> 's';
            };
            return (byte) (backwards ? Character.toUpperCase(letter) : letter);
        }
    }

    /** It is not done; the message is for whoever asked. */
    static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message, null, false, false);
        }
    }
}
