package io.github.jobtide.store;

import io.github.jobtide.exposition.Exemplar;
import io.github.jobtide.exposition.NativeHistogram;
import io.github.jobtide.exposition.NativeHistogram.Buckets;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.exposition.Reading.Bucket;
import io.github.jobtide.exposition.Reading.Histogram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds a pushed histogram to a stored one, classic buckets, native ones, or both. The bounds of all of them must be the same. */
final class HistogramSum {
    /** Every whole number up to here is a double; whole native counts beyond it could not be read back. */
    private static final double EXACT = 0x1p53;

    private final Reading stored;
    private final Reading pushed;
    private final Histogram before;
    private final Histogram more;
    private final Map<Double, Integer> places;
    private final Map<Double, Integer> pushedPlaces;

    private HistogramSum(Reading stored, Reading pushed) {
        this.stored = stored;
        this.pushed = pushed;
        this.before = (Histogram) stored.plain();
        this.more = (Histogram) pushed.plain();
        this.places = places(before);
        this.pushedPlaces = places(more);
    }

    /** Empty if they cannot be added. */
    static Optional<Reading> of(Reading stored, Reading pushed) {
        HistogramSum both = new HistogramSum(stored, pushed);
        return both.haveSameBounds() ? both.sum() : Optional.empty();
    }

    /** Where the bucket of each bound stands. */
    private static Map<Double, Integer> places(Histogram histogram) {
        Map<Double, Integer> places = new HashMap<>();
        for (int i = 0; i < histogram.buckets().size(); i++) {
            places.put(bound(histogram.buckets().get(i)), i);
        }
        return places;
    }

    private static double bound(Bucket bucket) {
        return bucket.upperBound() == 0 ? 0.0 : bucket.upperBound();
    }

    /** Whether a bucket for +Inf was sent makes no difference, for its count is there in any case. */
    private boolean haveSameBounds() {
        Map<Double, Integer> finite = new HashMap<>(places);
        Map<Double, Integer> pushedFinite = new HashMap<>(pushedPlaces);
        finite.remove(Double.POSITIVE_INFINITY);
        pushedFinite.remove(Double.POSITIVE_INFINITY);
        Optional<NativeHistogram> parts = stored.details().nativeBuckets();
        Optional<NativeHistogram> pushedParts = pushed.details().nativeBuckets();
        return finite.keySet().equals(pushedFinite.keySet()) && parts.isPresent() == pushedParts.isPresent()
                && parts.map(known -> NativeSum.isPossible(known, pushedParts.orElseThrow())).orElse(true);
    }

    private Optional<Reading> sum() {
        Histogram total = new Histogram(before.count() + more.count(), before.sum() + more.sum(), buckets());
        Optional<NativeHistogram> parts = stored.details().nativeBuckets()
                .map(known -> NativeSum.of(known, pushed.details().nativeBuckets().orElseThrow()));
        boolean fine = isTotal(total) && parts.map(sums -> canBeTold(sums, total.count())).orElse(true);
        return fine
                ? Optional.of(ReadingSum.detailed(total, stored, pushed, exemplars(total), parts))
                : Optional.empty();
    }

    /** As stored, with one for +Inf behind them if only the push has it. */
    private List<Bucket> buckets() {
        List<Bucket> buckets = new ArrayList<>(before.buckets().size() + 1);
        for (Bucket bucket : before.buckets()) {
            Integer place = pushedPlaces.get(bound(bucket));
            double added = place == null ? more.count() : more.buckets().get(place).cumulativeCount();
            buckets.add(new Bucket(bucket.upperBound(), bucket.cumulativeCount() + added));
        }
        Integer infinite = pushedPlaces.get(Double.POSITIVE_INFINITY);
        if (infinite != null && !places.containsKey(Double.POSITIVE_INFINITY)) {
            buckets.add(new Bucket(Double.POSITIVE_INFINITY,
                    before.count() + more.buckets().get(infinite).cumulativeCount()));
        }
        return buckets;
    }

    private SortedMap<Integer, Exemplar> exemplars(Histogram total) {
        SortedMap<Integer, Exemplar> exemplars = new TreeMap<>(stored.details().exemplars());
        pushed.details().exemplars().forEach((place, exemplar) -> exemplars.put(
                places.getOrDefault(bound(more.buckets().get(place)), total.buckets().size() - 1), exemplar));
        return exemplars;
    }

    private boolean isTotal(Histogram total) {
        boolean fine = ReadingSum.isTotal(total.count(), more.count()) && Math.abs(total.sum()) <= Double.MAX_VALUE;
        for (Bucket bucket : total.buckets()) {
            fine &= ReadingSum.isTotal(bucket.cumulativeCount(), 0);
        }
        return fine;
    }

    /** Whether it can be read back: whole counts must come to the histogram's own, which those of one without any buckets need not. */
    private static boolean canBeTold(NativeHistogram parts, double count) {
        double highest = Math.max(count, parts.zeroCount());
        double inBuckets = parts.zeroCount();
        for (Buckets side : List.of(parts.negative(), parts.positive())) {
            for (double bucket : side.counts()) {
                highest = Math.max(highest, bucket);
                inBuckets += bucket;
            }
        }
        if (parts.floats()) {
            return highest <= Double.MAX_VALUE;
        }
        boolean hasBuckets = parts.hasSpans() || parts.zeroThreshold() > 0 || parts.zeroCount() > 0;
        return highest <= EXACT && (!hasBuckets || inBuckets == count);
    }
}
