package io.github.jobtide.exposition;

import java.util.List;

/**
 * What one metric measured. Counts are doubles because classic histograms may hold fractions; whole counts are exact up to 2^53.
 */
public sealed interface Reading {
    /** As the text format has it. */
    default Reading plain() {
        return this;
    }

    /** What the text format has no place for. */
    default Details details() {
        return Details.NONE;
    }

    /** The reading of a counter, gauge or untyped metric. */
    record Scalar(double value) implements Reading {}

    /** {@code quantiles} stand in the order in which they were sent. */
    record Summary(double count, double sum, List<Quantile> quantiles) implements Reading {
        public Summary {
            quantiles = List.copyOf(quantiles);
        }
    }

    /**
     * A histogram by its classic buckets, of which a native one has none: they stand in the order in which they were sent, their counts are cumulative, and a bucket
     * for +Inf is among them only if it was sent.
     */
    record Histogram(double count, double sum, List<Bucket> buckets) implements Reading {
        public Histogram {
            buckets = List.copyOf(buckets);
        }
    }

    /** A reading that came with more than the text format can say; {@code plain} is what it can. Never one in another. */
    record Detailed(Reading plain, Details details) implements Reading {
        public Detailed {
            if (plain instanceof Detailed) {
                throw new IllegalArgumentException("a reading with details cannot have details again");
            }
        }
    }

    /** A metric that was sent without the part that its family's type asks for, as a protobuf body can; never stored. */
    record Missing() implements Reading {}

    /** The value below which the share {@code rank} (0 to 1) of the observations lies. */
    record Quantile(double rank, double value) {}

    /** How many observations were at most {@code upperBound}. */
    record Bucket(double upperBound, double cumulativeCount) {}
}
