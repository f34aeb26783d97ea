package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Details;
import io.github.jobtide.exposition.Exemplar;
import io.github.jobtide.exposition.FamilyView;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NativeHistogram;
import io.github.jobtide.exposition.Numbers;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.exposition.Timestamp;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Families in protobuf's text form, for people who ask for it: a plain form of it, without promise of spacing. */
enum ProtobufText {
    /** Each family over many lines, and an empty line after it. */
    MANY_LINES("\n"),
    /** Each family on a line of its own. */
    ONE_LINE(" ");

    private final String separator;

    ProtobufText(String separator) {
        this.separator = separator;
    }

    void write(FamilyView family, ByteArrayOutputStream target) {
        StringBuilder text = new StringBuilder();
        field(text, "name", quoted(family.name()));
        if (!family.help().isEmpty()) {
            field(text, "help", quoted(family.help()));
        }
        field(text, "type", family.type().name());
        for (Metric metric : family.metrics()) {
            text.append("metric {").append(separator);
            labels(text, metric.labels());
            reading(text, family.type(), metric.reading());
            end(text);
            flush(text, target);
        }
        flush(text.append('\n'), target);
    }

    private static void flush(StringBuilder text, ByteArrayOutputStream target) {
        target.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }

    private void labels(StringBuilder text, Labels labels) {
        for (int i = 0; i < labels.size(); i++) {
            text.append("label {").append(separator);
            field(text, "name", quoted(labels.name(i)));
            field(text, "value", quoted(labels.value(i)));
            end(text);
        }
    }

    private void reading(StringBuilder text, MetricType type, Reading reading) {
        String part = type.isHistogram() ? "histogram" : type.name().toLowerCase(Locale.ROOT);
        text.append(part).append(" {").append(separator);
        Details details = reading.details();
        switch (reading.plain()) {
            case Reading.Scalar(var value) -> {
                field(text, "value", Numbers.text(value));
                details.exemplars().values().forEach(exemplar -> exemplar(text, "exemplar", exemplar));
            }
            case Reading.Summary summary -> {
                count(text, "sample_count", summary.count(), false);
                field(text, "sample_sum", Numbers.text(summary.sum()));
                summary.quantiles().forEach(quantile -> pair(text, "quantile", "quantile", quantile.rank(), "value",
                        quantile.value()));
            }
            case Reading.Histogram histogram -> histogram(text, histogram, details);
            case Reading.Missing _,Reading.Detailed _ -> {
                // an empty message
            }
        }
        details.created().ifPresent(created -> timestamp(text, "created_timestamp", created));
        details.nativeExemplars().forEach(exemplar -> exemplar(text, "exemplars", exemplar));
        end(text);
    }

    private void histogram(StringBuilder text, Reading.Histogram histogram, Details details) {
        boolean floats = details.nativeBuckets().map(NativeHistogram::floats).orElse(false)
                || histogram.count() % 1 != 0
                || histogram.buckets().stream().anyMatch(bucket -> bucket.cumulativeCount() % 1 != 0);
        count(text, "sample_count", histogram.count(), floats);
        field(text, "sample_sum", Numbers.text(histogram.sum()));
        for (int i = 0; i < histogram.buckets().size(); i++) {
            Reading.Bucket bucket = histogram.buckets().get(i);
            text.append("bucket {").append(separator);
            count(text, "cumulative_count", bucket.cumulativeCount(), floats);
            field(text, "upper_bound", Numbers.text(bucket.upperBound()));
            Exemplar exemplar = details.exemplars().get(i);
            if (exemplar != null) {
                exemplar(text, "exemplar", exemplar);
            }
            end(text);
        }
        details.nativeBuckets().ifPresent(buckets -> {
            field(text, "schema", Integer.toString(buckets.schema()));
            field(text, "zero_threshold", Numbers.text(buckets.zeroThreshold()));
            count(text, "zero_count", buckets.zeroCount(), floats);
            side(text, "negative", buckets.negative(), buckets.floats());
            side(text, "positive", buckets.positive(), buckets.floats());
        });
    }

    private void side(StringBuilder text, String name, NativeHistogram.Buckets side, boolean floats) {
        for (NativeHistogram.Span span : side.spans()) {
            text.append(name).append("_span {").append(separator);
            field(text, "offset", Integer.toString(span.offset()));
            field(text, "length", Integer.toString(span.length()));
            end(text);
        }
        double before = 0;
        for (double count : side.counts()) {
            field(text, name + (floats ? "_count" : "_delta"),
                    floats ? Numbers.text(count) : Long.toString((long) (count - before)));
            before = count;
        }
    }

    private void exemplar(StringBuilder text, String name, Exemplar exemplar) {
        text.append(name).append(" {").append(separator);
        labels(text, exemplar.labels());
        field(text, "value", Numbers.text(exemplar.value()));
        exemplar.time().ifPresent(time -> timestamp(text, "timestamp", time));
        end(text);
    }

    private void timestamp(StringBuilder text, String name, Timestamp time) {
        text.append(name).append(" {").append(separator);
        field(text, "seconds", Long.toString(time.seconds()));
        field(text, "nanos", Integer.toString(time.nanos()));
        end(text);
    }

    /** Whole counts have all their digits. */
    private void count(StringBuilder text, String name, double count, boolean floats) {
        if (floats) {
            field(text, name + "_float", Numbers.text(count));
        } else {
            field(text, name, new BigDecimal(count).toBigInteger().toString());
        }
    }

    private void pair(StringBuilder text, String message, String first, double firstValue, String second,
            double secondValue) {
        text.append(message).append(" {").append(separator);
        field(text, first, Numbers.text(firstValue));
        field(text, second, Numbers.text(secondValue));
        end(text);
    }

    private void field(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append(separator);
    }

    private void end(StringBuilder text) {
        text.append('}').append(separator);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"") + '"';
    }
}
