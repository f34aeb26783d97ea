package io.github.jobtide.lint;

/** What a sample is to the histogram or summary that it belongs to. */
enum Part {
    BUCKET, COUNT, SUM,
    /** A line of the family's own name: a quantile of a summary, and nothing that a histogram should have. */
    PLAIN,
    /** When it began to count. */
    CREATED;

    static Part of(Family family, Sample sample) {
        return switch (sample.name().substring(Math.min(family.name().length(), sample.name().length()))) {
            case "_bucket" -> BUCKET;
            case "_count", "_gcount" -> COUNT;
            case "_sum", "_gsum" -> SUM;
            case "_created" -> CREATED;
            default -> PLAIN;
        };
    }
}
