package io.github.jobtide.migration;

import java.util.List;
import java.util.Optional;

/** One group as a Pushgateway's file has it, as bytes: nothing has been judged yet. */
record PersistedGroup(List<Label> labels, List<Family> families) {
    PersistedGroup {
        labels = List.copyOf(labels);
        families = List.copyOf(families);
    }

    /** A grouping label; either part is empty if it was not UTF-8. */
    record Label(Optional<String> name, Optional<String> value) {}

    /**
     * A family and when it was pushed.
     *
     * @param nanos since 1970; 0 if that cannot be told
     * @param message the protobuf message, without a length in front of it
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Family(String name, long nanos, byte[] message) {}
}
