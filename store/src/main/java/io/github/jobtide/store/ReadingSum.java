package io.github.jobtide.store;

import io.github.jobtide.exposition.Details;
import io.github.jobtide.exposition.Exemplar;
import io.github.jobtide.exposition.NativeHistogram;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.exposition.Reading.Histogram;
import io.github.jobtide.exposition.Reading.Scalar;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a stored reading and a pushed one of the same series come to. Of the exemplars the pushed ones count where there are any; when it
 * began to count stays as stored. A pure function.
 */
final class ReadingSum {
    private ReadingSum() {}

    /** Empty if they cannot be added, for buckets of other bounds or a total that is beyond all numbers: then the series must start anew. */
    static Optional<Reading> of(Reading stored, Reading pushed) {
        if (stored.plain() instanceof Scalar(double before) && pushed.plain() instanceof Scalar(double more)) {
            double total = before + more;
            SortedMap<Integer, Exemplar> exemplars = new TreeMap<>(stored.details().exemplars());
            exemplars.putAll(pushed.details().exemplars());
            return isTotal(total, more)
                    ? Optional.of(detailed(new Scalar(total), stored, pushed, exemplars, Optional.empty()))
                    : Optional.empty();
        }
        return stored.plain() instanceof Histogram && pushed.plain() instanceof Histogram
                ? HistogramSum.of(stored, pushed)
                : Optional.empty();
    }

    /** Whether that total can be gone on with: what was stored may have come from elsewhere, and be any number. */
    static boolean isTotal(double total, double more) {
        return total >= more && total <= Double.MAX_VALUE;
    }

    static Reading detailed(Reading total, Reading stored, Reading pushed, SortedMap<Integer, Exemplar> exemplars,
            Optional<NativeHistogram> nativeBuckets) {
        Details newer = pushed.details().nativeExemplars().isEmpty() ? stored.details() : pushed.details();
        Details details = new Details(stored.details().created(), exemplars, newer.nativeExemplars(), nativeBuckets);
        return details.equals(Details.NONE) ? total : new Reading.Detailed(total, details);
    }
}
