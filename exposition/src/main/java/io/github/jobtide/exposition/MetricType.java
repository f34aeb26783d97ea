package io.github.jobtide.exposition;

/** What a family's samples measure; decides which {@link Reading} its metrics hold. */
public enum MetricType {
    COUNTER("counter"), GAUGE("gauge"), SUMMARY("summary"), UNTYPED("untyped"), HISTOGRAM("histogram"),
    /** One whose counts may fall. Text has no word of its own for it. */
    GAUGE_HISTOGRAM("histogram");

    private final String word;

    MetricType(String word) {
        this.word = word;
    }

    /** The word of a TYPE line, in lower case. */
    public String word() {
        return word;
    }

    public boolean isHistogram() {
        return this == HISTOGRAM || this == GAUGE_HISTOGRAM;
    }
}
