package io.github.jobtide.exposition;

import java.util.List;

/** Writes the text format 0.0.4. Source: docs/formats/text.md. */
public final class TextWriter {
    private final TextPage page = new TextPage();

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

    private TextPage header(String keyword, String name) {
        page.text("# ").text(keyword).letter(' ');
        return (Names.isMetricName(name) ? page.text(name) : page.quoted(name)).letter(' ');
    }

    private void metric(String name, Metric metric) {
        Reading reading = metric.reading().plain();
        if (reading instanceof Reading.Scalar scalar) {
            sample(name, metric.labels(), scalar.value());
        } else if (reading instanceof Reading.Summary summary) {
            summary(name, metric.labels(), summary);
        } else if (reading instanceof Reading.Histogram histogram) {
            histogram(name, metric.labels(), histogram);
        } else {
            throw new IllegalArgumentException(
                    "a metric of family " + name + " has no reading, so it cannot be written as text");
        }
    }

    private void summary(String name, Labels labels, Reading.Summary summary) {
        for (Reading.Quantile quantile : summary.quantiles()) {
            point(name, labels, "quantile", quantile.rank(), quantile.value());
        }
        sample(name + "_sum", labels, summary.sum());
        sample(name + "_count", labels, summary.count());
    }

    private void histogram(String name, Labels labels, Reading.Histogram histogram) {
        String bucketName = name + "_bucket";
        boolean infinityWritten = false;
        for (Reading.Bucket bucket : histogram.buckets()) {
            point(bucketName, labels, "le", bucket.upperBound(), bucket.cumulativeCount());
            infinityWritten |= bucket.upperBound() == Double.POSITIVE_INFINITY;
        }
        if (!infinityWritten) {
            point(bucketName, labels, "le", Double.POSITIVE_INFINITY, histogram.count());
        }
        sample(name + "_sum", labels, histogram.sum());
        sample(name + "_count", labels, histogram.count());
    }

    private void sample(String name, Labels labels, double value) {
        char before = labels(name, labels);
        value(before == '{' ? "" : "}", value);
    }

    /** A sample with one label more, which always stands last. */
    private void point(String name, Labels labels, String label, double position, double value) {
        char before = labels(name, labels);
        page.letter(before).text(label).text("=\"").number(position).letter('"');
        value("}", value);
    }

    private void value(String closing, double value) {
        page.text(closing).letter(' ').number(value).letter('\n');
    }

    /** Writes the name and all labels; a name that is not of the classic alphabet stands quoted among them. Returns what comes before a further label. */
    private char labels(String name, Labels labels) {
        char before = '{';
        if (Names.isMetricName(name)) {
            page.text(name);
        } else {
            page.letter('{').quoted(name);
            before = ',';
        }
        for (int i = 0; i < labels.size(); i++) {
            page.letter(before);
            labelName(labels.name(i));
            page.letter('=').quoted(labels.value(i));
            before = ',';
        }
        return before;
    }

    private void labelName(String name) {
        if (Names.isLabelName(name)) {
            page.text(name);
        } else {
            page.quoted(name);
        }
    }
}
