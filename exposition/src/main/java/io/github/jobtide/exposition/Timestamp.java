package io.github.jobtide.exposition;

/** A time as protobuf has it: since 1970-01-01T00:00:00Z. Kept as it was told, even if that is no time at all. */
public record Timestamp(long seconds, int nanos) {}
