package io.github.jobtide.exposition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What text cannot carry of a counter, summary or histogram, while its fields come in. */
final class DetailsDraft {
    @Nullable
    Timestamp created;
    final SortedMap<Integer, Exemplar> exemplars = new TreeMap<>();
    final List<Exemplar> nativeExemplars = new ArrayList<>(0);

    /** The reading with its details, if it has any. */
    Reading detailed(Reading plain, Optional<NativeHistogram> nativeBuckets) {
        Details details = new Details(Optional.ofNullable(created), exemplars, nativeExemplars, nativeBuckets);
        return details.equals(Details.NONE) ? plain : new Reading.Detailed(plain, details);
    }
}
