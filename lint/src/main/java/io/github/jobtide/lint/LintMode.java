package io.github.jobtide.lint;

/** What to do about findings in metrics that are on their way, by the words of the option {@code --lint}. */
public enum LintMode {
    /** Nothing: nobody looks. */
    OFF("off"),
    /** Tell of them. */
    WARN("warn"),
    /** Tell of them, and refuse metrics with errors. */
    ENFORCE("enforce");

    private final String word;

    LintMode(String word) {
        this.word = word;
    }

    /** As it is written in options. */
    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException with a message for people, if it is none */
    public static LintMode parse(String text) {
        for (LintMode mode : values()) {
            if (mode.word.equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("--lint '" + text + "' is not known; write off, warn or enforce");
    }
}
