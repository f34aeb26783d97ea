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
    /** With more, created times stay a family of their own. */
    private static final int MAX_CREATED = 10_000;

    private final OpenMetricsNames names;
    private final Set<String> folded;
    private final Function<String, Optional<FamilyView>> lookup;

    private OpenMetricsWriter(OpenMetricsNames names, Function<String, Optional<FamilyView>> lookup) {
        this.names = names;
        this.folded = names.folded();
        this.lookup = lookup;
    }

    /**
     * @param types of all families that will be written, by name
     * @param lookup gives a pushed one of them, whose turn may not have come yet
     */
    public static OpenMetricsWriter of(Map<String, MetricType> types, Function<String, Optional<FamilyView>> lookup) {
        return new OpenMetricsWriter(OpenMetricsNames.of(types), lookup);
    }

    /** Appends one family, if it has a metric and is not part of another; no large part of it is held. */
    public void write(FamilyView family, ByteArrayOutputStream target) {
        if (family.metrics().iterator().hasNext() && !folded.contains(family.name())) {
            writeSampled(family, target);
        }
    }

    private void writeSampled(FamilyView family, ByteArrayOutputStream target) {
        Optional<FamilyView> created = names.createdOf(family.name()).flatMap(lookup);
        Optional<Map<Labels, Double>> times = created.map(OpenMetricsWriter::values).orElse(Optional.of(Map.of()));
        if (!names.isUnknown(family.name()) && times.isPresent() && OpenMetricsRules.allow(family)
                && OpenMetricsRules.hasAll(family, times.get().keySet())) {
            writeAsItIs(family, times.get(), target);
        } else {
            writeAsUnknown(family, target);
            created.ifPresent(own -> writeSampled(own, target));
        }
    }

    private void writeAsItIs(FamilyView family, Map<Labels, Double> createdTimes, ByteArrayOutputStream target) {
        boolean counter = family.type() == MetricType.COUNTER;
        String name = counter ? OpenMetricsNames.base(family.name()) : family.name();
        head(family, name, family.type() == MetricType.UNTYPED ? UNKNOWN : family.type().word());
        for (Metric metric : family.metrics()) {
            metric(counter ? name + OpenMetricsNames.TOTAL : name, metric);
            Double time = createdTimes.get(metric.labels());
            if (time != null) {
                sample(name + OpenMetricsNames.CREATED, metric.labels(), time);
            }
            page.flush(target);
        }
    }

    /** Under the names that its samples have elsewhere, each a family of its own. */
    private void writeAsUnknown(FamilyView family, ByteArrayOutputStream target) {
        String points = family.type().isHistogram() ? family.name() + "_bucket" : family.name();
        head(family, points, UNKNOWN);
        for (Metric metric : family.metrics()) {
            points(family.name(), metric.labels(), metric.reading().plain(), Details.NONE);
            page.flush(target);
        }
        if (family.type() == MetricType.SUMMARY || family.type().isHistogram()) {
            head(family, family.name() + "_sum", UNKNOWN);
            for (Metric metric : family.metrics()) {
                sum(family.name(), metric.labels(), metric.reading().plain());
                page.flush(target);
            }
            head(family, family.name() + "_count", UNKNOWN);
            for (Metric metric : family.metrics()) {
                count(family.name(), metric.labels(), metric.reading().plain());
                page.flush(target);
            }
        }
    }

    private void head(FamilyView family, String name, String type) {
        header("TYPE", name).text(type).letter('\n');
        if (!family.help().isEmpty()) {
            header("HELP", name).escaped(family.help(), true).letter('\n');
        }
    }

    /** Ends the page. */
    public static void end(ByteArrayOutputStream target) {
        target.writeBytes(Utf8.bytes("# EOF\n"));
    }

    /** Nothing if there are more than are to be held. */
    private static Optional<Map<Labels, Double>> values(FamilyView family) {
        Map<Labels, Double> values = new HashMap<>();
        for (Metric metric : family.metrics()) {
            if (values.size() == MAX_CREATED) {
                return Optional.empty();
            }
            if (metric.reading().plain() instanceof Reading.Scalar scalar) {
                values.put(metric.labels(), scalar.value());
            }
        }
        return Optional.of(values);
    }

    @Override
    List<Integer> order(Reading.Histogram histogram) {
        return OpenMetricsRules.order(histogram);
    }

    @Override
    void tail(Exemplar exemplar) {
        page.text(" # ");
        page.text(labels('{', exemplar.labels()) == '{' ? "{}" : "}").letter(' ').number(exemplar.value());
        exemplar.time().ifPresent(time -> page.letter(' ').number(time.inSeconds()));
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
