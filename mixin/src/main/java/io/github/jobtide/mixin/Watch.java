package io.github.jobtide.mixin;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * A limit that an inventory sets for what a job pushes of its own.
 *
 * @param measure what is compared
 * @param limit beyond which it is bad
 * @param by the labels that tell series apart
 * @param fresh how old a value may be and still be believed
 * @param alert the name of its alert, unlike any other's
 */
record Watch(Measure measure, Comparison comparison, BigDecimal limit, List<String> by, Duration lasting,
        Duration fresh, String alert, String severity, SortedMap<String, String> labels, String summary) {
    /** What is compared with a limit. */
    sealed interface Measure {
        /** A gauge, each series by itself. */
        record Value(String metric) implements Measure {}

        /** The part that good ones are of all, added up by the labels of the watch. */
        record Ratio(String good, String all) implements Measure {}
    }

    /** The alert that says that there is no value to be believed. */
    String staleAlert() {
        return alert + "DataStale";
    }

    boolean isRatio() {
        return measure instanceof Measure.Ratio;
    }

    /** The metrics that are compared, in words. */
    String subject() {
        return switch (measure) {
            case Measure.Value(String metric) -> metric;
            case Measure.Ratio(String good, String all) -> good + " / " + all;
        };
    }
}
