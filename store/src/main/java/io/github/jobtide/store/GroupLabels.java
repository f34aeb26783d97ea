package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Labels;
import java.util.Arrays;

/**
 * What is kept of a group's labels once for all its series: the key, and its labels as they are printed, so that a line of the page
 * is put together by copying.
 */
final class GroupLabels {
    private final GroupKey key;
    private final GroupNames names;
    private final byte[] printed;
    private final int[] ends;

    private GroupLabels(GroupKey key, GroupNames names, byte[] printed, int[] ends) {
        this.key = key;
        this.names = names;
        this.printed = printed;
        this.ends = ends;
    }

    /** @param names those of {@code key}, an instance shared by many groups */
    static GroupLabels of(GroupKey key, GroupNames names) {
        return of(key, names, Escaping.ALLOW_UTF_8);
    }

    private static GroupLabels of(GroupKey key, GroupNames names, Escaping escaping) {
        Labels labels = key.labels();
        ByteBuilder printed = new ByteBuilder(key.canonical().length + 4 * labels.size());
        int[] ends = new int[labels.size()];
        for (int i = 0; i < labels.size(); i++) {
            if (i > 0) {
                printed.add(',');
            }
            printed.addLabel(escaping.label(labels.name(i)), labels.value(i));
            ends[i] = printed.length();
        }
        return new GroupLabels(key.withoutLabels(), names, printed.bytes(), ends);
    }

    GroupKey key() {
        return key;
    }

    GroupNames names() {
        return names;
    }

    /** {@code a="x",b="y"}, in the order of the names; those beyond the classic alphabet are quoted. */
    byte[] printed() {
        return printed;
    }

    /** The same as they are printed under an escaping: in the same order. Made anew each time where that makes a difference. */
    GroupLabels under(Escaping escaping) {
        return escaping == Escaping.ALLOW_UTF_8 || !names.isOdd() ? this : of(key, names, escaping);
    }

    /** Where in {@link #printed} the label of that index begins. */
    int start(int index) {
        return index == 0 ? 0 : ends[index - 1] + 1;
    }

    /** Where it ends, without the comma. */
    int end(int index) {
        return ends[index];
    }

    /** Page order: by number of labels, then by key. */
    static int compare(GroupLabels a, GroupLabels b) {
        int bySize = Integer.compare(a.ends.length, b.ends.length);
        return bySize != 0 ? bySize : Arrays.compareUnsigned(a.key.canonical(), b.key.canonical());
    }
}
