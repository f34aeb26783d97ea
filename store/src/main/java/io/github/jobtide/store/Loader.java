package io.github.jobtide.store;

import io.github.jobtide.store.Change.FamilyStored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Builds the state from what an engine replays. What cannot be read, or clashes with the gateway's own families or with what stands
 * before it in page order, is held back: it stays on disk and is shown nowhere, and nothing else suffers.
 */
final class Loader implements Consumer<Change> {
    private static final System.Logger LOG = System.getLogger(Loader.class.getName());

    private final WorkingState state;
    private final ShapeTable shapes;
    private final Judge judge;
    private final FamilyLists lists;
    private final KnownIds ids;
    private final Map<GroupKey, LoadedGroup> groups = new HashMap<>();
    private final Map<GroupKey, Map<String, FamilyStored>> heldBack = new HashMap<>();

    Loader(WorkingState state, ShapeTable shapes, FamilyLists lists, Judge judge, KnownIds ids) {
        this.state = state;
        this.shapes = shapes;
        this.lists = lists;
        this.judge = judge;
        this.ids = ids;
    }

    @Override
    public void accept(Change change) {
        switch (change) {
            case FamilyStored family -> group(family).put(family);
            case Change.FamilyRemoved removed -> group(removed).drop(removed.family());
            case Change.GroupTimes times -> group(times).times = times;
            case Change.FailuresKept kept -> group(kept).failures = kept.failures();
            case Change.PushRemembered(var id, long nanos) -> remember(id, nanos);
            case Change.GroupDeleted deleted -> {
                LoadedGroup gone = groups.remove(deleted.group());
                if (gone != null) {
                    List.copyOf(gone.families.keySet()).forEach(gone::drop);
                }
                heldBack.remove(deleted.group());
            }
        }
    }

    /** Fills the state. Returns what was held back. */
    Map<GroupKey, Map<String, FamilyStored>> finish() {
        List<LoadedGroup> sorted = new ArrayList<>(groups.values());
        sorted.sort((a, b) -> GroupLabels.compare(a.empty.labels(), b.empty.labels()));
        for (LoadedGroup group : sorted) {
            admit(group);
            group.families.values().forEach(family -> shapes.release(family.shape()));
            group.families.clear();
        }
        groups.clear();
        return Map.copyOf(heldBack);
    }

    private void remember(PushId id, long nanos) {
        ids.add(id, nanos);
        ids.dropTooMany();
    }

    private LoadedGroup group(Change.OfGroup change) {
        return groups.computeIfAbsent(change.group(),
                key -> new LoadedGroup(state.newGroup(key, GroupNames.of(key.labels()))));
    }

    private void admit(LoadedGroup group) {
        GroupKey key = group.empty.key();
        String problem = KeyCheck.problem(key, group.empty.labels().names(), state).orElse(null);
        if (problem != null) {
            group.families.values().forEach(family -> holdBack(family.change(), problem));
            return;
        }
        List<StoredFamily> all = List.copyOf(group.families.values());
        Problems problems = new Problems();
        judge.check(group.empty, list(all), problems);
        Families fit = joined(problems.isEmpty() ? all : fitting(group.empty, all));
        StoredGroup loaded = group.empty.with(fit, group.times.pushNanos()).withFailure(group.times.failureNanos())
                .withFailures(group.failures);
        state.swap(null, loaded);
    }

    private FamilyList list(List<StoredFamily> families) {
        return lists.of(families.stream().map(StoredFamily::shape).toArray(Shape[]::new), FamilyList.EMPTY);
    }

    /** In one array if all were pushed at the same time; that they came with one push makes no other difference. */
    private Families joined(List<StoredFamily> families) {
        long nanos = families.isEmpty() ? 0 : families.getFirst().pushedNanos();
        if (families.stream().allMatch(family -> family.pushedNanos() == nanos)) {
            byte[] values = PrintedValues.join(families.stream().map(StoredFamily::values).toList());
            return Families.ofOnePush(list(families), values, nanos);
        }
        return Families.ofSeveral(list(families), families);
    }

    /** One after the other, each that fits those before it. */
    private List<StoredFamily> fitting(StoredGroup empty, List<StoredFamily> all) {
        List<StoredFamily> fit = new ArrayList<>();
        FamilyCheck check = judge.check(empty);
        for (StoredFamily family : all) {
            Problems problems = check.add(family.shape());
            if (problems.isEmpty()) {
                fit.add(family);
            } else {
                holdBack(family.change(), problems.rejection().message());
            }
        }
        return fit;
    }

    private void holdBack(FamilyStored family, String why) {
        heldBack.computeIfAbsent(family.group(), _ -> new HashMap<>()).put(family.family(), family);
        LOG.log(System.Logger.Level.WARNING, "family %s of group %s is kept on disk but not served: %s"
                .formatted(family.family(), family.group(), why));
    }

    /** A group while it is loaded: what it holds so far. Each family counts as a use of its shape, so that equal shapes are shared. */
    private final class LoadedGroup {
        final StoredGroup empty;
        final Map<String, StoredFamily> families = new TreeMap<>();
        Change.GroupTimes times;
        Failures failures = Failures.NONE;

        LoadedGroup(StoredGroup empty) {
            this.empty = empty;
            this.times = new Change.GroupTimes(empty.key(), 0, 0);
        }

        void put(FamilyStored change) {
            drop(change.family());
            try {
                Shape shape = shape(change);
                shapes.retain(shape);
                families.put(change.family(),
                        new StoredFamily(empty.labels(), shape, change.values(), change.pushedNanos()));
                unhold(change.family());
            } catch (StorageException e) {
                holdBack(change, e.getMessage());
            }
        }

        private Shape shape(FamilyStored change) {
            GroupNames names = empty.labels().names();
            Shape known = shapes.known(names, change.shape(), change.shape().length);
            Shape shape = known != null ? known : Shape.decode(names, change.shape());
            shape.checkFits(change);
            return shape;
        }

        void drop(String name) {
            StoredFamily old = families.remove(name);
            if (old != null) {
                shapes.release(old.shape());
            }
            unhold(name);
        }

        private void unhold(String name) {
            Map<String, FamilyStored> held = heldBack.get(empty.key());
            if (held != null && held.remove(name) != null && held.isEmpty()) {
                heldBack.remove(empty.key());
            }
        }
    }
}
