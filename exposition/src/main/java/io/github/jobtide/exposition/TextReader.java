package io.github.jobtide.exposition;

import java.util.List;

/** Reads the text format 0.0.4 as Pushgateway 1.11.2 does. Source: docs/formats/text.md. */
public final class TextReader {
    private TextReader() {}

    /**
     * Families in the order of their first line, each with its metrics in the order of theirs; families without a sample are left out.
     *
     * @throws MalformedBodyException with the line it happened in
     */
    public static List<MetricFamily> read(byte[] body, ReaderLimits limits) {
        throw new IllegalStateException("to come");
    }
}
