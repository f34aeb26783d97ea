package io.github.jobtide.mixin.lint;

/** An expression cannot be taken to pieces; the message is what is wrong, without a full stop. */
final class UnreadableExpressionException extends Exception {
    private static final long serialVersionUID = 1;

    private final int offset;

    UnreadableExpressionException(int offset, String reason) {
        super(reason);
        this.offset = offset;
    }

    int offset() {
        return offset;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
