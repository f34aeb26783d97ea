package io.github.jobtide.exposition;

/** Which names of metrics and labels are taken. */
public enum NameRule {
    /** Those of the classic alphabet. */
    CLASSIC {
        @Override
        public boolean takesMetric(String name) {
            return Names.isMetricName(name);
        }

        @Override
        public boolean takesLabel(String name) {
            return Names.isLabelName(name);
        }
    },
    /**
     * Any text that is not empty, which has to be quoted where it is not of the classic alphabet. Readers of text leave it at that; a name
     * that is to be written on a page may not hold NUL: Prometheus 3.5 gives up the whole page there.
     */
    UTF_8 {
        @Override
        public boolean takesMetric(String name) {
            return isWritable(name);
        }

        @Override
        public boolean takesLabel(String name) {
            return isWritable(name);
        }
    };

    /** Whether a metric may be called that. */
    public abstract boolean takesMetric(String name);

    /** Whether a label may be called that; names that are reserved for some purpose are not told apart. */
    public abstract boolean takesLabel(String name);

    private static boolean isWritable(String name) {
        return !name.isEmpty() && name.indexOf('\0') < 0;
    }
}
