package io.github.jobtide.exposition;

import java.io.ByteArrayOutputStream;

/** Writes length-delimited {@code io.prometheus.client.MetricFamily} messages. Source: docs/formats/protobuf.md. */
public final class ProtobufWriter {
    private ProtobufWriter() {}

    /** Appends one delimited message for {@code family}. */
    public static void write(MetricFamily family, ByteArrayOutputStream target) {
        throw new IllegalStateException("to come");
    }
}
