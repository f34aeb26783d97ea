package io.github.jobtide.store;

/**
 * One change to what is stored, as an {@link Engine} keeps it. Times are nanoseconds since the epoch, 0 for never.
 */
public sealed interface Change {
    /** The group it concerns. */
    GroupKey group();

    /** Bytes that a record of it takes at the most. */
    default long bytes() {
        long fixed = 64L + group().canonical().length;
        return switch (this) {
            case FamilyStored stored ->
                fixed + 3L * stored.family().length() + stored.shape().length + stored.values().length;
            case FamilyRemoved removed -> fixed + 3L * removed.family().length();
            case GroupTimes _,GroupDeleted _ -> fixed;
        };
    }

    /**
     * The group's family of that name is now this one.
     *
     * @param shape everything but the values, as {@code docs/formats/family.md} has it
     * @param values the values as they are printed, each ended by a line feed; both arrays are shared and never written to
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and copied by nobody, for speed
    record FamilyStored(GroupKey group, String family, long pushedNanos, byte[] shape,
            byte[] values) implements Change {}

    /** The group no longer has a family of that name. */
    record FamilyRemoved(GroupKey group, String family) implements Change {}

    /** The group exists, and these are the times of its last accepted and last refused push. */
    record GroupTimes(GroupKey group, long pushNanos, long failureNanos) implements Change {}

    /** The group is gone, with all its families. */
    record GroupDeleted(GroupKey group) implements Change {}
}
