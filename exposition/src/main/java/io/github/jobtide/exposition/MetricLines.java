package io.github.jobtide.exposition;

import java.util.List;

/** Writes metrics line by line, as the text format and OpenMetrics have them in common. */
abstract class MetricLines {
    final TextPage page = new TextPage();

    /** Writes a quantile's rank or a bucket's bound, as the value of its label. */
    abstract void position(double position);

    /** In the order in which they are to stand. */
    abstract List<Reading.Bucket> buckets(Reading.Histogram histogram);

    final TextPage header(String keyword, String name) {
        page.text("# ").text(keyword).letter(' ');
        return (Names.isMetricName(name) ? page.text(name) : page.quoted(name)).letter(' ');
    }

    /** All lines of one metric, whose name need not be its family's. */
    final void metric(String name, Metric metric) {
        points(name, metric.labels(), metric.reading().plain());
        sum(name, metric.labels(), metric.reading().plain());
        count(name, metric.labels(), metric.reading().plain());
    }

    /** The value, quantiles or buckets. */
    final void points(String name, Labels labels, Reading reading) {
        if (reading instanceof Reading.Scalar scalar) {
            sample(name, labels, scalar.value());
        } else if (reading instanceof Reading.Summary summary) {
            for (Reading.Quantile quantile : summary.quantiles()) {
                point(name, labels, "quantile", quantile.rank(), quantile.value());
            }
        } else if (reading instanceof Reading.Histogram histogram) {
            points(name + "_bucket", labels, histogram);
        } else {
            throw new IllegalArgumentException(
                    "a metric of family " + name + " has no reading, so it cannot be written as text");
        }
    }

    private void points(String bucketName, Labels labels, Reading.Histogram histogram) {
        boolean infinityWritten = false;
        for (Reading.Bucket bucket : buckets(histogram)) {
            point(bucketName, labels, "le", bucket.upperBound(), bucket.cumulativeCount());
            infinityWritten |= bucket.upperBound() == Double.POSITIVE_INFINITY;
        }
        if (!infinityWritten) {
            point(bucketName, labels, "le", Double.POSITIVE_INFINITY, histogram.count());
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
        char before = labels(name, labels);
        value(before == '{' ? "" : "}", value);
    }

    /** A sample with one label more, which always stands last. */
    private void point(String name, Labels labels, String label, double position, double value) {
        char before = labels(name, labels);
        page.letter(before).text(label).text("=\"");
        position(position);
        value("\"}", value);
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
