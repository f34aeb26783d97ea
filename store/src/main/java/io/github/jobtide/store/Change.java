package io.github.jobtide.store;

/**
 * One change to what is stored, as an {@link Engine} keeps it. Times are nanoseconds since the epoch, 0 for never.
 */
public sealed interface Change {
    /** Bytes that a record of it takes at the most. */
    default long bytes() {
        long fixed = 64L + (this instanceof OfGroup one ? one.group().canonical().length : 0);
        return switch (this) {
            case FamilyStored stored ->
                fixed + 3L * stored.family().length() + stored.shape().length + stored.values().length;
            case FamilyRemoved removed -> fixed + 3L * removed.family().length();
            case FailuresKept kept -> fixed + kept.failures().bytes();
            case GroupTimes _,GroupDeleted _,PushRemembered _ -> fixed;
        };
    }

    /** A change to one group. */
    sealed interface OfGroup extends Change {
        GroupKey group();
    }

    /**
     * The group's family of that name is now this one.
     *
     * @param shape everything but the values, as {@code docs/formats/family.md} has it
     * @param values the values as they are printed, each ended by a line feed; both arrays are shared and never written to
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and copied by nobody, for speed
    record FamilyStored(GroupKey group, String family, long pushedNanos, byte[] shape,
            byte[] values) implements OfGroup {}

    /** The group no longer has a family of that name. */
    record FamilyRemoved(GroupKey group, String family) implements OfGroup {}

    /** The group exists, and these are the times of its last accepted and last refused push. */
    record GroupTimes(GroupKey group, long pushNanos, long failureNanos) implements OfGroup {}

    /** The group exists, and these are its unsuccessful runs since the last successful one. */
    record FailuresKept(GroupKey group, Failures failures) implements OfGroup {}

    /** The group is gone, with all its families. */
    record GroupDeleted(GroupKey group) implements OfGroup {}

    /** A push of that id was taken at that time. */
    record PushRemembered(PushId id, long nanos) implements Change {}
}
