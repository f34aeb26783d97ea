package io.github.jobtide.lint;

/** Where a page goes, which decides what is wrong with it. */
public enum Profile {
    /** Into the gateway, by a batch job. */
    PUSH("push"),
    /** To Prometheus, by an exporter that it scrapes. */
    SCRAPE("scrape"),
    /** To whoever reads OpenMetrics 1.0. */
    OPENMETRICS("openmetrics");

    private final String word;

    Profile(String word) {
        this.word = word;
    }

    /** As it is written in options. */
    public String word() {
        return word;
    }
}
