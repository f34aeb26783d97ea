package io.github.jobtide.gateway;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.ProtobufReader;
import io.github.jobtide.exposition.ReaderLimits;
import io.github.jobtide.exposition.TextReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The format of a pushed body. Only one exact Content-Type means protobuf; whatever else it says, it is read as text. */
enum BodyFormat {
    TEXT {
        @Override
        List<MetricFamily> read(byte[] body, ReaderLimits limits) {
            return TextReader.read(body, limits);
        }
    },
    PROTOBUF {
        @Override
        List<MetricFamily> read(byte[] body, ReaderLimits limits) {
            return ProtobufReader.read(body, limits);
        }
    };

    private static final String PROTOBUF_TYPE = "application/vnd.google.protobuf";

    static BodyFormat of(@Nullable String contentType) {
        if (contentType == null || contentType.length() < PROTOBUF_TYPE.length()
                || !MediaType.mayBe(contentType, PROTOBUF_TYPE)) {
            return TEXT;
        }
        return MediaType.parse(contentType).filter(BodyFormat::isFamilies).map(_ -> PROTOBUF).orElse(TEXT);
    }

    private static boolean isFamilies(MediaType type) {
        return type.name().equals(PROTOBUF_TYPE) && type.has("encoding", "delimited")
                && type.has("proto", "io.prometheus.client.MetricFamily");
    }

    /** @throws io.github.jobtide.exposition.MalformedBodyException if the body is not in this format */
    abstract List<MetricFamily> read(byte[] body, ReaderLimits limits);
}
