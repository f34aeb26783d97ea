package io.github.jobtide.store;

import io.github.jobtide.exposition.NativeHistogram;
import io.github.jobtide.exposition.NativeHistogram.Buckets;
import io.github.jobtide.exposition.NativeHistogram.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the native buckets of two histograms come to, bucket by bucket. A pure function. */
final class NativeSum {
    private NativeSum() {}

    /** Whether their buckets have the same bounds, so that their counts can be added. */
    static boolean isPossible(NativeHistogram a, NativeHistogram b) {
        return a.schema() == b.schema() && a.zeroThreshold() == b.zeroThreshold();
    }

    static NativeHistogram of(NativeHistogram stored, NativeHistogram pushed) {
        return new NativeHistogram(stored.floats() || pushed.floats(), stored.schema(), stored.zeroThreshold(),
                stored.zeroCount() + pushed.zeroCount(), sum(stored.negative(), pushed.negative()),
                sum(stored.positive(), pushed.positive()));
    }

    private static Buckets sum(Buckets stored, Buckets pushed) {
        if (pushed.counts().isEmpty()) {
            return stored.spans().isEmpty() ? pushed : stored;
        }
        if (stored.spans().equals(pushed.spans())) {
            List<Double> counts = new ArrayList<>(stored.counts());
            for (int i = 0; i < counts.size(); i++) {
                counts.set(i, counts.get(i) + pushed.counts().get(i));
            }
            return new Buckets(stored.spans(), counts);
        }
        SortedMap<Integer, Double> counts = new TreeMap<>();
        addTo(counts, stored);
        addTo(counts, pushed);
        return buckets(counts);
    }

    /** @param counts by the buckets' numbers */
    private static void addTo(Map<Integer, Double> counts, Buckets side) {
        int at = 0;
        int number = 0;
        for (Span span : side.spans()) {
            number += span.offset();
            for (int i = 0; i < span.length(); i++) {
                counts.merge(number++, side.counts().get(at++), Double::sum);
            }
        }
    }

    private static Buckets buckets(SortedMap<Integer, Double> counts) {
        List<Span> spans = new ArrayList<>();
        int start = counts.firstKey();
        int end = start;
        int before = 0;
        for (int number : counts.keySet()) {
            if (number > end) {
                spans.add(new Span(start - before, end - start));
                before = end;
                start = number;
            }
            end = number + 1;
        }
        spans.add(new Span(start - before, end - start));
        return new Buckets(spans, List.copyOf(counts.values()));
    }
}
