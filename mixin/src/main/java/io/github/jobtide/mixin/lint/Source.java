package io.github.jobtide.mixin.lint;

/** A text that things are read from, and where each of its characters stands in the file. */
interface Source {
    String text();

    /** @param index of a character of {@link #text}; its length for the end */
    Place place(int index);
}
