package io.github.jobtide.migration;

import io.github.jobtide.exposition.Numbers;
import io.github.jobtide.exposition.Reading;
import java.util.List;
import java.util.stream.Collectors;

/** What a metric measured as one line, the same for readings that a Prometheus would take for the same: quantiles and buckets in order, no -0. */
final class ReadingText {
    private ReadingText() {}

    static String of(Reading reading) {
        return switch (reading) {
            case Reading.Scalar(double value) -> Numbers.text(value);
            case Reading.Summary summary -> distribution(summary.count(), summary.sum(), summary.quantiles().stream()
                    .map(quantile -> Numbers.text(quantile.rank()) + ": " + Numbers.text(quantile.value())).toList());
            case Reading.Histogram histogram -> distribution(histogram.count(), histogram.sum(),
                    histogram.buckets().stream()
                            .map(bucket -> "<=" + Numbers.text(bucket.upperBound()) + ": "
                                    + Numbers.text(bucket.cumulativeCount()))
                            .toList());
            case Reading.Detailed(var plain, var details) -> of(plain) + ", " + details;
            case Reading.Missing _ -> "nothing";
        };
    }

    private static String distribution(double count, double sum, List<String> parts) {
        return "count %s, sum %s, %s".formatted(Numbers.text(count), Numbers.text(sum),
                parts.stream().sorted().collect(Collectors.joining(", ", "{", "}")));
    }
}
