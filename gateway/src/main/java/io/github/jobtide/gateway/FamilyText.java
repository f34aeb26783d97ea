package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.Reading;
import java.util.List;

/** How long the text of families is that did not come as text: a body repeats nothing, but text has all labels on each line. */
final class FamilyText {
    /** Of a line beside its name and labels: suffix, bucket's bound, value. */
    private static final int LINE_BYTES = 80;
    /** A letter in UTF-8, at the most. */
    private static final int LETTER_BYTES = 3;

    private FamilyText() {}

    /** Roughly, and never less; -1 if a metric lacks what its type asks for, so that there is no text. */
    static long maxBytes(List<MetricFamily> families) {
        long bytes = 0;
        for (MetricFamily family : families) {
            bytes += LETTER_BYTES * (2L * family.name().length() + family.help().length()) + 2 * LINE_BYTES;
            for (Metric metric : family.metrics()) {
                int lines = lines(metric.reading().plain());
                if (lines == 0) {
                    return -1;
                }
                bytes += lines * (LINE_BYTES + LETTER_BYTES * (family.name().length() + letters(metric.labels())));
            }
        }
        return bytes;
    }

    private static int lines(Reading reading) {
        return switch (reading) {
            case Reading.Scalar _ -> 1;
            case Reading.Summary(_, _, var quantiles) -> quantiles.size() + 2;
            case Reading.Histogram(_, _, var buckets) -> buckets.size() + 3;
            case Reading.Detailed(var plain, _) -> lines(plain);
            case Reading.Missing _ -> 0;
        };
    }

    private static long letters(Labels labels) {
        long letters = 0;
        for (int i = 0; i < labels.size(); i++) {
            letters += labels.name(i).length() + labels.value(i).length() + 4;
        }
        return letters;
    }
}
