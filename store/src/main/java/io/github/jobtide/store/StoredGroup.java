package io.github.jobtide.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One group as it stands in a {@link Snapshot}: its families by name, and when it was pushed to. Immutable. */
public final class StoredGroup {
    private static final byte[] NEVER = "0\n".getBytes(StandardCharsets.US_ASCII);

    private final GroupPlace place;
    private final StoredFamily[] families;
    private final long pushNanos;
    private final long failureNanos;
    private final byte[] pushValue;
    private final byte[] failureValue;

    /** @param families sorted by name; not to be written to afterwards */
    StoredGroup(GroupPlace place, StoredFamily[] families, long pushNanos, long failureNanos) {
        this.place = place;
        this.families = families;
        this.pushNanos = pushNanos;
        this.failureNanos = failureNanos;
        this.pushValue = value(pushNanos);
        this.failureValue = value(failureNanos);
    }

    public GroupKey key() {
        return labels().key();
    }

    /** When a push to it was last accepted, nanoseconds since the epoch; 0 for never. */
    public long pushNanos() {
        return pushNanos;
    }

    /** When a push to it was last refused; 0 for never. */
    public long failureNanos() {
        return failureNanos;
    }

    public boolean lastPushSuccessful() {
        return failureNanos <= pushNanos;
    }

    /** Its families by name, with {@code push_time_seconds} and {@code push_failure_time_seconds}. */
    public List<StoredFamily> families() {
        List<StoredFamily> all = new ArrayList<>(List.of(families));
        all.add(pushTime(PushTimes.PUSH));
        all.add(pushTime(PushTimes.FAILURE));
        all.sort(Comparator.comparing(StoredFamily::name));
        return all;
    }

    GroupPlace place() {
        return place;
    }

    /** How many families were pushed to it. */
    public int familyCount() {
        return families.length;
    }

    /** Series as written, without the two push times. */
    public long seriesCount() {
        long lines = 0;
        for (StoredFamily family : families) {
            lines += family.shape().lines();
        }
        return lines;
    }

    /** Whether a pushed family has such a name; families of one shape give the very same name. */
    public boolean hasFamily(Predicate<String> name) {
        for (StoredFamily family : families) {
            if (name.test(family.name())) {
                return true;
            }
        }
        return false;
    }

    GroupLabels labels() {
        return place.labels();
    }

    /** Only what was pushed, sorted by name; not to be written to. */
    StoredFamily[] pushed() {
        return families;
    }

    @Nullable
    StoredFamily pushed(String name) {
        int index = indexOf(name, 0);
        return index < 0 ? null : families[index];
    }

    /** Where in {@link #pushed} the family of that name stands, negative if nowhere; found at once where {@code hint} is right. */
    int indexOf(String name, int hint) {
        if (hint < families.length && families[hint].name().equals(name)) {
            return hint;
        }
        int low = 0;
        int high = families.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int comparison = families[middle].name().compareTo(name);
            if (comparison == 0) {
                return middle;
            }
            if (comparison < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    PushTimes times() {
        return place.times();
    }

    /** The same group after an accepted push. */
    StoredGroup with(StoredFamily[] nextFamilies, long nanos) {
        return new StoredGroup(place, nextFamilies, nanos, failureNanos);
    }

    StoredGroup withFailure(long nanos) {
        return new StoredGroup(place, families, pushNanos, nanos);
    }

    Change.GroupTimes timesChange() {
        return new Change.GroupTimes(key(), pushNanos, failureNanos);
    }

    /** One of the two families that every group has of itself. */
    StoredFamily pushTime(String name) {
        return name.equals(PushTimes.PUSH)
                ? new StoredFamily(labels(), times().push(), pushValue, pushNanos)
                : new StoredFamily(labels(), times().failure(), failureValue, Math.max(pushNanos, failureNanos));
    }

    /** The line of one of those two families. */
    PageChunk.Lines pushTimeLine(String name) {
        return name.equals(PushTimes.PUSH)
                ? new TimeLine(labels(), times().push(), pushNanos, pushValue)
                : new TimeLine(labels(), times().failure(), failureNanos, failureValue);
    }

    /** Equal to another if the time is. */
    @SuppressWarnings("ArrayRecordComponent") // equal() looks at the time that it was made of
    private record TimeLine(GroupLabels labels, Shape shape, long nanos, byte[] value) implements PageChunk.Lines {
        @Override
        public void print(PageBuffer page) {
            shape.program().print(labels, value, page);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof TimeLine that && nanos == that.nanos && labels.equals(that.labels);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(nanos);
        }
    }

    private static byte[] value(long nanos) {
        return nanos == 0 ? NEVER : new ByteBuilder(24).addNumber(nanos / 1e9).add('\n').bytes();
    }
}
