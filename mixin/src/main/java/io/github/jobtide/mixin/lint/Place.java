package io.github.jobtide.mixin.lint;

/**
 * A place in a file.
 *
 * @param line from 1; 0 if it is about the file as a whole
 * @param column in bytes, from 1; 0 if it is about the line as a whole
 */
record Place(int line, int column) {
    static final Place WHOLE = new Place(0, 0);
}
