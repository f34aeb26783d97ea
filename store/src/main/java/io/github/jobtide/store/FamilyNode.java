package io.github.jobtide.store;

import io.github.jobtide.exposition.MetricType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that is stored under one family name: the index's entry. The committer's alone. */
final class FamilyNode {
    private final String name;
    private final ChunksEditor<StoredFamily> members = new ChunksEditor<>(Chunks.PAGE_ORDER);
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

    void add(StoredFamily family) {
        type = family.shape().type();
        members.insert(family);
        nameSets.merge(family.labels().names(), 1, Integer::sum);
    }

    void remove(StoredFamily family) {
        members.remove(family);
        nameSets.computeIfPresent(family.labels().names(), (_, count) -> count == 1 ? null : count - 1);
    }

    /** The same group's family, of the same type. */
    void replace(StoredFamily old, StoredFamily family) {
        members.replace(old, family);
    }

    FamilyPage publish() {
        dirty = false;
        return new FamilyPage(name, type, members.publish());
    }
}
