package io.github.jobtide.exposition;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What protobuf tells of a metric and the text format cannot.
 *
 * @param created when it began to count
 * @param exemplars by the place of the classic bucket, as sent, that they belong to; a counter's has the place 0
 * @param nativeExemplars of a histogram's native buckets
 */
public record Details(Optional<Timestamp> created, SortedMap<Integer, Exemplar> exemplars,
        List<Exemplar> nativeExemplars,
        Optional<NativeHistogram> nativeBuckets) {
    public static final Details NONE = new Details(Optional.empty(), new TreeMap<>(), List.of(), Optional.empty());

    public Details {
        exemplars = Collections.unmodifiableSortedMap(new TreeMap<>(exemplars));
        nativeExemplars = List.copyOf(nativeExemplars);
    }
}
