package io.github.jobtide.lint;

/** What a sample is to the histogram or summary that it belongs to. */
enum Part {
    BUCKET, COUNT, SUM,
    /** A line of the family's own name: a quantile of a summary, and nothing that a histogram should have. */
    PLAIN,
    /** When it began to count. */
    CREATED;

    static Part of(Family family, Sample sample) {
        String name = sample.name();
        int from = family.name().length();
        if (is(name, from, "_bucket")) {
            return BUCKET;
        }
        if (is(name, from, "_count") || is(name, from, "_gcount")) {
            return COUNT;
        }
        if (is(name, from, "_sum") || is(name, from, "_gsum")) {
            return SUM;
        }
        return is(name, from, "_created") ? CREATED : PLAIN;
    }

    private static boolean is(String name, int from, String suffix) {
        return name.length() == from + suffix.length() && name.endsWith(suffix);
    }
}
