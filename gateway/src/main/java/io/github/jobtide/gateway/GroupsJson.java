package io.github.jobtide.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.NativeHistogram;
import io.github.jobtide.exposition.Numbers;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.store.Snapshot;
import io.github.jobtide.store.StoredFamily;
import io.github.jobtide.store.StoredGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes {@code /api/v1/metrics}: all groups with their families, piece by piece. Members stand in the order of their names, but for those
 * of a family; numbers are strings. A family called {@code labels} or {@code last_push_successful} takes the place of that member, as in
 * Pushgateway.
 */
final class GroupsJson {
    private static final String LABELS = "labels";
    private static final String SUCCESSFUL = "last_push_successful";

    private final JsonGenerator json;

    private GroupsJson(JsonGenerator json) {
        this.json = json;
    }

    static void write(Snapshot snapshot, Snapshot.PageSink sink) {
        try (JsonGenerator json = ApiJson.to(new SinkStream(sink))) {
            new GroupsJson(json).write(snapshot);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Snapshot snapshot) throws IOException {
        json.writeStartObject();
        json.writeStringField("status", "success");
        json.writeArrayFieldStart("data");
        for (StoredGroup group : snapshot.groups()) {
            write(group);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(StoredGroup group) throws IOException {
        TreeMap<String, Member> members = new TreeMap<>();
        members.put(LABELS, () -> labels(group.key().labels()));
        members.put(SUCCESSFUL, () -> json.writeBoolean(group.lastPushSuccessful()));
        group.families().forEach(family -> members.put(family.name(), () -> write(family)));
        json.writeStartObject();
        for (Map.Entry<String, Member> member : members.entrySet()) {
            json.writeFieldName(member.getKey());
            member.getValue().write();
        }
        json.writeEndObject();
    }

    private void write(StoredFamily stored) throws IOException {
        MetricFamily family = stored.family();
        json.writeStartObject();
        json.writeStringField("time_stamp", ApiJson.time(stored.pushedNanos()));
        json.writeStringField("type", family.type().name());
        if (!family.help().isEmpty()) {
            json.writeStringField("help", family.help());
        }
        json.writeArrayFieldStart("metrics");
        for (Metric metric : family.metrics()) {
            json.writeStartObject();
            write(metric, metric.reading());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Metric metric, Reading reading) throws IOException {
        switch (reading) {
            case Reading.Scalar(var value) -> {
                labelsField(metric);
                json.writeStringField("value", number(value));
            }
            case Reading.Summary summary -> {
                json.writeStringField("count", count(summary.count()));
                labelsField(metric);
                values("quantiles", summary.quantiles(), quantile -> number(quantile.rank()),
                        quantile -> number(quantile.value()));
                json.writeStringField("sum", number(summary.sum()));
            }
            case Reading.Histogram histogram -> {
                values("buckets", histogram.buckets(), bucket -> number(bucket.upperBound()),
                        bucket -> count(bucket.cumulativeCount()));
                json.writeStringField("count", count(histogram.count()));
                labelsField(metric);
                json.writeStringField("sum", number(histogram.sum()));
            }
            case Reading.Detailed(var plain, var details) -> {
                NativeHistogram buckets = details.nativeBuckets().filter(NativeHistogram::hasSpans).orElse(null);
                if (buckets != null && plain instanceof Reading.Histogram histogram) {
                    write(metric, histogram, buckets);
                } else {
                    write(metric, plain);
                }
            }
            case Reading.Missing() -> labelsField(metric);
        }
    }

    /** Classic buckets beside the native ones are not shown. */
    private void write(Metric metric, Reading.Histogram histogram, NativeHistogram buckets) throws IOException {
        Function<Double, String> count = buckets.floats() ? GroupsJson::number : GroupsJson::count;
        json.writeArrayFieldStart("buckets");
        for (NativeBucket bucket : NativeBucket.filled(buckets)) {
            json.writeStartArray();
            json.writeNumber(bucket.boundaries());
            json.writeString(number(bucket.lower()));
            json.writeString(number(bucket.upper()));
            json.writeString(count.apply(bucket.count()));
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeStringField("count", count.apply(histogram.count()));
        labelsField(metric);
        json.writeStringField("sum", number(histogram.sum()));
    }

    private <T> void values(String name, List<T> parts, Function<T, String> key, Function<T, String> value)
            throws IOException {
        TreeMap<String, String> sorted = new TreeMap<>();
        parts.forEach(part -> sorted.put(key.apply(part), value.apply(part)));
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : sorted.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private void labelsField(Metric metric) throws IOException {
        json.writeFieldName(LABELS);
        labels(metric.labels());
    }

    private void labels(Labels labels) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < labels.size(); i++) {
            json.writeStringField(labels.name(i), labels.value(i));
        }
        json.writeEndObject();
    }

    private static String number(double value) {
        return value == 0 && 1 / value < 0 ? "-0" : Numbers.text(value);
    }

    /** Whole counts in plain digits, as integers are printed. */
    private static String count(double value) {
        return value >= 0 && value < 0x1p63 && value == Math.rint(value) ? Long.toString((long) value) : number(value);
    }

    /** Writes one member's value. */
    @FunctionalInterface
    private interface Member {
        void write() throws IOException;
    }
}
