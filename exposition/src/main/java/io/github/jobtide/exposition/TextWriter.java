package io.github.jobtide.exposition;

import java.util.List;

/** Writes the text format 0.0.4. Source: docs/formats/text.md. */
public final class TextWriter {
    private TextWriter() {}

    /** The page for these families, in the order given. */
    public static byte[] write(List<MetricFamily> families) {
        throw new IllegalStateException("to come");
    }
}
