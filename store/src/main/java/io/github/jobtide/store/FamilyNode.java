package io.github.jobtide.store;

import io.github.jobtide.exposition.MetricType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which groups hold families of one name, and of what type: the index's entry. The committer's alone. */
final class FamilyNode {
    private final String name;
    private final ChunksEditor<GroupPlace> members = new ChunksEditor<>(GroupPlace.PAGE_ORDER);
    private final Map<GroupNames, Integer> nameSets = new HashMap<>();
    private MetricType type;
    /** What is published of it, if anything is. */
    @Nullable
    FamilyPage page;
    /** Whether it changed since it was published. */
    boolean dirty;

    FamilyNode(String name, MetricType type) {
        this.name = name;
        this.type = type;
    }

    String name() {
        return name;
    }

    MetricType type() {
        return type;
    }

    int groups() {
        return members.size();
    }

    /** The sets of grouping label names of the groups that hold it. */
    Set<GroupNames> nameSets() {
        return nameSets.keySet();
    }

    void add(GroupPlace group, MetricType newType) {
        type = newType;
        members.insert(group);
        nameSets.merge(group.labels().names(), 1, Integer::sum);
    }

    void remove(GroupPlace group) {
        members.remove(group);
        nameSets.computeIfPresent(group.labels().names(), (_, count) -> count == 1 ? null : count - 1);
    }

    FamilyPage publish() {
        dirty = false;
        return new FamilyPage(name, type, members.publish());
    }
}
