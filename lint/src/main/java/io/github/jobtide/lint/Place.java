package io.github.jobtide.lint;

/**
 * Where a series stands on the page: what is kept of a sample until the end of its family.
 *
 * @param text the series as written
 */
record Place(int line, String text) {
    static Place of(Sample sample) {
        return new Place(sample.line(), sample.text());
    }

    void add(Report report, String reason, String suggestion) {
        report.add(line, 1, text, reason, suggestion);
    }

    void add(Report report, Severity severity, String reason, String suggestion) {
        report.add(severity, line, 1, text, reason, suggestion);
    }
}
