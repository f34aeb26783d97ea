package io.github.jobtide.exposition;

import java.util.Optional;

/**
 * One observation that stands for many, such as the trace of a slow request.
 *
 * @param time when it was observed, if that was told
 */
public record Exemplar(Labels labels, double value, Optional<Timestamp> time) {}
