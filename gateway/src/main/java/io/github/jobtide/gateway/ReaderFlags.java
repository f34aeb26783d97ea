package io.github.jobtide.gateway;

import io.github.jobtide.exposition.MalformedBodyException;
import io.github.jobtide.exposition.ReaderLimits.Limit;

/** Adds to what a reader says of its limits, which know nothing of a gateway, the flag that sets them. */
final class ReaderFlags {
    private ReaderFlags() {}

    /** What the sender of such a body is told. */
    static String told(MalformedBodyException body) {
        Limit limit = body.limit();
        String complaint = String.valueOf(body.getMessage());
        return limit == null ? complaint : complaint + ", " + flag(limit);
    }

    private static String flag(Limit limit) {
        return switch (limit) {
            case METRICS -> "--limits.samples";
            case LABELS -> "--limits.labels";
            case NAME_BYTES -> "--limits.name-length";
            case VALUE_BYTES -> "--limits.value-length";
        };
    }
}
