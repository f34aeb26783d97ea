package io.github.jobtide.jobs;

import java.time.Instant;

/** When the latest successful run started and ended. */
public record LastSuccess(Instant start, Instant end) {}
