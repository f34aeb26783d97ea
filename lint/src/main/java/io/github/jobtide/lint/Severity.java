package io.github.jobtide.lint;

/** How bad a finding is. An error is only what Prometheus or the gateway refuses, what makes numbers wrong, and a secret that leaks. */
public enum Severity {
    ERROR("error"), WARNING("warning"), INFO("info");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    /** As it is written in options and output. */
    public String word() {
        return word;
    }

    /** Whether it is as bad as that, or worse. */
    public boolean isAtLeast(Severity other) {
        return compareTo(other) <= 0;
    }
}
