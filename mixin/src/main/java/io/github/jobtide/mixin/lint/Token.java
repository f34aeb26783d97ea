package io.github.jobtide.mixin.lint;

/**
 * A piece of an expression.
 *
 * @param text as written; of a selector and of a range with their brackets
 * @param offset where it begins
 */
record Token(Kind kind, String text, int offset) {
    /** What a piece is. */
    enum Kind {
        /** Or a duration. */
        NUMBER, STRING,
        /** A name, a keyword, or a variable of Grafana. */
        WORD,
        /** In braces. */
        SELECTOR,
        /** In square brackets. */
        RANGE, OPEN, CLOSE, COMMA,
        /** Of signs; those that are words are words. */
        OPERATOR
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }
}
