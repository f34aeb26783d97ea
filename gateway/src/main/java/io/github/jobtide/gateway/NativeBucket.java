package io.github.jobtide.gateway;

import io.github.jobtide.exposition.NativeHistogram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One bucket of a native histogram with its bounds, as the API shows it. */
record NativeBucket(double lower, double upper, double count) {
    /** Those that hold something: from the most negative one over the zero bucket to the most positive one. */
    static List<NativeBucket> filled(NativeHistogram histogram) {
        List<NativeBucket> all = new ArrayList<>();
        for (NativeBucket bucket : ascending(histogram, histogram.negative())) {
            all.add(new NativeBucket(-bucket.upper, -bucket.lower, bucket.count));
        }
        Collections.reverse(all);
        all.add(new NativeBucket(-histogram.zeroThreshold(), histogram.zeroThreshold(), histogram.zeroCount()));
        all.addAll(ascending(histogram, histogram.positive()));
        all.removeIf(bucket -> bucket.count == 0);
        return all;
    }

    private static List<NativeBucket> ascending(NativeHistogram histogram, NativeHistogram.Buckets side) {
        List<NativeBucket> buckets = new ArrayList<>(side.counts().size());
        int index = 0;
        for (NativeHistogram.Span span : side.spans()) {
            index += span.offset();
            for (int i = 0; i < span.length(); i++, index++) {
                buckets.add(new NativeBucket(histogram.bound(index - 1), histogram.bound(index),
                        side.counts().get(buckets.size())));
            }
        }
        return buckets;
    }

    /** Which of the bounds belong to the bucket: 0 the upper, 1 the lower, 3 both, as of the one around zero. */
    int boundaries() {
        return lower < 0 ? upper > 0 ? 3 : 1 : upper > 0 ? 0 : 3;
    }
}
