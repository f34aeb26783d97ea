package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MetricType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which groups hold families of one name, and of what type: the index's entry. The committer's alone. */
final class FamilyNode {
    private static final int FEW_NAME_SETS = 16;

    private final String name;
    private final ChunksEditor<GroupPlace> members = new ChunksEditor<>(GroupPlace.PAGE_ORDER);
    private final Map<GroupNames, Integer> nameSets = new HashMap<>();
    private MetricType type;
    /** Its series by the escapings under which somebody asked for one that groups with other label names might hold. */
    private final Map<Escaping, SeriesIndex> series = new EnumMap<>(Escaping.class);
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

    /** Whether a group holds it that has other label names than those. Groups with the same names never hold the same series. */
    boolean isHeldByOthers(GroupNames names) {
        return nameSets.size() > (nameSets.containsKey(names) ? 1 : 0);
    }

    /** Its series as they are under the escaping; from the first time on they are kept up to date. */
    SeriesIndex series(Escaping escaping, Function<GroupPlace, Shape> held) {
        SeriesIndex known = series.get(escaping);
        if (known != null) {
            return known;
        }
        SeriesIndex built = new SeriesIndex(escaping);
        for (GroupPlace member : members.publish()) {
            built.add(member, held.apply(member));
        }
        series.put(escaping, built);
        return built;
    }

    /**
     * Whether another group could hold one of a group's series: one has all label names of a group with other names. Where its series are
     * known, or there are many sets of names, that is not worth being looked at.
     *
     * @param labels of those series, with the group's
     */
    boolean mayHold(Iterable<Labels> labels, GroupNames own) {
        if (series.containsKey(Escaping.ALLOW_UTF_8) || nameSets.size() > FEW_NAME_SETS) {
            return true;
        }
        for (Labels each : labels) {
            for (GroupNames names : nameSets.keySet()) {
                if (!names.equals(own) && names.areAllIn(each)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Memory that the indexes of its series take. */
    long seriesBytes() {
        long bytes = 0;
        for (SeriesIndex index : series.values()) {
            bytes += index.bytes();
        }
        return bytes;
    }

    void add(GroupPlace group, Shape shape) {
        type = shape.type();
        members.insert(group);
        nameSets.merge(group.labels().names(), 1, Integer::sum);
        series.values().forEach(index -> index.add(group, shape));
    }

    void remove(GroupPlace group, Shape shape) {
        members.remove(group);
        nameSets.computeIfPresent(group.labels().names(), (_, count) -> count == 1 ? null : count - 1);
        series.values().forEach(index -> index.remove(group, shape));
    }

    /** A group holds it in another shape of the same type. */
    void reshape(GroupPlace group, Shape before, Shape after) {
        for (SeriesIndex index : series.values()) {
            index.remove(group, before);
            index.add(group, after);
        }
    }

    FamilyPage publish() {
        dirty = false;
        return new FamilyPage(name, type, members.publish());
    }
}
