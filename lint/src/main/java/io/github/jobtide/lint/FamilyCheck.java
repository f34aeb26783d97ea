package io.github.jobtide.lint;

/** One rule's look at one family. Gets each sample in the order of the page, then the end. Keeps a bounded number of samples at most. */
interface FamilyCheck {
    /** Looks at nothing. */
    FamilyCheck NONE = sample -> {};

    void sample(Sample sample);

    /** The family has no more samples. */
    default void end() {}
}
