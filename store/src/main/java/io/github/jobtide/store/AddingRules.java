package io.github.jobtide.store;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Numbers;
import io.github.jobtide.store.Request.RenderedFamilies;
import io.github.jobtide.store.Shape.MetricShape;

/**
 * What pushed families must fulfil to be added to others: no summaries, no number that would spoil a total for ever. A pure function;
 * the cost is that of the push.
 */
final class AddingRules {
    private final Shape shape;
    private final Labels grouping;
    private final Problems problems;

    private AddingRules(Shape shape, Labels grouping, Problems problems) {
        this.shape = shape;
        this.grouping = grouping;
        this.problems = problems;
    }

    /** Whether pushed families of that type are added; all others but summaries take the place of what is stored. */
    static boolean adds(MetricType type) {
        return switch (type) {
            case COUNTER, HISTOGRAM -> true;
            case GAUGE, UNTYPED, GAUGE_HISTOGRAM, SUMMARY -> false;
        };
    }

    static void check(RenderedFamilies families, GroupKey key, Problems problems) {
        FamilyList list = families.list();
        for (int i = 0; i < list.size(); i++) {
            Shape shape = list.shape(i);
            if (shape.name().equals(Failures.NAME)) {
                checkFailure(shape,
                        new LineCursor(families.values(), PrintedValues.start(families.values(), i, list.size()),
                                PrintedValues.end(families.values(), i)),
                        problems);
            } else if (shape.type() == MetricType.SUMMARY) {
                problems.add(("summary \"%s\" cannot be added up: its quantiles are those of one run;"
                        + " push it to /metrics/job/…, or a histogram instead").formatted(shape.name()));
            } else if (adds(shape.type())) {
                new AddingRules(shape, key.labels(), problems).check(families.values(),
                        PrintedValues.start(families.values(), i, list.size()),
                        PrintedValues.end(families.values(), i));
            }
        }
    }

    /** A run says of itself alone whether it failed. */
    private static void checkFailure(Shape shape, LineCursor values, Problems problems) {
        boolean isSingle = (shape.type() == MetricType.GAUGE || shape.type() == MetricType.UNTYPED)
                && shape.metrics().size() == 1 && shape.metrics().getFirst().labels().size() == 0;
        double value = isSingle ? values.next() : Double.NaN;
        if (value != 0 && value != 1) {
            problems.add(("\"%s\" must be a gauge with one sample without labels of its own,"
                    + " 1 for a run that failed or 0 for one that succeeded; how many failed in a row is counted here")
                    .formatted(shape.name()));
        }
    }

    /** Mostly every number can be counted, and nobody need know what it says. */
    private void check(byte[] values, int from, int to) {
        LineCursor lines = new LineCursor(values, from, to);
        boolean fine = true;
        for (int i = 0; i < shape.lines(); i++) {
            fine &= isCount(lines.next());
        }
        if (!fine) {
            LineCursor again = new LineCursor(values, from, to);
            shape.metrics().forEach(metric -> checkMetric(metric, again));
        }
    }

    private void checkMetric(MetricShape metric, LineCursor in) {
        int lines = metric.lines(shape.type());
        for (int i = 0; i < lines; i++) {
            double value = in.next();
            boolean isSum = shape.type().isHistogram() && MetricShape.isMeasure(shape.type(), i, lines);
            if (isSum ? !(Math.abs(value) <= Double.MAX_VALUE) : !isCount(value)) {
                problems.add("%s \"%s\" %s cannot be added up: %s is %s; push what was counted since the last push, %s"
                        .formatted(shape.type().word(), shape.name(), FamilyDecoder.complete(metric.labels(), grouping),
                                what(isSum), Numbers.text(value),
                                isSum ? "and a sum that is a finite number" : "a finite number from 0 on"));
            }
        }
    }

    private String what(boolean isSum) {
        return shape.type() == MetricType.COUNTER ? "its value" : isSum ? "its sum" : "one of its counts";
    }

    private static boolean isCount(double value) {
        return value >= 0 && value <= Double.MAX_VALUE;
    }
}
