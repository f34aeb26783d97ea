package io.github.jobtide.lint;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a rule remembers of each label set of a histogram or summary. The samples of one set usually stand together, but need not. One thread.
 *
 * @param <S> what is remembered of one set
 */
final class LabelSets<S> {
    /** Sets that come when there are as many are not looked at. */
    static final int MOST = 10_000;
    /** The same once the labels of all sets are as long together. */
    private static final int MOST_LETTERS = 16 * 1024 * 1024;

    private final Map<String, S> sets = new LinkedHashMap<>();
    private final Function<Sample, S> first;
    private int letters;

    /** @param first makes what is remembered of a set from its first sample */
    LabelSets(Function<Sample, S> first) {
        this.first = first;
    }

    /** The set of a sample, by {@link Sample#set}; empty if there are too many. */
    Optional<S> of(Sample sample) {
        String key = sample.set();
        S known = sets.get(key);
        if (known == null && sets.size() < MOST && letters < MOST_LETTERS) {
            known = first.apply(sample);
            sets.put(key, known);
            letters += key.length();
        }
        return Optional.ofNullable(known);
    }

    /** In the order of their first samples. */
    Collection<S> all() {
        return sets.values();
    }
}
