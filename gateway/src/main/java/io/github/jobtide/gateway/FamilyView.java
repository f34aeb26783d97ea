package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.NativeHistogram;
import io.github.jobtide.exposition.Numbers;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.store.StoredFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * One family of a group on the page.
 *
 * @param hasMore whether rows were left out
 */
record FamilyView(String name, String type, String help, String pushed, List<Row> rows, boolean hasMore) {
    /** One value; buckets, quantiles, sums and counts have rows of their own. */
    record Row(List<LabelView> labels, String value) {}

    static FamilyView of(StoredFamily stored, RowLimit limit) {
        MetricFamily family = stored.family();
        List<Row> rows = new ArrayList<>();
        boolean more = false;
        for (Metric metric : family.metrics()) {
            List<Row> ofMetric = rows(metric, metric.reading());
            int shown = limit.take(ofMetric.size());
            rows.addAll(ofMetric.subList(0, shown));
            if (shown < ofMetric.size()) {
                more = true;
                break;
            }
        }
        return new FamilyView(family.name(), family.type().word(), family.help(), ApiJson.time(stored.pushedNanos()),
                rows, more);
    }

    private static List<Row> rows(Metric metric, Reading reading) {
        List<Row> rows = new ArrayList<>();
        switch (reading) {
            case Reading.Scalar(var value) -> rows.add(new Row(LabelView.of(metric.labels()), Numbers.text(value)));
            case Reading.Summary summary -> {
                summary.quantiles()
                        .forEach(q -> rows.add(row(metric, "quantile", Numbers.text(q.rank()), q.value())));
                rows.add(row(metric, "", "sum", summary.sum()));
                rows.add(row(metric, "", "count", summary.count()));
            }
            case Reading.Histogram histogram -> {
                histogram.buckets()
                        .forEach(b -> rows.add(row(metric, "≤", Numbers.text(b.upperBound()), b.cumulativeCount())));
                rows.add(row(metric, "", "sum", histogram.sum()));
                rows.add(row(metric, "", "count", histogram.count()));
            }
            case Reading.Detailed(var plain, var details) -> {
                NativeHistogram buckets = details.nativeBuckets().filter(NativeHistogram::hasSpans).orElse(null);
                if (buckets != null && plain instanceof Reading.Histogram histogram) {
                    rows.add(new Row(LabelView.of(metric.labels()), summary(histogram, buckets)));
                } else {
                    rows.addAll(rows(metric, plain));
                }
            }
            case Reading.Missing() -> {
                // nothing to show
            }
        }
        return rows;
    }

    private static String summary(Reading.Histogram histogram, NativeHistogram buckets) {
        int count = buckets.negative().counts().size() + buckets.positive().counts().size();
        return "count %s, sum %s, in %d native buckets of schema %d".formatted(Numbers.text(histogram.count()),
                Numbers.text(histogram.sum()), count, buckets.schema());
    }

    private static Row row(Metric metric, String name, String part, double value) {
        List<LabelView> labels = LabelView.of(metric.labels());
        labels.add(new LabelView(name, part));
        return new Row(labels, Numbers.text(value));
    }
}
