package io.github.jobtide.lint;

import io.github.jobtide.exposition.MetricType;
import java.util.Optional;

/**
 * What the comments before its first sample say of a family.
 *
 * @param name without the suffixes of histograms and summaries
 * @param line of its first comment or sample, from 1
 * @param type empty without a TYPE line
 * @param help empty without a HELP line
 */
record Family(String name, int line, Optional<MetricType> type, Optional<String> help) {
    boolean is(MetricType wanted) {
        return type.isPresent() && type.get() == wanted;
    }

    boolean isHistogram() {
        return type.isPresent() && type.get().isHistogram();
    }

    /** Whether its samples stand for themselves: no histogram and no summary. */
    boolean isPlain() {
        return !isHistogram() && !is(MetricType.SUMMARY);
    }

    /** Whether it says in labels what something is, such as the version of a program. Such values do not grow in number. */
    boolean isInfo() {
        return name.endsWith("_info") && isPlain();
    }
}
