package io.github.jobtide.exposition;

import java.util.Iterator;

/** A family under an escaping. Its metrics are spelled one by one, as they are gone through. */
record SpelledFamily(FamilyView family, Escaping escaping) implements FamilyView {
    @Override
    public String name() {
        return escaping.metric(family.name());
    }

    @Override
    public MetricType type() {
        return family.type();
    }

    @Override
    public String help() {
        return family.help();
    }

    @Override
    public Iterable<Metric> metrics() {
        return () -> {
            Iterator<Metric> metrics = family.metrics().iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return metrics.hasNext();
                }

                @Override
                public Metric next() {
                    return spelled(metrics.next());
                }
            };
        };
    }

    private Metric spelled(Metric metric) {
        Labels labels = escaping.labels(metric.labels());
        return labels.equals(metric.labels()) ? metric : new Metric(labels, metric.reading(), metric.timestamped());
    }
}
