package io.github.jobtide.exposition;

/**
 * What a reader accepts at the most; one more is a {@link MalformedBodyException} that names the limit.
 *
 * @param maxMetrics lines or messages with a value, over all families of a body
 * @param maxLabels labels of one metric
 * @param maxNameBytes length of a metric or label name, in UTF-8
 * @param maxValueBytes length of a label value, in UTF-8
 */
public record ReaderLimits(int maxMetrics, int maxLabels, int maxNameBytes, int maxValueBytes) {
    /** Far above what jobs push, far below what hurts. */
    public static final ReaderLimits DEFAULT = new ReaderLimits(200_000, 64, 1024, 64 * 1024);

    /** Which of them a body went beyond. */
    public enum Limit {
        METRICS, LABELS, NAME_BYTES, VALUE_BYTES
    }
}
