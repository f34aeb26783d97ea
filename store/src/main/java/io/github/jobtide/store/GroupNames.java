package io.github.jobtide.store;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Names;
import java.util.Arrays;

/** The names of a group's labels, sorted. Groups with the same names differ in a value, so they can never hold the same series. */
final class GroupNames {
    private final String[] names;
    private final int hash;
    private final boolean instance;

    private GroupNames(String[] names) {
        this.names = names;
        this.hash = Arrays.hashCode(names);
        this.instance = contains("instance");
    }

    static GroupNames of(Labels labels) {
        String[] names = new String[labels.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = labels.name(i);
        }
        return new GroupNames(names);
    }

    int size() {
        return names.length;
    }

    String name(int index) {
        return names[index];
    }

    /** Whether the key itself says which instance; if not, its series get an empty one. */
    boolean hasInstance() {
        return instance;
    }

    boolean contains(String name) {
        for (String one : names) {
            if (one.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of them is beyond the classic alphabet. */
    boolean isOdd() {
        for (String name : names) {
            if (!Names.isLabelName(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether each of them is the name of one of these labels. */
    boolean areAllIn(Labels labels) {
        int at = 0;
        for (String name : names) {
            while (at < labels.size() && Labels.compareText(labels.name(at), name) < 0) {
                at++;
            }
            if (at == labels.size() || !labels.name(at).equals(name)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupNames that && hash == that.hash && Arrays.equals(names, that.names);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return Arrays.toString(names);
    }
}
