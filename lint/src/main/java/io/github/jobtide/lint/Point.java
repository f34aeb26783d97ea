package io.github.jobtide.lint;

/**
 * A bucket of a histogram or a quantile of a summary.
 *
 * @param position upper bound or quantile; NaN if that is no number
 * @param label that says where it lies: {@code le} or {@code quantile}
 * @param written what that label says, short
 * @param valueText the value as written, short
 */
record Point(double position, double value, String label, String written, String valueText) {
    /** Before the first one; compares with nothing. */
    static final Point NONE = new Point(Double.NaN, Double.NaN, "", "", "");

    static Point of(Sample sample, String label) {
        String written = sample.label(label).map(Sample.Label::value).orElse("");
        return new Point(Values.parse(written), sample.value(), label, Values.shortIfLong(written),
                Values.shortIfLong(sample.valueText()));
    }

    /** Where it lies, as it stands in a sentence. */
    String labelText() {
        return label + "=\"" + Values.shortened(written) + "\"";
    }

    /** As it stands in a sentence. */
    String text() {
        return labelText() + " has " + Values.shortened(valueText);
    }

    /** Whether of the two the one with the higher position has the lower value. */
    boolean fallsAgainst(Point other) {
        return (position > other.position && value < other.value)
                || (position < other.position && value > other.value);
    }
}
