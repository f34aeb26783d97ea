package io.github.jobtide.store;

import io.github.jobtide.exposition.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One group as it stands in a {@link Snapshot}: its families by name, and when it was pushed to. It stays as it is while that snapshot is
 * open, and may be read only so long: afterwards it is written over.
 */
@SuppressWarnings("ReferenceEquality") // small families are written over and stay the same object
public final class StoredGroup {
    /** No skew is known. */
    static final long NO_SKEW = Long.MIN_VALUE;
    private static final byte[] NEVER = "0\n".getBytes(StandardCharsets.US_ASCII);

    private final GroupPlace place;
    /** Also looked at, at any time, by those who weigh a push that adds. */
    private volatile Families families;
    private long pushNanos;
    private long failureNanos;
    private long skewNanos = NO_SKEW;
    private Failures failures = Failures.NONE;
    private long failedBatch;
    /** Since which batch the group has been so; also read by those who look for another state of it. */
    private volatile long batch;
    private volatile @Nullable StoredGroup older;

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

    /** Its families by name, with those that it has of itself. */
    public List<StoredFamily> families() {
        List<StoredFamily> all = new ArrayList<>(familyCount() + 3);
        for (int i = 0; i < familyCount(); i++) {
            all.add(family(i));
        }
        for (String name : PushTimes.NAMES) {
            StoredFamily time = pushTime(name);
            if (time != null) {
                all.add(time);
            }
        }
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
        return like(new StoredGroup(place, nextFamilies, nanos, failureNanos));
    }

    StoredGroup withFailure(long nanos) {
        return like(new StoredGroup(place, families, pushNanos, nanos));
    }

    private StoredGroup like(StoredGroup fresh) {
        fresh.skewNanos = skewNanos;
        fresh.failures = failures;
        return fresh;
    }

    /** This one, which nobody else has seen yet, told how far its client's clock is ahead. */
    StoredGroup withSkew(long nanos) {
        skewNanos = nanos;
        return this;
    }

    /** This one, which nobody else has seen yet, with those. */
    StoredGroup withFailures(Failures next) {
        failures = next;
        return this;
    }

    boolean hasSkew() {
        return skewNanos != NO_SKEW;
    }

    Failures failures() {
        return failures;
    }

    /** Since which batch the group has been so. */
    long batch() {
        return batch;
    }

    /** What {@link GroupPlace} keeps of the states before this one. */
    @Nullable
    StoredGroup older() {
        return older;
    }

    void older(@Nullable StoredGroup state) {
        older = state;
    }

    /** The group is there since that batch. */
    void begin(long since) {
        families.changedBy(since);
        failedBatch = since;
        batch = since;
    }

    /**
     * Says from that batch on what another state of the group says.
     *
     * @param before what the group is until then; may be this one
     */
    void become(StoredGroup fresh, StoredGroup before, long since) {
        failedBatch = fresh.failureNanos == before.failureNanos ? before.failedBatch : since;
        Families next = families.become(fresh.families);
        if (next != families) { // a reference that is written has the collector look here
            families = next;
        }
        next.changedBy(since);
        pushNanos = fresh.pushNanos;
        failureNanos = fresh.failureNanos;
        skewNanos = fresh.skewNanos;
        if (failures != fresh.failures) {
            failures = fresh.failures;
        }
        batch = since;
    }

    /** Whether it is written over when nobody reads it. */
    boolean isSmall() {
        return families.isSmall();
    }

    /** With which batch the family came, of those that were pushed. */
    long changed(int index) {
        return families.changed(index, batch);
    }

    /** The same of one of the families that every group has of itself. */
    long changed(String pushTime) {
        return pushTime.equals(PushTimes.FAILURE) ? failedBatch : batch;
    }

    Change.GroupTimes timesChange() {
        return timesChange(key());
    }

    /** @param key its own, which the caller has at hand */
    Change.GroupTimes timesChange(GroupKey key) {
        return new Change.GroupTimes(key, pushNanos, failureNanos);
    }

    /** What is to be kept of its failures, if there is something. */
    Optional<Change> failuresChange() {
        return failures == Failures.NONE ? Optional.empty() : Optional.of(new Change.FailuresKept(key(), failures));
    }

    /** One of the families that every group has of itself; null if this one has none. */
    @Nullable
    StoredFamily pushTime(String name) {
        return switch (name) {
            case PushTimes.PUSH -> new StoredFamily(labels(), times().push(), value(pushNanos), pushNanos);
            case PushTimes.FAILURE -> new StoredFamily(labels(), times().failure(), value(failureNanos),
                    Math.max(pushNanos, failureNanos));
            default -> hasSkew() ? new StoredFamily(labels(), times().skew(), value(skewNanos), pushNanos) : null;
        };
    }

    private static byte[] value(long nanos) {
        return nanos == 0 ? NEVER : new ByteBuilder(24).addNumber(nanos / 1e9).add('\n').bytes();
    }
}
