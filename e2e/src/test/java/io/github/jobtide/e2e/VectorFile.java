package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Vectors of one subject, read from {@code vectors/NAME.vectors}; {@code vectors/README.md} says how such a file is written.
 *
 * @param prefix route prefix that {@code flags} set, or empty
 * @param without targets that do not know the flags
 */
record VectorFile(String name, List<String> flags, String prefix, Set<Target> without, List<Vector> vectors) {
    VectorFile {
        flags = List.copyOf(flags);
        without = Set.copyOf(without);
        vectors = List.copyOf(vectors);
    }

    static VectorFile read(String name) {
        return parse(name, lines(name));
    }

    static VectorFile parse(String name, List<String> lines) {
        return new Reader(name).read(lines);
    }

    private static List<String> lines(String name) {
        try (InputStream in = VectorFile.class.getResourceAsStream("/vectors/" + name + ".vectors")) {
            if (in == null) {
                throw new IllegalArgumentException("no vectors/" + name + ".vectors");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read vectors/" + name + ".vectors", e);
        }
    }

    /** What has been read so far. */
    private static final class Reader {
        private final String name;
        private final List<String> flags = new ArrayList<>();
        private final Set<Target> without = EnumSet.noneOf(Target.class);
        private final List<Vector> vectors = new ArrayList<>();
        private final List<Vector.Step> steps = new ArrayList<>();
        private String prefix = "";
        private String title = "";
        private String tags = "";
        private int line;
        private int firstLine;

        Reader(String name) {
            this.name = name;
        }

        VectorFile read(List<String> lines) {
            for (String text : lines) {
                line++;
                try {
                    take(text);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(name + ".vectors:" + line + ": " + e.getMessage(), e);
                }
            }
            finishVector();
            return new VectorFile(name, flags, prefix, without, vectors);
        }

        private void take(String text) {
            if (text.isBlank()) {
                finishVector();
                title = "";
            } else if (text.startsWith("flags ")) {
                flags.addAll(List.of(text.substring(6).split(" ")));
            } else if (text.startsWith("without ")) {
                without.add(Target.named("pushgateway-" + text.substring(8)));
            } else if (text.startsWith("prefix ")) {
                prefix = text.substring(7);
            } else if (text.startsWith("= ")) {
                finishVector();
                title = untagged(text.substring(2));
            } else if (text.startsWith("  ")) {
                differently(text.strip());
            } else if (!text.startsWith("#")) {
                if (title.isEmpty()) {
                    finishVector();
                }
                steps.add(step(title.isEmpty() ? untagged(text) : text));
            }
        }

        /** Takes {@code [fresh]} off the front. */
        private String untagged(String text) {
            if (!text.startsWith("[")) {
                tags = "";
                return text;
            }
            int end = text.indexOf(']');
            tags = text.substring(1, end);
            if (!tags.equals("fresh")) {
                throw new IllegalArgumentException(
                        name + ".vectors:" + line + ": no tag '" + tags + "'; there is [fresh]");
            }
            return text.substring(end + 1).strip();
        }

        private void finishVector() {
            if (!steps.isEmpty()) {
                String shown = title.isEmpty() ? steps.getFirst().text() : title;
                vectors.add(new Vector(shown, name + ".vectors:" + firstLine, tags.equals("fresh"), steps));
                steps.clear();
            }
        }

        private Vector.Step step(String text) {
            firstLine = steps.isEmpty() ? line : firstLine;
            int arrow = arrow(text);
            String asked = text.substring(0, arrow).strip();
            return new Vector.Step(asked, VectorRequest.parse(Words.split(asked)),
                    outcome(text.substring(arrow + 4), Optional.empty()), Map.of());
        }

        /** {@code 1.5.1 -> …} or {@code jobtide (difference) -> …}: what one target does instead. */
        private void differently(String text) {
            int arrow = arrow(text);
            List<String> who = Words.split(text.substring(0, arrow));
            boolean jobtide = who.getFirst().equals("jobtide");
            Optional<Difference> reason = jobtide
                    ? Optional.of(Difference.named(who.get(1).replaceAll("[()]", "")))
                    : Optional.empty();
            Target target = jobtide ? Target.JOBTIDE : Target.named("pushgateway-" + who.getFirst());
            Vector.Step last = steps.removeLast();
            Map<Target, Vector.Outcome> outcomes = new EnumMap<>(Target.class);
            outcomes.putAll(last.outcomes());
            outcomes.put(target, outcome(text.substring(arrow + 4), reason));
            steps.add(new Vector.Step(last.text(), last.request(), last.outcome(), outcomes));
        }

        private static int arrow(String text) {
            int arrow = text.indexOf(" -> ");
            if (arrow < 0) {
                throw new IllegalArgumentException("no ' -> ' in: " + text);
            }
            return arrow;
        }

        private static Vector.Outcome outcome(String text, Optional<Difference> difference) {
            List<String> words = Words.split(text);
            List<Vector.Check> checks = words.stream().skip(1)
                    .map(word -> Checks.parse(Words.name(word), Words.quoted(word))).toList();
            String status = words.getFirst();
            return new Vector.Outcome(status.equals("closed") ? 0 : Integer.parseInt(status), checks, difference);
        }
    }
}
