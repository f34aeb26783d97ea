package io.github.jobtide.store;

import io.github.jobtide.exposition.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One group as it stands in a {@link Snapshot}: its families by name, and when it was pushed to. Immutable. */
public final class StoredGroup {
    private static final byte[] NEVER = "0\n".getBytes(StandardCharsets.US_ASCII);

    private final GroupPlace place;
    private final Families families;
    private final long pushNanos;
    private final long failureNanos;

    StoredGroup(GroupPlace place, Families families, long pushNanos, long failureNanos) {
        this.place = place;
        this.families = families;
        this.pushNanos = pushNanos;
        this.failureNanos = failureNanos;
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
        List<StoredFamily> all = new ArrayList<>(familyCount() + 2);
        for (int i = 0; i < familyCount(); i++) {
            all.add(family(i));
        }
        all.add(pushTime(PushTimes.PUSH));
        all.add(pushTime(PushTimes.FAILURE));
        all.sort((a, b) -> Labels.compareText(a.name(), b.name()));
        return all;
    }

    GroupPlace place() {
        return place;
    }

    /** How many families were pushed to it. */
    public int familyCount() {
        return families.size();
    }

    /** Series as written, without the two push times. */
    public long seriesCount() {
        return families.list().lines();
    }

    /** Whether a pushed family has such a name; families of one shape give the very same name. */
    public boolean hasFamily(Predicate<String> name) {
        for (int i = 0; i < families.size(); i++) {
            if (name.test(families.list().shape(i).name())) {
                return true;
            }
        }
        return false;
    }

    GroupLabels labels() {
        return place.labels();
    }

    /** Only what was pushed. */
    Families pushed() {
        return families;
    }

    /** Of those that were pushed, by name. */
    StoredFamily family(int index) {
        return families.get(index, labels());
    }

    /** Whether it has that very family, of the same push; found at once where {@code hint} is its index. */
    boolean holds(StoredFamily family, int hint) {
        int index = families.list().indexOf(family.name(), hint);
        return index >= 0 && family(index).equals(family);
    }

    /** The shape of the family of that name, if it was pushed. */
    @Nullable
    Shape shape(String name) {
        int index = families.list().indexOf(name, 0);
        return index < 0 ? null : families.list().shape(index);
    }

    PushTimes times() {
        return place.times();
    }

    /** The same group after an accepted push. */
    StoredGroup with(Families nextFamilies, long nanos) {
        return new StoredGroup(place, nextFamilies, nanos, failureNanos);
    }

    StoredGroup withFailure(long nanos) {
        return new StoredGroup(place, families, pushNanos, nanos);
    }

    Change.GroupTimes timesChange() {
        return timesChange(key());
    }

    /** @param key its own, which the caller has at hand */
    Change.GroupTimes timesChange(GroupKey key) {
        return new Change.GroupTimes(key, pushNanos, failureNanos);
    }

    /** One of the two families that every group has of itself. */
    StoredFamily pushTime(String name) {
        return name.equals(PushTimes.PUSH)
                ? new StoredFamily(labels(), times().push(), value(pushNanos), pushNanos)
                : new StoredFamily(labels(), times().failure(), value(failureNanos), Math.max(pushNanos, failureNanos));
    }

    /** What the line of one of those two families says. */
    long pushTimeNanos(String name) {
        return name.equals(PushTimes.PUSH) ? pushNanos : failureNanos;
    }

    private static byte[] value(long nanos) {
        return nanos == 0 ? NEVER : new ByteBuilder(24).addNumber(nanos / 1e9).add('\n').bytes();
    }
}
