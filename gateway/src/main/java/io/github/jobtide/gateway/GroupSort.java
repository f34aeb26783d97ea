package io.github.jobtide.gateway;

import io.github.jobtide.store.StoredGroup;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** By what the list of groups is sorted; what is equal stands by job, and then by the whole key. */
enum GroupSort {
    NAME, PUSHED, FAILED, SERIES;

    private static final byte[] JOB = {'j', 'o', 'b', (byte) 0xFF};

    /** The one of that word; by name if there is none. */
    static GroupSort named(String word) {
        return known(word).orElse(NAME);
    }

    static Optional<GroupSort> known(String word) {
        return Arrays.stream(values()).filter(sort -> sort.word().equals(word)).findFirst();
    }

    static String words() {
        return String.join(", ", Arrays.stream(values()).map(GroupSort::word).toList());
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Comparator<StoredGroup> order(boolean backwards) {
        Comparator<StoredGroup> byName = GroupSort::compareNames;
        Comparator<StoredGroup> all = switch (this) {
            case NAME -> byName;
            case PUSHED -> Comparator.comparingLong(StoredGroup::pushNanos).reversed().thenComparing(byName);
            case FAILED -> Comparator.comparingLong(StoredGroup::failureNanos).reversed().thenComparing(byName);
            case SERIES -> Comparator.comparingLong(StoredGroup::seriesCount).reversed().thenComparing(byName);
        };
        return backwards ? all.reversed() : all;
    }

    private static int compareNames(StoredGroup a, StoredGroup b) {
        return compareKeys(a.key().canonical(), b.key().canonical());
    }

    /** By job, and then by the whole key. */
    static int compareKeys(byte[] one, byte[] other) {
        int i = job(one);
        int j = job(other);
        int byJob = Arrays.compareUnsigned(one, i, end(one, i), other, j, end(other, j));
        return byJob != 0 ? byJob : Arrays.compareUnsigned(one, other);
    }

    /** Where the job stands in a key: names and values in turn, parted by the byte 0xFF. */
    private static int job(byte[] key) {
        int at = 0;
        while (!Arrays.equals(key, at, Math.min(key.length, at + JOB.length), JOB, 0, JOB.length)) {
            at = end(key, end(key, at) + 1) + 1;
        }
        return at + JOB.length;
    }

    private static int end(byte[] key, int from) {
        int at = from;
        while (at < key.length && key[at] != (byte) 0xFF) {
            at++;
        }
        return at;
    }
}
