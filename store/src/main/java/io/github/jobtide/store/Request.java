package io.github.jobtide.store;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What waits for the committer. */
@SuppressWarnings("ReferenceEquality") // most pushes have the mark NONE
sealed interface Request {
    Consumer<Outcome> answer();

    /** Bytes it brings to the log, roughly. */
    long weight();

    /**
     * A push that was rendered and judged by itself.
     *
     * @param seen where the group was just before, so that the committer need not look for it; null if it was not there
     * @param problems if not empty, the push is refused whatever is stored
     * @param mark what it says of itself
     * @param nanos when it was received, since the epoch
     * @param brings bytes of its families, by which the group may grow
     */
    record Push(GroupKey key, GroupNames names, @Nullable GroupPlace seen, PushMode mode, RenderedFamilies families,
            Problems problems, Mark mark, long nanos, long weight, long brings, Consumer<Outcome> answer)
            implements
                Request {
        /** When that happened which it tells of. */
        long eventNanos() {
            return mark == Mark.NONE ? nanos : mark.eventNanos().orElse(nanos);
        }

        /** The same push with other families. */
        Push of(RenderedFamilies others) {
            return new Push(key, names, seen, mode, others, problems, mark, nanos, weight, brings, answer);
        }
    }

    /** @param lastPushed if there is one, the group is removed only if it was last pushed to just then */
    record Delete(GroupKey key, OptionalLong lastPushed, Consumer<Outcome> answer) implements Request {
        Delete(GroupKey key, Consumer<Outcome> answer) {
            this(key, OptionalLong.empty(), answer);
        }

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

    /**
     * Pushed families as they will be stored.
     *
     * @param list each name once
     * @param values as {@link PrintedValues} has them
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record RenderedFamilies(FamilyList list, byte[] values) {
        static RenderedFamilies of(List<Rendered> families) {
            return new RenderedFamilies(FamilyList.of(families.stream().map(Rendered::shape).toList()),
                    PrintedValues.join(families.stream().map(Rendered::values).toList()));
        }
    }

    /** A pushed family as it will be stored. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Rendered(Shape shape, byte[] values) {}
}
