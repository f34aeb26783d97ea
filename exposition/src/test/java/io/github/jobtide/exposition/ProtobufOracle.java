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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
        DynamicMessage.Builder inner = inner(message, part(type));
        Details details = metric.reading().details();
        if (metric.reading().plain() instanceof Reading.Scalar scalar) {
            set(inner, "value", scalar.value());
            details.exemplars().values().forEach(exemplar -> set(inner, "exemplar", exemplar(inner, exemplar)));
        } else if (metric.reading().plain() instanceof Reading.Summary summary) {
            fill(inner, summary);
        } else if (metric.reading().plain() instanceof Reading.Histogram histogram) {
            fill(inner, histogram, details);
        }
        details.created().ifPresent(time -> set(inner, "created_timestamp", time(inner, "created_timestamp", time)));
        set(message, part(type), inner.build());
    }

    private static String part(MetricType type) {
        return type.isHistogram() ? "histogram" : type.name().toLowerCase(Locale.ROOT);
    }

    private static DynamicMessage exemplar(DynamicMessage.Builder outer, Exemplar exemplar) {
        String field = outer.getDescriptorForType().getName().equals("Histogram") ? "exemplars" : "exemplar";
        DynamicMessage.Builder message = inner(outer, field);
        for (int i = 0; i < exemplar.labels().size(); i++) {
            DynamicMessage.Builder pair = inner(message, "label");
            set(pair, "name", exemplar.labels().name(i));
            set(pair, "value", exemplar.labels().value(i));
            add(message, "label", pair);
        }
        set(message, "value", exemplar.value());
        exemplar.time().ifPresent(time -> set(message, "timestamp", time(message, "timestamp", time)));
        return message.build();
    }

    private static DynamicMessage time(DynamicMessage.Builder outer, String field, Timestamp time) {
        DynamicMessage.Builder message = inner(outer, field);
        set(message, "seconds", time.seconds());
        set(message, "nanos", time.nanos());
        return message.build();
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

    private static void fill(DynamicMessage.Builder message, Reading.Histogram histogram, Details details) {
        boolean floats = details.nativeBuckets().map(NativeHistogram::floats).orElse(false);
        setCount(message, "sample_count", histogram.count(), floats);
        set(message, "sample_sum", histogram.sum());
        for (int i = 0; i < histogram.buckets().size(); i++) {
            DynamicMessage.Builder inner = inner(message, "bucket");
            setCount(inner, "cumulative_count", histogram.buckets().get(i).cumulativeCount(), false);
            set(inner, "upper_bound", histogram.buckets().get(i).upperBound());
            Exemplar exemplar = details.exemplars().get(i);
            if (exemplar != null) {
                set(inner, "exemplar", exemplar(inner, exemplar));
            }
            add(message, "bucket", inner);
        }
        details.nativeBuckets().ifPresent(buckets -> {
            set(message, "schema", buckets.schema());
            set(message, "zero_threshold", buckets.zeroThreshold());
            setCount(message, "zero_count", buckets.zeroCount(), floats);
            fill(message, "negative", buckets.negative(), floats);
            fill(message, "positive", buckets.positive(), floats);
        });
        details.nativeExemplars()
                .forEach(exemplar -> message.addRepeatedField(field(message.getDescriptorForType(), "exemplars"),
                        exemplar(message, exemplar)));
    }

    private static void fill(DynamicMessage.Builder message, String side, NativeHistogram.Buckets buckets,
            boolean floats) {
        for (NativeHistogram.Span span : buckets.spans()) {
            DynamicMessage.Builder inner = inner(message, side + "_span");
            set(inner, "offset", span.offset());
            set(inner, "length", span.length());
            add(message, side + "_span", inner);
        }
        FieldDescriptor counts = field(message.getDescriptorForType(), side + (floats ? "_count" : "_delta"));
        double before = 0;
        for (double count : buckets.counts()) {
            if (floats) {
                message.addRepeatedField(counts, count);
            } else {
                message.addRepeatedField(counts, (long) (count - before));
            }
            before = count;
        }
    }

    private static void setCount(DynamicMessage.Builder message, String name, double count, boolean asDouble) {
        if (count == Math.rint(count) && !asDouble) {
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
            DynamicMessage part = (DynamicMessage) value(metric, part(type));
            Reading plain = reading(type, part);
            Details details = details(type, part);
            metrics.add(Metric.of(labels(metric),
                    details.equals(Details.NONE) ? plain : new Reading.Detailed(plain, details)));
        }
        return new MetricFamily(value(message, "name").toString(), type, value(message, "help").toString(), metrics);
    }

    private static Labels labels(DynamicMessage message) {
        List<String> pairs = new ArrayList<>();
        for (DynamicMessage pair : messages(message, "label")) {
            pairs.add(value(pair, "name").toString());
            pairs.add(value(pair, "value").toString());
        }
        return Labels.of(pairs.toArray(new String[0]));
    }

    private static Details details(MetricType type, DynamicMessage part) {
        SortedMap<Integer, Exemplar> exemplars = new TreeMap<>();
        List<Exemplar> ofNative = List.of();
        Optional<NativeHistogram> buckets = Optional.empty();
        if (type == MetricType.COUNTER && has(part, "exemplar")) {
            exemplars.put(0, exemplar((DynamicMessage) value(part, "exemplar")));
        } else if (type.isHistogram()) {
            List<DynamicMessage> classic = messages(part, "bucket");
            for (int i = 0; i < classic.size(); i++) {
                if (has(classic.get(i), "exemplar")) {
                    exemplars.put(i, exemplar((DynamicMessage) value(classic.get(i), "exemplar")));
                }
            }
            ofNative = messages(part, "exemplars").stream().map(ProtobufOracle::exemplar).toList();
            buckets = has(part, "schema") ? Optional.of(nativeBuckets(part)) : Optional.empty();
        }
        boolean created = type != MetricType.GAUGE && type != MetricType.UNTYPED && has(part, "created_timestamp");
        return new Details(created ? Optional.of(time(part, "created_timestamp")) : Optional.empty(), exemplars,
                ofNative, buckets);
    }

    private static Exemplar exemplar(DynamicMessage message) {
        return new Exemplar(labels(message), number(message, "value"),
                has(message, "timestamp") ? Optional.of(time(message, "timestamp")) : Optional.empty());
    }

    private static Timestamp time(DynamicMessage outer, String field) {
        DynamicMessage message = (DynamicMessage) value(outer, field);
        return new Timestamp((long) value(message, "seconds"), (int) value(message, "nanos"));
    }

    private static NativeHistogram nativeBuckets(DynamicMessage part) {
        boolean floats = has(part, "zero_count_float");
        return new NativeHistogram(floats, (int) value(part, "schema"), number(part, "zero_threshold"),
                count(part, "zero_count"), side(part, "negative", floats), side(part, "positive", floats));
    }

    private static NativeHistogram.Buckets side(DynamicMessage part, String side, boolean floats) {
        List<NativeHistogram.Span> spans = messages(part, side + "_span").stream()
                .map(span -> new NativeHistogram.Span((int) value(span, "offset"), (int) value(span, "length")))
                .toList();
        List<Double> counts = new ArrayList<>();
        double count = 0;
        for (Object told : (List<?>) value(part, side + (floats ? "_count" : "_delta"))) {
            count = ((Number) told).doubleValue() + (floats ? 0 : count);
            counts.add(count);
        }
        return new NativeHistogram.Buckets(spans, counts);
    }

    private static boolean has(DynamicMessage message, String name) {
        return message.hasField(field(message.getDescriptorForType(), name));
    }

    private static Reading reading(MetricType type, DynamicMessage part) {
        return switch (type) {
            case COUNTER, GAUGE, UNTYPED -> new Reading.Scalar(number(part, "value"));
            case SUMMARY ->
                new Reading.Summary(number(part, "sample_count"), number(part, "sample_sum"), messages(part, "quantile")
                        .stream()
                        .map(quantile -> new Reading.Quantile(number(quantile, "quantile"), number(quantile, "value")))
                        .toList());
            case HISTOGRAM,
                    GAUGE_HISTOGRAM ->
                new Reading.Histogram(count(part, "sample_count"), number(part, "sample_sum"),
                        messages(part, "bucket").stream()
                                .map(bucket -> new Reading.Bucket(number(bucket, "upper_bound"),
                                        count(bucket, "cumulative_count")))
                                .toList());
        };
    }

    private static double count(DynamicMessage message, String name) {
        return number(message, has(message, name) ? name : name + "_float");
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
