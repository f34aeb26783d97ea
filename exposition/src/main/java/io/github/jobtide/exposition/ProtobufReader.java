package io.github.jobtide.exposition;

import java.util.List;

/** Reads length-delimited {@code io.prometheus.client.MetricFamily} messages. Source: docs/formats/protobuf.md. */
public final class ProtobufReader {
    private ProtobufReader() {}

    /**
     * Families in the order of their first message; of two with one name the last counts. A family without metrics is kept.
     *
     * @throws MalformedBodyException if a message is cut off, cannot be decoded, or holds what is not supported
     */
    public static List<MetricFamily> read(byte[] body, ReaderLimits limits) {
        throw new IllegalStateException("to come");
    }
}
