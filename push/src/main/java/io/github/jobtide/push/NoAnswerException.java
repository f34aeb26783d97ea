package io.github.jobtide.push;

/** There was no answer, and why. Never leaves this package. */
final class NoAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Trouble trouble;

    NoAnswerException(Trouble trouble, String reason) {
        super(reason);
        this.trouble = trouble;
    }

    NoAnswerException(Trouble trouble, String reason, Throwable cause) {
        super(reason, cause);
        this.trouble = trouble;
    }

    Trouble trouble() {
        return trouble;
    }

    /** In words. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
