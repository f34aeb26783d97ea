package io.github.jobtide.cli;

import io.github.jobtide.exposition.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Observations that are counted by upper bounds. */
final class BucketObservations extends Observations {
    private final double[] bounds;
    private final long[] counts;

    /** @param bounds in any order, as often as they like; infinity is there by itself */
    BucketObservations(double[] bounds) {
        this.bounds = Arrays.stream(bounds).filter(Double::isFinite).map(bound -> bound + 0.0).sorted().distinct()
                .toArray();
        this.counts = new long[this.bounds.length + 1];
    }

    @Override
    void observe(double value) {
        int low = 0;
        int high = bounds.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        counts[low]++;
    }

    @Override
    Reading reading() {
        List<Reading.Bucket> buckets = new ArrayList<>(counts.length);
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += counts[i];
            buckets.add(new Reading.Bucket(i < bounds.length ? bounds[i] : Double.POSITIVE_INFINITY, below));
        }
        return new Reading.Histogram(count(), sum(), buckets);
    }
}
