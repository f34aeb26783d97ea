package io.github.jobtide.exposition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A histogram while its fields come in. */
final class HistogramDraft {
    double count;
    double countAsDouble;
    double sum;
    final List<Reading.Bucket> buckets = new ArrayList<>(0);
    private @Nullable DetailsDraft details;
    private @Nullable NativeDraft nativeParts;

    /** To be filled by the caller, as the native parts. */
    DetailsDraft details() {
        DetailsDraft known = details;
        if (known == null) {
            known = new DetailsDraft();
            details = known;
        }
        return known;
    }

    NativeDraft nativeParts() {
        NativeDraft known = nativeParts;
        if (known == null) {
            known = new NativeDraft();
            nativeParts = known;
        }
        return known;
    }

    /** @param family its name, for complaints */
    Reading reading(String family) {
        Reading plain = new Reading.Histogram(countAsDouble != 0 ? countAsDouble : count, sum, buckets);
        NativeDraft parts = nativeParts;
        if (parts == null && details == null) {
            return plain;
        }
        try {
            return details().detailed(plain, parts == null ? Optional.empty() : parts.histogram(this));
        } catch (MalformedBodyException e) {
            throw new MalformedBodyException("histogram %s: %s".formatted(Quoted.text(family), e.getMessage()));
        }
    }
}
