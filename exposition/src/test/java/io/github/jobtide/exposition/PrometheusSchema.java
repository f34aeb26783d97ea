package io.github.jobtide.exposition;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label.LABEL_OPTIONAL;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label.LABEL_REPEATED;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_DOUBLE;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_ENUM;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_MESSAGE;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_SINT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_SINT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_UINT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_UINT64;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.List;

/** The schema of {@code io.prometheus.client}, built here so that the tests need no compiler for it. */
final class PrometheusSchema {
    static final Descriptor FAMILY = family();

    private PrometheusSchema() {}

    private static Descriptor family() {
        FileDescriptorProto file = FileDescriptorProto.newBuilder().setName("metrics.proto")
                .setPackage("io.prometheus.client")
                .setSyntax("proto2").addEnumType(metricType())
                .addMessageType(
                        message("LabelPair", one("name", 1, TYPE_STRING), one("value", 2, TYPE_STRING)))
                .addMessageType(message("Scalar", one("value", 1, TYPE_DOUBLE), one("exemplar", 2, "Exemplar"),
                        one("created_timestamp", 3, "Timestamp")))
                .addMessageType(message("Timestamp", one("seconds", 1, TYPE_INT64), one("nanos", 2, TYPE_INT32)))
                .addMessageType(message("Exemplar", many("label", 1, "LabelPair"), one("value", 2, TYPE_DOUBLE),
                        one("timestamp", 3, "Timestamp")))
                .addMessageType(
                        message("Quantile", one("quantile", 1, TYPE_DOUBLE), one("value", 2, TYPE_DOUBLE)))
                .addMessageType(message("Summary", one("sample_count", 1, TYPE_UINT64),
                        one("sample_sum", 2, TYPE_DOUBLE),
                        many("quantile", 3, "Quantile"), one("created_timestamp", 4, "Timestamp")))
                .addMessageType(message("Bucket", one("cumulative_count", 1, TYPE_UINT64),
                        one("upper_bound", 2, TYPE_DOUBLE),
                        one("exemplar", 3, "Exemplar"), one("cumulative_count_float", 4, TYPE_DOUBLE)))
                .addMessageType(
                        message("BucketSpan", one("offset", 1, TYPE_SINT32), one("length", 2, TYPE_UINT32)))
                .addMessageType(message("Histogram", one("sample_count", 1, TYPE_UINT64),
                        one("sample_sum", 2, TYPE_DOUBLE),
                        many("bucket", 3, "Bucket"), one("sample_count_float", 4, TYPE_DOUBLE),
                        one("schema", 5, TYPE_SINT32),
                        one("zero_threshold", 6, TYPE_DOUBLE), one("zero_count", 7, TYPE_UINT64),
                        one("zero_count_float", 8, TYPE_DOUBLE),
                        many("negative_span", 9, "BucketSpan"), many("negative_delta", 10, TYPE_SINT64),
                        many("negative_count", 11, TYPE_DOUBLE), many("positive_span", 12, "BucketSpan"),
                        many("positive_delta", 13, TYPE_SINT64), many("positive_count", 14, TYPE_DOUBLE),
                        one("created_timestamp", 15, "Timestamp"), many("exemplars", 16, "Exemplar")))
                .addMessageType(message("Metric", many("label", 1, "LabelPair"), one("gauge", 2, "Scalar"),
                        one("counter", 3, "Scalar"),
                        one("summary", 4, "Summary"), one("untyped", 5, "Scalar"),
                        one("timestamp_ms", 6, TYPE_INT64),
                        one("histogram", 7, "Histogram")))
                .addMessageType(
                        message("MetricFamily", one("name", 1, TYPE_STRING), one("help", 2, TYPE_STRING),
                                enumeration("type", 3, "MetricType"), many("metric", 4, "Metric"),
                                one("unit", 5, TYPE_STRING)))
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("MetricFamily");
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EnumDescriptorProto metricType() {
        EnumDescriptorProto.Builder type = EnumDescriptorProto.newBuilder().setName("MetricType");
        int number = 0;
        for (String name : List.of("COUNTER", "GAUGE", "SUMMARY", "UNTYPED", "HISTOGRAM", "GAUGE_HISTOGRAM")) {
            type.addValue(EnumValueDescriptorProto.newBuilder().setName(name).setNumber(number++));
        }
        return type.build();
    }

    private static DescriptorProto message(String name, FieldDescriptorProto... fields) {
        return DescriptorProto.newBuilder().setName(name).addAllField(List.of(fields)).build();
    }

    private static FieldDescriptorProto one(String name, int number, FieldDescriptorProto.Type type) {
        return field(name, number, LABEL_OPTIONAL).setType(type).build();
    }

    private static FieldDescriptorProto many(String name, int number, FieldDescriptorProto.Type type) {
        return field(name, number, LABEL_REPEATED).setType(type).build();
    }

    private static FieldDescriptorProto one(String name, int number, String message) {
        return field(name, number, LABEL_OPTIONAL).setType(TYPE_MESSAGE).setTypeName(message).build();
    }

    private static FieldDescriptorProto many(String name, int number, String message) {
        return field(name, number, LABEL_REPEATED).setType(TYPE_MESSAGE).setTypeName(message).build();
    }

    private static FieldDescriptorProto enumeration(String name, int number, String type) {
        return field(name, number, LABEL_OPTIONAL).setType(TYPE_ENUM).setTypeName(type).build();
    }

    private static FieldDescriptorProto.Builder field(String name, int number, FieldDescriptorProto.Label label) {
        return FieldDescriptorProto.newBuilder().setName(name).setNumber(number).setLabel(label);
    }
}
