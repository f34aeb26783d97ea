package io.github.jobtide.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state as it will be after the batch at hand: all groups by key, and the index by family name. The committer's alone; readers see
 * what {@link #publish} makes of it.
 *
 * <p>It changes by {@link #swap} only, one group at a time, and every swap can be undone by the opposite one.
 */
@SuppressWarnings("ReferenceEquality") // families are immutable: the same one is unchanged, and shapes are shared
final class WorkingState {
    private final ShapeTable shapes;
    private final Map<GroupKey, StoredGroup> groups = new HashMap<>();
    private final ChunksEditor<StoredGroup> groupList = new ChunksEditor<>(Chunks.PAGE_ORDER);
    private final Map<String, FamilyNode> families = new HashMap<>();
    private final ChunksEditor<FamilyPage> pages = new ChunksEditor<>(FamilyPage.BY_NAME);
    private final List<FamilyNode> dirty = new ArrayList<>();
    private final Map<GroupNames, NameSet> nameSets = new HashMap<>();
    private long series;

    WorkingState(ShapeTable shapes) {
        this.shapes = shapes;
    }

    @Nullable
    StoredGroup group(GroupKey key) {
        return groups.get(key);
    }

    Collection<StoredGroup> groups() {
        return groups.values();
    }

    @Nullable
    FamilyNode family(String name) {
        return families.get(name);
    }

    int groupCount() {
        return groups.size();
    }

    long series() {
        return series;
    }

    int nameSetCount() {
        return nameSets.size();
    }

    boolean knowsNames(GroupNames names) {
        return nameSets.containsKey(names);
    }

    /** An empty group, not yet part of the state. */
    StoredGroup newGroup(GroupKey key, GroupNames names) {
        NameSet known = nameSets.get(names);
        NameSet set = known != null ? known : new NameSet(names, PushTimes.of(names));
        return new StoredGroup(GroupLabels.of(key, set.names), set.times, new StoredFamily[0], 0, 0);
    }

    /** Puts {@code fresh} in the place of {@code old}, both of the same key; null stands for no group. */
    void swap(@Nullable StoredGroup old, @Nullable StoredGroup fresh) {
        swapGroup(old, fresh);
        StoredFamily[] before = old == null ? new StoredFamily[0] : old.pushed();
        StoredFamily[] after = fresh == null ? new StoredFamily[0] : fresh.pushed();
        int i = 0;
        int j = 0;
        while (i < before.length || j < after.length) {
            int order = order(before, i, after, j);
            if (order == 0) {
                replace(before[i++], after[j++]);
            } else if (order < 0) {
                remove(before[i++]);
            } else {
                add(after[j++]);
            }
        }
    }

    /** What readers see from now on. */
    Snapshot publish(long sequence, Map<GroupKey, Map<String, Change.FamilyStored>> heldBack) {
        for (FamilyNode node : dirty) {
            publish(node);
        }
        dirty.clear();
        return new Snapshot(groupList.publish(), pages.publish(), series, sequence, heldBack);
    }

    private static int order(StoredFamily[] before, int i, StoredFamily[] after, int j) {
        if (i == before.length) {
            return 1;
        }
        return j == after.length ? -1 : before[i].name().compareTo(after[j].name());
    }

    private void swapGroup(@Nullable StoredGroup old, @Nullable StoredGroup fresh) {
        if (old != null && fresh != null) {
            groups.put(fresh.key(), fresh);
            groupList.replace(old, fresh);
        } else if (fresh != null) {
            groups.put(fresh.key(), fresh);
            groupList.insert(fresh);
            nameSets.computeIfAbsent(fresh.labels().names(), names -> new NameSet(names, fresh.times())).groups++;
        } else if (old != null) {
            groups.remove(old.key());
            groupList.remove(old);
            nameSets.computeIfPresent(old.labels().names(), (_, set) -> --set.groups == 0 ? null : set);
        }
    }

    private void replace(StoredFamily old, StoredFamily fresh) {
        if (old == fresh) {
            return;
        }
        if (old.shape() == fresh.shape()) {
            if (!fresh.shape().isEmpty()) {
                FamilyNode node = node(fresh);
                node.replace(old, fresh);
                touch(node);
            }
            return;
        }
        remove(old);
        add(fresh);
    }

    private void add(StoredFamily family) {
        shapes.retain(family.shape());
        series += family.shape().lines();
        if (!family.shape().isEmpty()) {
            FamilyNode node = node(family);
            node.add(family);
            touch(node);
        }
    }

    private void remove(StoredFamily family) {
        shapes.release(family.shape());
        series -= family.shape().lines();
        if (!family.shape().isEmpty()) {
            FamilyNode node = node(family);
            node.remove(family);
            touch(node);
        }
    }

    private FamilyNode node(StoredFamily family) {
        return families.computeIfAbsent(family.name(), name -> new FamilyNode(name, family.shape().type()));
    }

    private void touch(FamilyNode node) {
        if (!node.dirty) {
            node.dirty = true;
            dirty.add(node);
        }
    }

    private void publish(FamilyNode node) {
        FamilyPage old = node.page;
        FamilyPage fresh = node.publish();
        if (node.groups() == 0) {
            families.remove(node.name());
            if (old != null) {
                pages.remove(old);
            }
            return;
        }
        if (old == null) {
            pages.insert(fresh);
        } else {
            pages.replace(old, fresh);
        }
        node.page = fresh;
    }

    /** A set of grouping label names in use, and by how many groups. */
    private static final class NameSet {
        final GroupNames names;
        final PushTimes times;
        int groups;

        NameSet(GroupNames names, PushTimes times) {
            this.names = names;
            this.times = times;
        }
    }
}
