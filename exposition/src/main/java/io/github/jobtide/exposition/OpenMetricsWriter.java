package io.github.jobtide.exposition;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Writes one page of OpenMetrics 1.0, family by family. Source: docs/formats/openmetrics.md. */
public final class OpenMetricsWriter extends MetricLines {
    private static final String UNKNOWN = "unknown";

    private final OpenMetricsNames names;
    private final Set<String> folded;
    private final Function<String, Optional<MetricFamily>> lookup;

    private OpenMetricsWriter(OpenMetricsNames names, Function<String, Optional<MetricFamily>> lookup) {
        this.names = names;
        this.folded = names.folded();
        this.lookup = lookup;
    }

    /**
     * @param types of all families that will be written, by name
     * @param lookup gives a pushed one of them, whose turn may not have come yet
     */
    public static OpenMetricsWriter of(Map<String, MetricType> types, Function<String, Optional<MetricFamily>> lookup) {
        return new OpenMetricsWriter(OpenMetricsNames.of(types), lookup);
    }

    /** Appends one family, if it has a metric and is not part of another. */
    public void write(MetricFamily family, ByteArrayOutputStream target) {
        if (!family.metrics().isEmpty() && !folded.contains(family.name())) {
            write(family);
            page.flush(target);
        }
    }

    private void write(MetricFamily family) {
        Optional<MetricFamily> created = names.createdOf(family.name()).flatMap(lookup);
        boolean allowed = !names.isUnknown(family.name()) && OpenMetricsRules.allow(family)
                && created.map(times -> OpenMetricsRules.allow(family, times)).orElse(true);
        if (allowed) {
            writeAsItIs(family, created.map(OpenMetricsWriter::values).orElse(Map.of()));
        } else {
            writeAsUnknown(family);
            created.ifPresent(this::write);
        }
    }

    private void writeAsItIs(MetricFamily family, Map<Labels, Double> createdTimes) {
        boolean counter = family.type() == MetricType.COUNTER;
        String name = counter ? OpenMetricsNames.base(family.name()) : family.name();
        head(family, name, family.type() == MetricType.UNTYPED ? UNKNOWN : family.type().word());
        for (Metric metric : family.metrics()) {
            metric(counter ? name + OpenMetricsNames.TOTAL : name, metric);
            Double time = createdTimes.get(metric.labels());
            if (time != null) {
                sample(name + OpenMetricsNames.CREATED, metric.labels(), time);
            }
        }
    }

    /** Under the names that its samples have elsewhere, each a family of its own. */
    private void writeAsUnknown(MetricFamily family) {
        String points = family.type().isHistogram() ? family.name() + "_bucket" : family.name();
        head(family, points, UNKNOWN);
        for (Metric metric : family.metrics()) {
            points(family.name(), metric.labels(), metric.reading().plain());
        }
        if (family.type() == MetricType.SUMMARY || family.type().isHistogram()) {
            head(family, family.name() + "_sum", UNKNOWN);
            family.metrics().forEach(metric -> sum(family.name(), metric.labels(), metric.reading().plain()));
            head(family, family.name() + "_count", UNKNOWN);
            family.metrics().forEach(metric -> count(family.name(), metric.labels(), metric.reading().plain()));
        }
    }

    private void head(MetricFamily family, String name, String type) {
        header("TYPE", name).text(type).letter('\n');
        if (!family.help().isEmpty()) {
            header("HELP", name).escaped(family.help(), true).letter('\n');
        }
    }

    /** Ends the page. */
    public static void end(ByteArrayOutputStream target) {
        target.writeBytes(Utf8.bytes("# EOF\n"));
    }

    private static Map<Labels, Double> values(MetricFamily family) {
        Map<Labels, Double> values = new HashMap<>();
        for (Metric metric : family.metrics()) {
            if (metric.reading().plain() instanceof Reading.Scalar scalar) {
                values.put(metric.labels(), scalar.value());
            }
        }
        return values;
    }

    @Override
    List<Reading.Bucket> buckets(Reading.Histogram histogram) {
        return OpenMetricsRules.inOrder(histogram);
    }

    /** As the specification wants numbers in labels: with a point even where nothing is behind it. */
    @Override
    void position(double position) {
        String text = Numbers.text(position);
        boolean plain = Double.isInfinite(position) || Double.isNaN(position) || text.contains(".")
                || text.contains("e");
        page.text(text).text(plain ? "" : ".0");
    }
}
