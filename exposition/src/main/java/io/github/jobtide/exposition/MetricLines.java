package io.github.jobtide.exposition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes metrics line by line, as the text format and OpenMetrics have them in common. */
abstract class MetricLines {
    final TextPage page = new TextPage();

    /** Writes a quantile's rank or a bucket's bound, as the value of its label. */
    abstract void position(double position);

    /** The places of its buckets, in the order in which they are to stand. */
    abstract List<Integer> order(Reading.Histogram histogram);

    /** Writes what follows the value on its line. */
    abstract void tail(Exemplar exemplar);

    final TextPage header(String keyword, String name) {
        page.text("# ").text(keyword).letter(' ');
        return (Names.isMetricName(name) ? page.text(name) : page.quoted(name)).letter(' ');
    }

    /** All lines of one metric, whose name need not be its family's. */
    final void metric(String name, Metric metric) {
        points(name, metric.labels(), metric.reading().plain(), metric.reading().details());
        sum(name, metric.labels(), metric.reading().plain());
        count(name, metric.labels(), metric.reading().plain());
    }

    /** The value, quantiles or buckets. */
    final void points(String name, Labels labels, Reading reading, Details details) {
        if (reading instanceof Reading.Scalar scalar) {
            value(labels(name, labels) == '{' ? "" : "}", scalar.value(), details.exemplars().get(0));
        } else if (reading instanceof Reading.Summary summary) {
            for (Reading.Quantile quantile : summary.quantiles()) {
                point(name, labels, "quantile", quantile.rank(), quantile.value(), null);
            }
        } else if (reading instanceof Reading.Histogram histogram) {
            buckets(name + "_bucket", labels, histogram, details);
        } else {
            throw new IllegalArgumentException(
                    "a metric of family " + name + " has no reading, so it cannot be written as text");
        }
    }

    private void buckets(String name, Labels labels, Reading.Histogram histogram, Details details) {
        boolean infinityWritten = false;
        for (int place : order(histogram)) {
            Reading.Bucket bucket = histogram.buckets().get(place);
            point(name, labels, "le", bucket.upperBound(), bucket.cumulativeCount(), details.exemplars().get(place));
            infinityWritten |= bucket.upperBound() == Double.POSITIVE_INFINITY;
        }
        if (!infinityWritten) {
            point(name, labels, "le", Double.POSITIVE_INFINITY, histogram.count(), null);
        }
    }

    /** Nothing for a single value. */
    final void sum(String name, Labels labels, Reading reading) {
        if (reading instanceof Reading.Summary summary) {
            sample(name + "_sum", labels, summary.sum());
        } else if (reading instanceof Reading.Histogram histogram) {
            sample(name + "_sum", labels, histogram.sum());
        }
    }

    /** Nothing for a single value. */
    final void count(String name, Labels labels, Reading reading) {
        if (reading instanceof Reading.Summary summary) {
            sample(name + "_count", labels, summary.count());
        } else if (reading instanceof Reading.Histogram histogram) {
            sample(name + "_count", labels, histogram.count());
        }
    }

    final void sample(String name, Labels labels, double value) {
        value(labels(name, labels) == '{' ? "" : "}", value, null);
    }

    /** A sample with one label more, which always stands last. */
    private void point(String name, Labels labels, String label, double position, double value,
            @Nullable Exemplar exemplar) {
        char before = labels(name, labels);
        page.letter(before).text(label).text("=\"");
        position(position);
        value("\"}", value, exemplar);
    }

    private void value(String closing, double value, @Nullable Exemplar exemplar) {
        page.text(closing).letter(' ').number(value);
        if (exemplar != null) {
            tail(exemplar);
        }
        page.letter('\n');
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
        return labels(before, labels);
    }

    /** Writes labels, the first behind {@code before}. Returns what comes before a further one. */
    final char labels(char before, Labels labels) {
        char next = before;
        for (int i = 0; i < labels.size(); i++) {
            page.letter(next);
            labelName(labels.name(i));
            page.letter('=').quoted(labels.value(i));
            next = ',';
        }
        return next;
    }

    private void labelName(String name) {
        if (Names.isLabelName(name)) {
            page.text(name);
        } else {
            page.quoted(name);
        }
    }
}
