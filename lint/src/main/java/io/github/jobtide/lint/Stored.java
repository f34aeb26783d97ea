package io.github.jobtide.lint;

import io.github.jobtide.exposition.MetricType;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What a gateway holds already, for the rules that compare a page with it. Read by several threads. */
public interface Stored {
    /** Of which nothing is known. */
    Stored UNKNOWN = new Stored() {
        @Override
        public Optional<MetricType> type(String family) {
            return Optional.empty();
        }

        @Override
        public OptionalDouble counter(String name, Map<String, String> labels) {
            return OptionalDouble.empty();
        }

        @Override
        public Set<Double> bounds(String family) {
            return Set.of();
        }
    };

    /** The type under which other groups than the one that is pushed to have that family; empty if none has it, or none with a type. */
    Optional<MetricType> type(String family);

    /**
     * The value of a counter's series in the group that is pushed to; empty if it has none.
     *
     * @param name of the sample
     * @param labels those of the body and those of the key
     */
    OptionalDouble counter(String name, Map<String, String> labels);

    /** The upper bounds of a histogram's buckets in the group that is pushed to, the infinite one too; empty if it has none. */
    Set<Double> bounds(String family);
}
