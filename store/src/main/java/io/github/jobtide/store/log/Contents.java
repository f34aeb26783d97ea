package io.github.jobtide.store.log;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.Engine.LiveState;
import io.github.jobtide.store.GroupKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a replay comes to, without an index or any knowledge of metrics. For one thread. */
final class Contents implements LiveState, Consumer<Change> {
    private final Map<GroupKey, Group> groups = new LinkedHashMap<>();

    @Override
    public void accept(Change change) {
        switch (change) {
            case Change.FamilyStored stored -> group(stored.group()).families.put(stored.family(), stored);
            case Change.FamilyRemoved removed -> Optional.ofNullable(groups.get(removed.group()))
                    .ifPresent(group -> group.families.remove(removed.family()));
            case Change.GroupTimes times -> group(times.group()).times = Optional.of(times);
            case Change.GroupDeleted deleted -> groups.remove(deleted.group());
        }
    }

    void clear() {
        groups.clear();
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

    /** Group by group: its times, then its families. */
    @Override
    public void forEach(Consumer<Change> target) {
        for (Group group : groups.values()) {
            group.times.ifPresent(target);
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
    }
}
