package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state as it will be after the batch at hand: all groups by key, and the index by family name. The committer's alone, but for
 * {@link #place}; readers see what {@link #prepare} and {@link #show} make of it.
 *
 * <p>It changes by {@link #swap} only, one group at a time, and every swap can be undone by the opposite one.
 */
@SuppressWarnings("ReferenceEquality") // families are immutable: the same one is unchanged, and shapes are shared
final class WorkingState {
    private final ShapeTable shapes;
    private final ConcurrentHashMap<GroupKey, GroupPlace> places = new ConcurrentHashMap<>();
    private final ChunksEditor<GroupPlace> placesInOrder = new ChunksEditor<>(GroupPlace.PAGE_ORDER);
    private final GroupStates groups;
    private final Map<String, FamilyNode> families = new HashMap<>();
    private final ChunksEditor<FamilyPage> pages = new ChunksEditor<>(FamilyPage.BY_NAME);
    private final SpelledNames oddNames = new SpelledNames();
    private final SpelledKeys oddGroups = new SpelledKeys();
    private final List<FamilyNode> dirty = new ArrayList<>();
    private final Map<GroupNames, NameSet> nameSets = new HashMap<>();
    private long series;
    private long weight;
    private int skews;

    /** @param readers who reads what was published; {@link #show} is to be called under their lock */
    WorkingState(ShapeTable shapes, Readers readers) {
        this.shapes = shapes;
        this.groups = new GroupStates(readers);
    }

    /** Where a group is just now; any thread may ask, and it may be gone when the committer looks. */
    @Nullable
    GroupPlace place(GroupKey key) {
        return places.get(key);
    }

    /** @param seen its place when somebody looked, if it had one */
    @Nullable
    StoredGroup group(GroupKey key, @Nullable GroupPlace seen) {
        StoredGroup group = seen == null ? null : groups.find(seen);
        return group != null ? group : group(key);
    }

    @Nullable
    StoredGroup group(GroupKey key) {
        GroupPlace place = places.get(key);
        return place == null ? null : groups.find(place);
    }

    /** The keys of all groups. */
    List<GroupKey> keys() {
        List<GroupKey> keys = new ArrayList<>(places.size());
        for (GroupPlace place : places.values()) {
            keys.add(place.labels().key());
        }
        return keys;
    }

    @Nullable
    FamilyNode family(String name) {
        return families.get(name);
    }

    /** Names beyond the classic alphabet of families that groups hold, or held before the batch at hand. */
    Set<String> oddNames(Escaping escaping, String spelling) {
        return oddNames.of(escaping, spelling);
    }

    boolean hasOddGroups() {
        return !oddGroups.isEmpty();
    }

    /** The group with label names beyond the classic alphabet whose push times have those labels under the escaping. */
    @Nullable
    GroupKey oddGroup(Escaping escaping, GroupKey series) {
        return oddGroups.of(escaping, series);
    }

    /** Whether a name of a family, label or grouping label is beyond the classic alphabet. */
    boolean isOdd() {
        return shapes.isOdd() || hasOddGroups();
    }

    /** Which groups hold which series of that family, as they are under the escaping. */
    SeriesIndex series(FamilyNode family, Escaping escaping) {
        weight -= family.seriesBytes();
        SeriesIndex series = family.series(escaping, place -> held(place, family.name()));
        weight += family.seriesBytes();
        return series;
    }

    private Shape held(GroupPlace place, String family) {
        return Objects.requireNonNull(Objects.requireNonNull(groups.find(place)).shape(family), family);
    }

    int groupCount() {
        return places.size();
    }

    long series() {
        return series;
    }

    /** Bytes that all of it takes in memory, roughly. */
    long weight() {
        return weight + shapes.weight();
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
        return new StoredGroup(new GroupPlace(GroupLabels.of(key, set.names), set.times), Families.NONE, 0, 0);
    }

    /** Puts {@code fresh} in the place of {@code old}, both of the same key; null stands for no group. */
    void swap(@Nullable StoredGroup old, @Nullable StoredGroup fresh) {
        GroupPlace place = swapGroup(old, fresh);
        Families before = old == null ? Families.NONE : old.pushed();
        Families after = fresh == null ? Families.NONE : fresh.pushed();
        weight += after.weight() - before.weight() + failureBytes(fresh) - failureBytes(old);
        skews += (fresh != null && fresh.hasSkew() ? 1 : 0) - (old != null && old.hasSkew() ? 1 : 0);
        if (before.list() != after.list()) {
            swapShapes(place, before.list(), after.list());
        }
    }

    private static long failureBytes(@Nullable StoredGroup group) {
        return group == null ? 0 : group.failures().bytes();
    }

    private void swapShapes(GroupPlace place, FamilyList before, FamilyList after) {
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            int order = order(before, i, after, j);
            if (order == 0) {
                replace(place, before.shape(i++), after.shape(j++));
            } else if (order < 0) {
                remove(place, before.shape(i++));
            } else {
                add(place, after.shape(j++));
            }
        }
    }

    /** All swaps since the last publication have been undone. */
    void undone() {
        groups.forget();
    }

    /** What readers shall see, but for what groups hold, which {@link #show} shows them. */
    Published prepare(long batch, KnownIds.View ids, Map<GroupKey, Map<String, Change.FamilyStored>> heldBack) {
        for (FamilyNode node : dirty) {
            publish(node);
        }
        dirty.clear();
        return new Published(placesInOrder.publish(), pages.publish(), series, weight(), batch, isOdd(), skews, ids,
                heldBack);
    }

    /** Readers who come from now on see what groups hold after that batch. Under the readers' lock. */
    void show(long batch) {
        groups.publish(batch);
    }

    private static int order(FamilyList before, int i, FamilyList after, int j) {
        if (i == before.size()) {
            return 1;
        }
        return j == after.size() ? -1 : before.shape(i).name().compareTo(after.shape(j).name());
    }

    private GroupPlace swapGroup(@Nullable StoredGroup old, @Nullable StoredGroup fresh) {
        if (fresh == null) {
            GroupPlace place = Objects.requireNonNull(old, "no group to remove").place();
            groups.remove(place);
            places.remove(place.labels().key());
            placesInOrder.remove(place);
            weight -= Weight.ofGroup(place.labels());
            nameSets.computeIfPresent(place.labels().names(), (_, set) -> --set.groups == 0 ? null : set);
            if (place.labels().names().isOdd()) {
                oddGroups.remove(place.labels().key());
            }
            return place;
        }
        GroupPlace place = fresh.place();
        groups.set(fresh);
        if (old == null) {
            places.put(place.labels().key(), place);
            placesInOrder.insert(place);
            weight += Weight.ofGroup(place.labels());
            nameSets.computeIfAbsent(place.labels().names(), names -> new NameSet(names, place.times())).groups++;
            if (place.labels().names().isOdd()) {
                oddGroups.add(place.labels().key());
            }
        }
        return place;
    }

    private void replace(GroupPlace place, Shape before, Shape after) {
        if (before == after) {
            return;
        }
        if (before.type() == after.type() && !before.isEmpty() && !after.isEmpty()) {
            shapes.retain(after);
            shapes.release(before);
            change(node(after), node -> node.reshape(place, before, after));
            series += after.lines() - before.lines();
        } else {
            remove(place, before);
            add(place, after);
        }
    }

    private void add(GroupPlace place, Shape shape) {
        shapes.retain(shape);
        series += shape.lines();
        if (!shape.isEmpty()) {
            FamilyNode node = node(shape);
            change(node, changed -> changed.add(place, shape));
            touch(node);
        }
    }

    private void remove(GroupPlace place, Shape shape) {
        shapes.release(shape);
        series -= shape.lines();
        if (!shape.isEmpty()) {
            FamilyNode node = node(shape);
            change(node, changed -> changed.remove(place, shape));
            touch(node);
        }
    }

    private FamilyNode node(Shape shape) {
        return families.computeIfAbsent(shape.name(), name -> {
            weight += Weight.ofName(name);
            oddNames.add(name);
            return new FamilyNode(name, shape.type());
        });
    }

    /** The index of a family's series counts with what it takes. */
    private void change(FamilyNode node, Consumer<FamilyNode> change) {
        weight -= node.seriesBytes();
        change.accept(node);
        weight += node.seriesBytes();
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
            weight -= Weight.ofName(node.name()) + node.seriesBytes();
            oddNames.remove(node.name());
            if (old != null) {
                pages.remove(old);
            }
            return;
        }
        if (old == null) {
            pages.insert(fresh);
        } else {
            pages.replace(fresh);
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
