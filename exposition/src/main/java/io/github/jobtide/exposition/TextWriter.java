package io.github.jobtide.exposition;

import java.util.List;
import java.util.stream.IntStream;

/** Writes the text format 0.0.4. Source: docs/formats/text.md. */
public final class TextWriter extends MetricLines {
    private TextWriter() {}

    /**
     * The page for these families, in the order given; those without a metric are left out.
     *
     * @throws IllegalArgumentException if a metric has no reading
     */
    public static byte[] write(List<MetricFamily> families) {
        TextWriter writer = new TextWriter();
        for (MetricFamily family : families) {
            if (!family.metrics().isEmpty()) {
                writer.family(family);
            }
        }
        return writer.page.bytes();
    }

    private void family(MetricFamily family) {
        if (!family.help().isEmpty()) {
            header("HELP", family.name()).escaped(family.help(), false).letter('\n');
        }
        header("TYPE", family.name()).text(family.type().word()).letter('\n');
        for (Metric metric : family.metrics()) {
            metric(family.name(), metric);
        }
    }

    @Override
    void position(double position) {
        page.number(position);
    }

    /** As they were pushed. */
    @Override
    List<Integer> order(Reading.Histogram histogram) {
        return IntStream.range(0, histogram.buckets().size()).boxed().toList();
    }

    @Override
    void tail(Exemplar exemplar) {
        // This format has no place for it.
    }
}
