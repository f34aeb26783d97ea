package io.github.jobtide.gateway;

import io.github.jobtide.exposition.MalformedBodyException;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.exposition.OpenMetricsReader;
import io.github.jobtide.exposition.ProtobufReader;
import io.github.jobtide.exposition.ReaderLimits;
import io.github.jobtide.exposition.TextReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The format of a pushed body. Only one exact Content-Type means protobuf, and one of two versions OpenMetrics; whatever else it says, it
 * is read as text.
 */
enum BodyFormat {
    TEXT {
        @Override
        List<MetricFamily> read(byte[] body, ReaderLimits limits, NameRule names) {
            return TextReader.read(body, limits, names);
        }
    },
    PROTOBUF {
        @Override
        List<MetricFamily> read(byte[] body, ReaderLimits limits, NameRule names) {
            return ProtobufReader.read(body, limits);
        }
    },
    /**
     * Said to be OpenMetrics. Pushgateway reads that as text, so what is no OpenMetrics but text is text here too: a body that does not
     * end as it must, and one that only OpenMetrics refuses.
     */
    OPEN_METRICS {
        @Override
        List<MetricFamily> read(byte[] body, ReaderLimits limits, NameRule names) {
            if (!OpenMetricsReader.isComplete(body)) {
                return TextReader.read(body, limits, names);
            }
            try {
                return OpenMetricsReader.read(body, limits, names);
            } catch (MalformedBodyException refused) {
                return readAsText(body, limits, names, refused);
            }
        }

        private static List<MetricFamily> readAsText(byte[] body, ReaderLimits limits, NameRule names,
                MalformedBodyException refused) {
            try {
                return TextReader.read(body, limits, names);
            } catch (MalformedBodyException e) {
                refused.addSuppressed(e);
                throw refused;
            }
        }
    };

    private static final String OPEN_METRICS_TYPE = "application/openmetrics-text";
    private static final String PROTOBUF_TYPE = "application/vnd.google.protobuf";

    static BodyFormat of(@Nullable String contentType) {
        if (contentType == null || !(MediaType.mayBe(contentType, PROTOBUF_TYPE)
                || MediaType.mayBe(contentType, OPEN_METRICS_TYPE))) {
            return TEXT;
        }
        return MediaType.parse(contentType).map(BodyFormat::of).orElse(TEXT);
    }

    private static BodyFormat of(MediaType type) {
        if (type.name().equals(OPEN_METRICS_TYPE) && (type.has("version", "1.0.0") || type.has("version", "0.0.1"))) {
            return OPEN_METRICS;
        }
        return isFamilies(type) ? PROTOBUF : TEXT;
    }

    private static boolean isFamilies(MediaType type) {
        return type.name().equals(PROTOBUF_TYPE) && type.has("encoding", "delimited")
                && type.has("proto", "io.prometheus.client.MetricFamily");
    }

    /**
     * @param names which the text formats take; protobuf takes any, and leaves them to the store
     * @throws io.github.jobtide.exposition.MalformedBodyException if the body is not in this format
     */
    abstract List<MetricFamily> read(byte[] body, ReaderLimits limits, NameRule names);
}
