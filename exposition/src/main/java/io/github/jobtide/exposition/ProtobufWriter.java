package io.github.jobtide.exposition;

import java.io.ByteArrayOutputStream;

/** Writes length-delimited {@code io.prometheus.client.MetricFamily} messages. Source: docs/formats/protobuf.md. */
public final class ProtobufWriter {
    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private ProtobufWriter() {}

    /** Appends one delimited message for {@code family}. */
    public static void write(MetricFamily family, ByteArrayOutputStream target) {
        ProtobufMessage message = new ProtobufMessage().text(1, family.name());
        if (!family.help().isEmpty()) {
            message.text(2, family.help());
        }
        message.whole(3, typeNumber(family.type()));
        for (Metric metric : family.metrics()) {
            message.message(4, metric(family.type(), metric));
        }
        message.writeDelimited(target);
    }

    private static int typeNumber(MetricType type) {
        return switch (type) {
            case COUNTER -> 0;
            case GAUGE -> 1;
            case SUMMARY -> 2;
            case UNTYPED -> 3;
            case HISTOGRAM -> 4;
        };
    }

    private static ProtobufMessage metric(MetricType type, Metric metric) {
        ProtobufMessage message = new ProtobufMessage();
        Labels labels = metric.labels();
        for (int i = 0; i < labels.size(); i++) {
            message.message(1, new ProtobufMessage().text(1, labels.name(i)).text(2, labels.value(i)));
        }
        Reading reading = metric.reading();
        if (reading instanceof Reading.Scalar scalar) {
            message.message(scalarField(type), new ProtobufMessage().number(1, scalar.value()));
        } else if (reading instanceof Reading.Summary summary) {
            message.message(4, summary(summary));
        } else if (reading instanceof Reading.Histogram histogram) {
            message.message(7, histogram(histogram));
        }
        return message;
    }

    private static int scalarField(MetricType type) {
        return switch (type) {
            case COUNTER -> 3;
            case GAUGE -> 2;
            case UNTYPED, SUMMARY, HISTOGRAM -> 5;
        };
    }

    private static ProtobufMessage summary(Reading.Summary summary) {
        ProtobufMessage message = new ProtobufMessage().whole(1, unsigned(summary.count())).number(2, summary.sum());
        for (Reading.Quantile quantile : summary.quantiles()) {
            message.message(3, new ProtobufMessage().number(1, quantile.rank()).number(2, quantile.value()));
        }
        return message;
    }

    /** A histogram with a count that is not whole has all its counts as doubles. */
    private static ProtobufMessage histogram(Reading.Histogram histogram) {
        boolean whole = isWhole(histogram.count());
        for (Reading.Bucket bucket : histogram.buckets()) {
            whole &= isWhole(bucket.cumulativeCount());
        }
        ProtobufMessage message = count(1, 4, histogram.count(), whole).number(2, histogram.sum());
        for (Reading.Bucket bucket : histogram.buckets()) {
            message.message(3, count(1, 4, bucket.cumulativeCount(), whole).number(2, bucket.upperBound()));
        }
        return message;
    }

    private static ProtobufMessage count(int wholeField, int doubleField, double count, boolean whole) {
        ProtobufMessage message = new ProtobufMessage();
        return whole ? message.whole(wholeField, unsigned(count)) : message.number(doubleField, count);
    }

    private static boolean isWhole(double count) {
        return count >= 0 && count <= TWO_TO_64 && count == Math.rint(count);
    }

    /** The nearest whole number of 64 bits without a sign. */
    private static long unsigned(double count) {
        if (count >= TWO_TO_64) {
            return -1;
        }
        return count >= TWO_TO_63 ? (long) (count - TWO_TO_63) ^ Long.MIN_VALUE : (long) count;
    }
}
