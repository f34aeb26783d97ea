package io.github.jobtide.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what gateways answer when they are asked for their groups. What is not known is passed over. */
final class GroupAnswers {
    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(64).maxNameLength(1 << 16).maxStringLength(16 << 20).build()).build();
    private static final String LABELS = "labels";

    private final JsonParser json;

    private GroupAnswers(JsonParser json) {
        this.json = json;
    }

    /**
     * One answer of {@code /api/v2/groups}.
     *
     * @param found how many there are in all
     * @param groups those listed, deleted, or to be deleted
     * @param kept pushed to since they were chosen, and so not deleted
     * @param next where the list goes on
     */
    record Page(long found, List<ListedGroup> groups, List<ListedGroup> kept, Optional<String> next, boolean more) {}

    /** One member of an object: its name is known, its value is next. */
    private interface Member {
        void read(String name) throws IOException;
    }

    /** @throws CommandFailedException if it is none */
    static Page page(String text) {
        return read(text, answers -> answers.page());
    }

    /**
     * The groups in an answer of {@code /api/v1/metrics}, as every Pushgateway gives it.
     *
     * @throws CommandFailedException if it is none
     */
    static List<ListedGroup> document(String text) {
        return read(text, answers -> answers.document());
    }

    private interface Reader<T> {
        T read(GroupAnswers answers) throws IOException;
    }

    private static <T> T read(String text, Reader<T> reader) {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            return reader.read(new GroupAnswers(json));
        } catch (IOException | DateTimeException e) {
            throw new CommandFailedException(ExitStatus.UNREACHABLE,
                    "what came back is not the list of groups of a gateway; is the URL right?");
        }
    }

    private void object(Member member) throws IOException {
        if (!json.hasToken(JsonToken.START_OBJECT)) {
            throw new IOException("no object");
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            member.read(name);
        }
    }

    private Page page() throws IOException {
        long[] found = {0};
        boolean[] more = {false};
        List<ListedGroup> groups = new ArrayList<>();
        List<ListedGroup> kept = new ArrayList<>();
        List<String> next = new ArrayList<>(1);
        object(name -> {
            switch (name) {
                case "found" -> found[0] = json.getValueAsLong();
                case "more" -> more[0] = json.getValueAsBoolean();
                case "next" -> next.add(json.getText());
                case "groups", "deleted", "would_delete" -> groups(groups);
                case "kept" -> groups(kept);
                default -> json.skipChildren();
            }
        });
        return new Page(found[0], groups, kept, next.stream().findFirst(), more[0]);
    }

    private void groups(List<ListedGroup> groups) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            SortedMap<String, String> labels = new TreeMap<>();
            List<Instant> pushed = new ArrayList<>(1);
            List<Instant> failed = new ArrayList<>(1);
            long[] counts = {0, 0};
            object(name -> {
                switch (name) {
                    case LABELS -> object(label -> labels.put(label, json.getText()));
                    case "pushed" -> pushed.add(Instant.parse(json.getText()));
                    case "failed" -> failed.add(Instant.parse(json.getText()));
                    case "families" -> counts[0] = json.getValueAsLong();
                    case "series" -> counts[1] = json.getValueAsLong();
                    default -> json.skipChildren();
                }
            });
            groups.add(new ListedGroup(labels, pushed.stream().findFirst(), failed.stream().findFirst(), counts[0],
                    counts[1]));
        }
    }

    private List<ListedGroup> document() throws IOException {
        List<ListedGroup> groups = new ArrayList<>();
        boolean[] isOne = {false};
        object(name -> {
            if (name.equals("data") && json.hasToken(JsonToken.START_ARRAY)) {
                isOne[0] = true;
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    held().ifPresent(groups::add);
                }
            } else {
                json.skipChildren();
            }
        });
        if (!isOne[0]) {
            throw new IOException("no data");
        }
        return groups;
    }

    /** Empty where a family called labels hides the key. */
    private Optional<ListedGroup> held() throws IOException {
        SortedMap<String, String> labels = new TreeMap<>();
        double[] times = {0, 0};
        long[] counts = {0, 0};
        boolean[] hidden = {false};
        object(name -> {
            if (name.equals(LABELS)) {
                object(label -> {
                    hidden[0] |= !json.hasToken(JsonToken.VALUE_STRING);
                    labels.put(label, json.getText());
                    json.skipChildren();
                });
            } else if (!json.hasToken(JsonToken.START_OBJECT)) {
                json.skipChildren();
            } else if (name.equals("push_time_seconds") || name.equals("push_failure_time_seconds")) {
                double[] value = {0};
                family(value);
                times[name.equals("push_time_seconds") ? 0 : 1] = value[0];
            } else {
                counts[0]++;
                counts[1] += family(new double[1]);
            }
        });
        return hidden[0]
                ? Optional.empty()
                : Optional.of(new ListedGroup(labels, instant(times[0]), instant(times[1]), counts[0], counts[1]));
    }

    /** How many lines it has on the page; the last plain value of it goes into {@code value}. */
    private long family(double[] value) throws IOException {
        long[] lines = {0};
        object(name -> {
            if (!name.equals("metrics") || !json.hasToken(JsonToken.START_ARRAY)) {
                json.skipChildren();
                return;
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                object(member -> {
                    switch (member) {
                        case "value" -> {
                            lines[0]++;
                            value[0] = json.getValueAsDouble();
                        }
                        case "count", "sum" -> lines[0]++;
                        case "buckets", "quantiles" -> object(bound -> {
                            lines[0]++;
                            json.skipChildren();
                        });
                        default -> json.skipChildren();
                    }
                });
            }
        });
        return lines[0];
    }

    private static Optional<Instant> instant(double seconds) {
        return seconds > 0
                ? Optional.of(Instant.ofEpochMilli(Math.round(seconds * 1000)))
                : Optional.empty();
    }
}
