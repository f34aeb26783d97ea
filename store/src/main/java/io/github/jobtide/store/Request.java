package io.github.jobtide.store;

import java.util.List;
import java.util.function.Consumer;

/** What waits for the committer. */
sealed interface Request {
    Consumer<Outcome> answer();

    /** Bytes it brings to the log, roughly. */
    long weight();

    /**
     * A push that was rendered and judged by itself.
     *
     * @param families by name, each name once
     * @param problems if not empty, the push is refused whatever is stored
     * @param nanos when it was received, since the epoch
     */
    record Push(GroupKey key, GroupNames names, PushMode mode, List<Rendered> families, Problems problems, long nanos,
            long weight,
            Consumer<Outcome> answer) implements Request {}

    record Delete(GroupKey key, Consumer<Outcome> answer) implements Request {
        @Override
        public long weight() {
            return key.canonical().length;
        }
    }

    /** Removes all groups. */
    record Wipe(Consumer<Outcome> answer) implements Request {
        @Override
        public long weight() {
            return 1;
        }
    }

    /** A pushed family as it will be stored. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Rendered(Shape shape, byte[] values) {}
}
