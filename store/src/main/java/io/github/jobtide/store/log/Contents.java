package io.github.jobtide.store.log;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.Engine.LiveState;
import io.github.jobtide.store.GroupKey;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What a replay comes to, without an index or any knowledge of metrics. For one thread. */
final class Contents implements LiveState, Consumer<Change> {
    private final Map<GroupKey, Group> groups = new LinkedHashMap<>();
    private final Set<Change.PushRemembered> pushes = new LinkedHashSet<>();

    @Override
    public void accept(Change change) {
        switch (change) {
            case Change.FamilyStored stored -> group(stored.group()).families.put(stored.family(), stored);
            case Change.FamilyRemoved removed -> Optional.ofNullable(groups.get(removed.group()))
                    .ifPresent(group -> group.families.remove(removed.family()));
            case Change.GroupTimes times -> group(times.group()).times = Optional.of(times);
            case Change.FailuresKept kept -> group(kept.group()).failures = Optional.of(kept);
            case Change.PushRemembered push -> pushes.add(push);
            case Change.GroupDeleted deleted -> groups.remove(deleted.group());
        }
    }

    void clear() {
        groups.clear();
        pushes.clear();
    }

    long groups() {
        return groups.size();
    }

    long families() {
        return groups.values().stream().mapToLong(group -> group.families.size()).sum();
    }

    /** 0: nothing was committed since it was loaded. */
    @Override
    public long sequence() {
        return 0;
    }

    /** The pushes that are remembered; then group by group its times, its failures, and its families. */
    @Override
    public void forEach(Consumer<Change> target) {
        pushes.forEach(target);
        for (Group group : groups.values()) {
            group.times.ifPresent(target);
            group.failures.ifPresent(target);
            group.families.values().forEach(target);
        }
    }

    /** Nothing is kept for it. */
    @Override
    public void close() {}

    private Group group(GroupKey key) {
        return groups.computeIfAbsent(key, _ -> new Group());
    }

    private static final class Group {
        final Map<String, Change.FamilyStored> families = new LinkedHashMap<>();
        Optional<Change.GroupTimes> times = Optional.empty();
        Optional<Change.FailuresKept> failures = Optional.empty();
    }
}
