package io.github.jobtide.lint;

/** One rule's look at a page as a whole, beside its looks at families. Keeps a bounded number of families at most. */
interface PageCheck {
    /** Looks at nothing. */
    PageCheck NONE = family -> {};

    /** A family with samples begins, or goes on after another one. */
    void family(Family family);

    /** The page has no more families. */
    default void end() {}
}
