package io.github.jobtide.lint;

import java.util.function.Function;

/**
 * One rule's look at the histograms or summaries of one family, each of which has a label set of its own.
 *
 * @param <S> what is remembered of one set
 */
abstract class SetCheck<S> implements FamilyCheck {
    private final Family family;
    private final LabelSets<S> sets;

    /** @param first makes what is remembered of a set from its first sample */
    SetCheck(Family family, Function<Sample, S> first) {
        this.family = family;
        this.sets = new LabelSets<>(first);
    }

    @Override
    public final void sample(Sample sample) {
        Part part = Part.of(family, sample);
        if (isWanted(part)) {
            sets.of(sample).ifPresent(set -> take(set, part, sample));
        }
    }

    /** Whether this rule looks at such samples. */
    abstract boolean isWanted(Part part);

    abstract void take(S set, Part part, Sample sample);

    @Override
    public void end() {
        for (S set : sets.all()) {
            end(set);
        }
    }

    /** The family has no more samples: what there is to say of one set, in the order of their first samples. */
    void end(S set) {}
}
