package io.github.jobtide.store;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Numbers;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.store.Shape.MetricShape;
import java.util.ArrayList;
import java.util.List;

/** Puts a family together again from shape, values and group. */
final class FamilyDecoder {
    private final byte[] values;
    private int at;

    private FamilyDecoder(byte[] values, int from) {
        this.values = values;
        this.at = from;
    }

    /** The metrics in page order, with all their labels; their values stand at {@code from} to {@code to}. */
    static List<Metric> metrics(GroupLabels group, Shape shape, byte[] values, int from, int to) {
        FamilyDecoder decoder = new FamilyDecoder(values, from);
        Labels grouping = group.key().labels();
        List<MetricShape> shapes = shape.metrics();
        List<Metric> metrics = new ArrayList<>(shapes.size());
        for (MetricShape metric : shapes) {
            metrics.add(Metric.of(complete(metric.labels(), grouping), decoder.reading(shape.type(), metric)));
        }
        return decoder.at < to ? FamilyDetails.complete(metrics, shape, values, decoder.at, to) : metrics;
    }

    /** A metric's own labels without those that its group sets. */
    static Labels withoutGrouping(Labels own, Labels grouping) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            if (grouping.value(own.name(i)).isEmpty()) {
                pairs.add(own.name(i));
                pairs.add(own.value(i));
            }
        }
        return Labels.of(pairs.toArray(String[]::new));
    }

    /** A metric's own labels, those of its group, and an empty instance if there is none. */
    static Labels complete(Labels own, Labels grouping) {
        boolean instance = own.value("instance").isPresent() || grouping.value("instance").isPresent();
        String[] pairs = new String[2 * (own.size() + grouping.size() + (instance ? 0 : 1))];
        int at = 0;
        for (Labels labels : List.of(own, grouping)) {
            for (int i = 0; i < labels.size(); i++) {
                pairs[at++] = labels.name(i);
                pairs[at++] = labels.value(i);
            }
        }
        if (!instance) {
            pairs[at++] = "instance";
            pairs[at] = "";
        }
        return Labels.of(pairs);
    }

    private Reading reading(MetricType type, MetricShape metric) {
        return switch (type) {
            case COUNTER, GAUGE, UNTYPED -> new Reading.Scalar(number());
            case SUMMARY -> summary(metric);
            case HISTOGRAM, GAUGE_HISTOGRAM -> histogram(metric);
        };
    }

    private Reading summary(MetricShape metric) {
        List<Reading.Quantile> quantiles = new ArrayList<>(metric.bounds().length);
        for (double rank : metric.bounds()) {
            quantiles.add(new Reading.Quantile(rank, number()));
        }
        double sum = number();
        return new Reading.Summary(number(), sum, quantiles);
    }

    private Reading histogram(MetricShape metric) {
        List<Reading.Bucket> buckets = new ArrayList<>(metric.bounds().length);
        for (double bound : metric.bounds()) {
            buckets.add(new Reading.Bucket(bound, number()));
        }
        if (!metric.hasInfiniteBound()) {
            number();
        }
        double sum = number();
        return new Reading.Histogram(number(), sum, buckets);
    }

    private double number() {
        int from = at;
        while (values[at] != '\n') {
            at++;
        }
        return Numbers.read(values, from, at++);
    }
}
