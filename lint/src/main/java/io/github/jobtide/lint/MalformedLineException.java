package io.github.jobtide.lint;

/** A line that is neither a sample nor a comment. */
final class MalformedLineException extends Exception {
    private static final long serialVersionUID = 1;

    private final int column;

    /** @param column in bytes, from 1 */
    MalformedLineException(int column, String reason) {
        super(reason, null, false, false);
        this.column = column;
    }

    int column() {
        return column;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
