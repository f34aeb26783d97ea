package io.github.jobtide.exposition;

import java.util.List;

/**
 * All metrics of one name. Nothing about the name or the labels has been judged yet, beyond what the format itself demands.
 *
 * @param help without escapes; empty if none was given
 */
public record MetricFamily(String name, MetricType type, String help, List<Metric> metrics) implements FamilyView {
    public MetricFamily {
        metrics = List.copyOf(metrics);
    }
}
