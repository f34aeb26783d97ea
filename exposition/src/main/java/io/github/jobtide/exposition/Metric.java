package io.github.jobtide.exposition;

import java.util.Optional;

/**
 * One metric of a family: its labels and what it measured.
 *
 * @param timestamped whether the body gave it a time of its own, which a push must not; the time itself is not kept
 */
public record Metric(Labels labels, Reading reading, boolean timestamped) {
    public static Metric of(Labels labels, Reading reading) {
        return new Metric(labels, reading, false);
    }

    Metric createdAt(Timestamp time) {
        Details details = reading.details();
        return new Metric(labels, new Reading.Detailed(reading.plain(), new Details(Optional.of(time),
                details.exemplars(), details.nativeExemplars(), details.nativeBuckets())), timestamped);
    }

    public static Metric of(double value, String... namesAndValues) {
        return of(Labels.of(namesAndValues), new Reading.Scalar(value));
    }
}
