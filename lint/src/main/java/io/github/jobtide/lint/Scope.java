package io.github.jobtide.lint;

import io.github.jobtide.exposition.MetricType;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is known beside the family at hand.
 *
 * @param types of families that the page has had by now, by name
 */
record Scope(LintOptions options, Function<String, Optional<MetricType>> types) {
    Profile profile() {
        return options.profile();
    }

    /** Whether that label is set by the URL. */
    boolean isKey(String label) {
        return options.key().containsKey(label);
    }

    /** Whether an earlier family of that name has its samples under longer names. */
    boolean hasParts(String family) {
        Optional<MetricType> type = types.apply(family);
        return type.isPresent() && (type.get().isHistogram() || type.get() == MetricType.SUMMARY);
    }
}
