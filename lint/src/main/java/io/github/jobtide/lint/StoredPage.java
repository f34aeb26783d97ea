package io.github.jobtide.lint;

import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.lint.Heads.Head;
import io.github.jobtide.lint.LineScanner.Comment;
import io.github.jobtide.lint.Sample.Label;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a gateway holds, by the page that it shows to Prometheus. Immutable.
 *
 * <p>The page does not say which labels of a series come from the URL of its group. A series counts as another group's if a label of the group that is
 * pushed to has another value in it, or none. So a clash with a group that has the same labels and more is not noticed. Boundaries are only taken from
 * series without a further {@code instance}, for that mostly tells groups apart.
 */
public final class StoredPage implements Stored {
    /** Of families, and of each of the others: what comes beyond is not known. */
    private static final int MOST_FAMILIES = 500_000;
    private static final int MOST_COUNTERS = 100_000;
    private static final int MOST_BOUNDS = 100_000;
    /** The same once all their names and labels are as long together. */
    private static final long MOST_LETTERS = 64 << 20;

    private final Map<String, MetricType> types;
    private final Map<String, Double> counters;
    private final Map<String, Set<Double>> bounds;
    private final boolean isEmpty;

    private StoredPage(Reading reading) {
        types = reading.types;
        counters = reading.counters;
        bounds = reading.bounds;
        isEmpty = reading.isEmpty;
    }

    /**
     * Reads a page of the text format to its end. Lines that cannot be read are passed over.
     *
     * @param key labels of the group that is pushed to; if there are none, all series are other groups'
     * @throws IOException if it cannot be read
     */
    public static StoredPage read(InputStream page, Map<String, String> key) throws IOException {
        Reading reading = new Reading(key);
        PageLines lines = new PageLines(page);
        LineScanner scanner = new LineScanner(false);
        while (lines.next()) {
            if (!lines.isCut()) {
                scanner.begin(lines.line(), lines.length(), lines.number());
                try {
                    reading.line(scanner, lines.number());
                } catch (MalformedLineException e) {
                    // Nothing can be said of what stands there.
                }
            }
        }
        return new StoredPage(reading);
    }

    /** Whether there is no family on it: what every gateway tells of itself is missing, so this is none. */
    public boolean isEmpty() {
        return isEmpty;
    }

    @Override
    public Optional<MetricType> type(String family) {
        return Optional.ofNullable(types.get(family));
    }

    @Override
    public OptionalDouble counter(String name, Map<String, String> labels) {
        Double value = counters.get(Reading.series(name, labels));
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @Override
    public Set<Double> bounds(String family) {
        return bounds.getOrDefault(family, Set.of());
    }

    /** What is known by now. One thread. */
    private static final class Reading {
        private final Map<String, String> key;
        private final Heads heads = new Heads(false);
        private final Map<String, MetricType> types = new HashMap<>();
        private final Map<String, Double> counters = new HashMap<>();
        private final Map<String, Set<Double>> bounds = new HashMap<>();
        private Head head = Head.NONE;
        private boolean isEmpty = true;
        private int boundCount;
        private long letters;

        Reading(Map<String, String> key) {
            this.key = Map.copyOf(key);
        }

        void line(LineScanner scanner, int number) throws MalformedLineException {
            if (scanner.isComment()) {
                Optional<Comment> comment = scanner.comment();
                if (comment.isPresent() && comment.get().keyword().equals("TYPE")) {
                    isEmpty = false;
                    head = new Head(comment.get().name(), number);
                    head.type = FamilyType.parse(comment.get().text(), Profile.PUSH);
                }
            } else if (!scanner.isEmpty()) {
                sample(scanner.sample().sample());
            }
        }

        /** Only under a TYPE that it belongs to: without one, nothing is said of its type. */
        private void sample(Sample sample) {
            if (!heads.has(head, sample.name()) || head.type.isEmpty()) {
                return;
            }
            FamilyType type = head.type.get();
            if (!isOfGroup(sample)) {
                if (types.size() < MOST_FAMILIES && letters < MOST_LETTERS
                        && types.putIfAbsent(head.name, type.kept()) == null) {
                    letters += head.name.length();
                }
            } else if (type == FamilyType.COUNTER) {
                counter(sample);
            } else if (type.isHistogram() && sample.name().endsWith("_bucket") && !hasFurtherInstance(sample)) {
                bound(sample.bucket().position() + 0.0);
            }
        }

        private boolean isOfGroup(Sample sample) {
            for (Map.Entry<String, String> wanted : key.entrySet()) {
                if (!value(sample, wanted.getKey()).equals(wanted.getValue())) {
                    return false;
                }
            }
            return !key.isEmpty();
        }

        private boolean hasFurtherInstance(Sample sample) {
            return !key.containsKey("instance") && !value(sample, "instance").isEmpty();
        }

        private static String value(Sample sample, String label) {
            return sample.label(label).map(Label::value).orElse("");
        }

        private void counter(Sample sample) {
            Map<String, String> labels = new HashMap<>();
            for (Label label : sample.labels()) {
                labels.put(label.name(), label.value());
            }
            String series = series(sample.name(), labels);
            if (counters.size() < MOST_COUNTERS && letters < MOST_LETTERS) {
                counters.put(series, sample.value());
                letters += series.length();
            }
        }

        private void bound(double bound) {
            Set<Double> known = bounds.get(head.name);
            if (boundCount == MOST_BOUNDS || Double.isNaN(bound)) {
                return;
            }
            if (known == null) {
                known = new HashSet<>();
                bounds.put(head.name, known);
            }
            boundCount += known.add(bound) ? 1 : 0;
        }

        /** The order of labels makes no difference, and an empty one is none. */
        private static String series(String name, Map<String, String> labels) {
            StringBuilder series = new StringBuilder(name);
            new TreeMap<>(labels).forEach((label, value) -> {
                if (!value.isEmpty()) {
                    series.append('\0').append(label).append('\0').append(value);
                }
            });
            return series.toString();
        }
    }
}
