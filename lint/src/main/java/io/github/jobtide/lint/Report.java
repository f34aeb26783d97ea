package io.github.jobtide.lint;

/** Takes what one rule finds, and fills in the rule's id and severity. */
interface Report {
    /** At a place of the page, under the severity that the rule has by itself. */
    void add(int line, int column, String series, String reason, String suggestion);

    /** The same under another one. */
    void add(Severity severity, int line, int column, String series, String reason, String suggestion);

    /** About a sample, at its name. */
    default void add(Sample sample, String reason, String suggestion) {
        add(sample.line(), 1, sample.text(), reason, suggestion);
    }

    /** About a family as a whole. */
    default void add(Family family, String reason, String suggestion) {
        add(family.line(), 0, family.name(), reason, suggestion);
    }
}
