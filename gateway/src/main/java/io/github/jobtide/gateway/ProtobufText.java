package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Numbers;
import io.github.jobtide.exposition.Reading;
import java.io.ByteArrayOutputStream;
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

    void write(MetricFamily family, ByteArrayOutputStream target) {
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
        }
        target.writeBytes(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
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
        text.append(type.name().toLowerCase(Locale.ROOT)).append(" {").append(separator);
        switch (reading) {
            case Reading.Scalar(var value) -> field(text, "value", Numbers.text(value));
            case Reading.Summary summary -> {
                field(text, "sample_count", Numbers.text(summary.count()));
                field(text, "sample_sum", Numbers.text(summary.sum()));
                summary.quantiles().forEach(quantile -> pair(text, "quantile", "quantile", quantile.rank(), "value",
                        quantile.value()));
            }
            case Reading.Histogram histogram -> {
                field(text, "sample_count", Numbers.text(histogram.count()));
                field(text, "sample_sum", Numbers.text(histogram.sum()));
                histogram.buckets().forEach(bucket -> pair(text, "bucket", "cumulative_count",
                        bucket.cumulativeCount(), "upper_bound", bucket.upperBound()));
            }
            case Reading.Missing() -> {
                // an empty message
            }
        }
        end(text);
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
