package io.github.jobtide.exposition;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Families to protobuf and back, by Google's library. */
final class ProtobufOracle {
    private ProtobufOracle() {}

    static byte[] write(List<MetricFamily> families) {
        return delimited(families.stream().map(ProtobufOracle::message).toList());
    }

    static byte[] delimited(List<DynamicMessage> messages) {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try {
            for (DynamicMessage message : messages) {
                message.writeDelimitedTo(target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target.toByteArray();
    }

    static DynamicMessage message(MetricFamily family) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(PrometheusSchema.FAMILY);
        set(message, "name", family.name());
        if (!family.help().isEmpty()) {
            set(message, "help", family.help());
        }
        set(message, "type",
                field(PrometheusSchema.FAMILY, "type").getEnumType().findValueByName(family.type().name()));
        for (Metric metric : family.metrics()) {
            DynamicMessage.Builder inner = inner(message, "metric");
            fill(inner, family.type(), metric);
            add(message, "metric", inner);
        }
        return message.build();
    }

    private static void fill(DynamicMessage.Builder message, MetricType type, Metric metric) {
        for (int i = 0; i < metric.labels().size(); i++) {
            DynamicMessage.Builder pair = inner(message, "label");
            set(pair, "name", metric.labels().name(i));
            set(pair, "value", metric.labels().value(i));
            add(message, "label", pair);
        }
        String part = type.name().toLowerCase(Locale.ROOT);
        DynamicMessage.Builder inner = inner(message, part);
        if (metric.reading() instanceof Reading.Scalar scalar) {
            set(inner, "value", scalar.value());
        } else if (metric.reading() instanceof Reading.Summary summary) {
            fill(inner, summary);
        } else if (metric.reading() instanceof Reading.Histogram histogram) {
            fill(inner, histogram);
        }
        set(message, part, inner.build());
    }

    private static void fill(DynamicMessage.Builder message, Reading.Summary summary) {
        set(message, "sample_count", (long) summary.count());
        set(message, "sample_sum", summary.sum());
        for (Reading.Quantile quantile : summary.quantiles()) {
            DynamicMessage.Builder inner = inner(message, "quantile");
            set(inner, "quantile", quantile.rank());
            set(inner, "value", quantile.value());
            add(message, "quantile", inner);
        }
    }

    private static void fill(DynamicMessage.Builder message, Reading.Histogram histogram) {
        setCount(message, "sample_count", histogram.count());
        set(message, "sample_sum", histogram.sum());
        for (Reading.Bucket bucket : histogram.buckets()) {
            DynamicMessage.Builder inner = inner(message, "bucket");
            setCount(inner, "cumulative_count", bucket.cumulativeCount());
            set(inner, "upper_bound", bucket.upperBound());
            add(message, "bucket", inner);
        }
    }

    private static void setCount(DynamicMessage.Builder message, String name, double count) {
        if (count == Math.rint(count)) {
            set(message, name, (long) count);
        } else {
            set(message, name + "_float", count);
        }
    }

    static List<MetricFamily> read(byte[] body) {
        List<MetricFamily> families = new ArrayList<>();
        CodedInputStream input = CodedInputStream.newInstance(body);
        try {
            while (!input.isAtEnd()) {
                ByteString message = input.readBytes();
                families.add(family(DynamicMessage.parseFrom(PrometheusSchema.FAMILY, message)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return families;
    }

    private static MetricFamily family(DynamicMessage message) {
        MetricType type = MetricType.valueOf(value(message, "type").toString());
        List<Metric> metrics = new ArrayList<>();
        for (DynamicMessage metric : messages(message, "metric")) {
            List<String> pairs = new ArrayList<>();
            for (DynamicMessage pair : messages(metric, "label")) {
                pairs.add(value(pair, "name").toString());
                pairs.add(value(pair, "value").toString());
            }
            DynamicMessage part = (DynamicMessage) value(metric, type.name().toLowerCase(Locale.ROOT));
            metrics.add(Metric.of(Labels.of(pairs.toArray(new String[0])), reading(type, part)));
        }
        return new MetricFamily(value(message, "name").toString(), type, value(message, "help").toString(), metrics);
    }

    private static Reading reading(MetricType type, DynamicMessage part) {
        return switch (type) {
            case COUNTER, GAUGE, UNTYPED -> new Reading.Scalar(number(part, "value"));
            case SUMMARY ->
                new Reading.Summary(number(part, "sample_count"), number(part, "sample_sum"), messages(part, "quantile")
                        .stream()
                        .map(quantile -> new Reading.Quantile(number(quantile, "quantile"), number(quantile, "value")))
                        .toList());
            case HISTOGRAM -> new Reading.Histogram(count(part, "sample_count"), number(part, "sample_sum"),
                    messages(part, "bucket").stream()
                            .map(bucket -> new Reading.Bucket(number(bucket, "upper_bound"),
                                    count(bucket, "cumulative_count")))
                            .toList());
        };
    }

    private static double count(DynamicMessage message, String name) {
        return number(message, message.hasField(field(message.getDescriptorForType(), name)) ? name : name + "_float");
    }

    private static double number(DynamicMessage message, String name) {
        return ((Number) value(message, name)).doubleValue();
    }

    static DynamicMessage.Builder inner(DynamicMessage.Builder message, String name) {
        return message.newBuilderForField(field(message.getDescriptorForType(), name));
    }

    static void set(DynamicMessage.Builder message, String name, Object value) {
        message.setField(field(message.getDescriptorForType(), name), value);
    }

    static void add(DynamicMessage.Builder message, String name, DynamicMessage.Builder inner) {
        message.addRepeatedField(field(message.getDescriptorForType(), name), inner.build());
    }

    private static Object value(DynamicMessage message, String name) {
        return message.getField(field(message.getDescriptorForType(), name));
    }

    private static List<DynamicMessage> messages(DynamicMessage message, String name) {
        return ((List<?>) value(message, name)).stream().map(DynamicMessage.class::cast).toList();
    }

    static FieldDescriptor field(Descriptor type, String name) {
        FieldDescriptor field = type.findFieldByName(name);
        if (field == null) {
            throw new IllegalArgumentException(type.getName() + " has no field " + name);
        }
        return field;
    }
}
