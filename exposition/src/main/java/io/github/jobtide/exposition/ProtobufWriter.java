package io.github.jobtide.exposition;

import java.io.ByteArrayOutputStream;

/** Writes length-delimited {@code io.prometheus.client.MetricFamily} messages. Source: docs/formats/protobuf.md. */
public final class ProtobufWriter {
    private static final int METRIC = 4;
    /** What lies beyond is not kept while the length of a message is found out, but made again. */
    private static final int KEPT_BYTES = 256 * 1024;

    private ProtobufWriter() {}

    /** Appends one delimited message for {@code family}, of which no large part is held. */
    public static void write(FamilyView family, ByteArrayOutputStream target) {
        ProtobufMessage message = head(family);
        long length = message.length();
        int kept = 0;
        for (Metric metric : family.metrics()) {
            ProtobufMessage written = metric(family.type(), metric);
            if (length < KEPT_BYTES) {
                message.message(METRIC, written);
                length = message.length();
                kept++;
            } else {
                length += new ProtobufMessage().message(METRIC, written).length();
            }
        }
        ProtobufMessage.writeLength(length, target);
        message.writeTo(target);
        if (length > message.length()) {
            writeFrom(kept, family, target);
        }
    }

    private static void writeFrom(int first, FamilyView family, ByteArrayOutputStream target) {
        int at = 0;
        for (Metric metric : family.metrics()) {
            if (at++ >= first) {
                new ProtobufMessage().message(METRIC, metric(family.type(), metric)).writeTo(target);
            }
        }
    }

    private static ProtobufMessage head(FamilyView family) {
        ProtobufMessage head = new ProtobufMessage().text(1, family.name());
        if (!family.help().isEmpty()) {
            head.text(2, family.help());
        }
        return head.whole(3, typeNumber(family.type()));
    }

    private static int typeNumber(MetricType type) {
        return switch (type) {
            case COUNTER -> 0;
            case GAUGE -> 1;
            case SUMMARY -> 2;
            case UNTYPED -> 3;
            case HISTOGRAM -> 4;
            case GAUGE_HISTOGRAM -> 5;
        };
    }

    private static ProtobufMessage metric(MetricType type, Metric metric) {
        ProtobufMessage message = new ProtobufMessage();
        labels(metric.labels(), message);
        Reading reading = metric.reading().plain();
        Details details = metric.reading().details();
        if (reading instanceof Reading.Scalar scalar) {
            message.message(scalarField(type), scalar(scalar, details));
        } else if (reading instanceof Reading.Summary summary) {
            message.message(4, summary(summary, details));
        } else if (reading instanceof Reading.Histogram histogram) {
            message.message(7, ProtobufHistogramWriter.message(histogram, details));
        }
        return message;
    }

    private static ProtobufMessage scalar(Reading.Scalar scalar, Details details) {
        ProtobufMessage message = new ProtobufMessage().number(1, scalar.value());
        details.exemplars().values().forEach(exemplar -> message.message(2, exemplar(exemplar)));
        details.created().ifPresent(created -> message.message(3, timestamp(created)));
        return message;
    }

    static ProtobufMessage exemplar(Exemplar exemplar) {
        ProtobufMessage message = new ProtobufMessage();
        labels(exemplar.labels(), message);
        message.number(2, exemplar.value());
        exemplar.time().ifPresent(time -> message.message(3, timestamp(time)));
        return message;
    }

    /** Zeros are left out, as of all messages of proto3. */
    static ProtobufMessage timestamp(Timestamp time) {
        ProtobufMessage message = new ProtobufMessage();
        if (time.seconds() != 0) {
            message.whole(1, time.seconds());
        }
        return time.nanos() == 0 ? message : message.whole(2, time.nanos());
    }

    private static void labels(Labels labels, ProtobufMessage target) {
        for (int i = 0; i < labels.size(); i++) {
            target.message(1, new ProtobufMessage().text(1, labels.name(i)).text(2, labels.value(i)));
        }
    }

    private static int scalarField(MetricType type) {
        return switch (type) {
            case COUNTER -> 3;
            case GAUGE -> 2;
            case UNTYPED, SUMMARY, HISTOGRAM, GAUGE_HISTOGRAM -> 5;
        };
    }

    private static ProtobufMessage summary(Reading.Summary summary, Details details) {
        ProtobufMessage message = new ProtobufMessage().whole(1, ProtobufHistogramWriter.unsigned(summary.count()))
                .number(2, summary.sum());
        for (Reading.Quantile quantile : summary.quantiles()) {
            message.message(3, new ProtobufMessage().number(1, quantile.rank()).number(2, quantile.value()));
        }
        details.created().ifPresent(created -> message.message(4, timestamp(created)));
        return message;
    }
}
