package io.github.jobtide.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What ids, event times and replays should come to, said as plainly as can be. Counters end in {@code _total}, all else is a gauge. */
final class ReplayModel {
    static final String FAILURES = "jobtide_consecutive_failures";

    final Map<String, Group> groups = new TreeMap<>();
    private final Set<String> ids = new HashSet<>();
    long duplicates;
    long late;

    /** A number, and when it was so. */
    record Value(double value, long time) {}

    static final class Group {
        final Map<String, Value> families = new TreeMap<>();
        long pushed;
        long lastSuccess = Long.MIN_VALUE;
        List<Long> failures = new ArrayList<>();
    }

    /** @param event 0 for none */
    void push(String key, PushMode mode, @Nullable String id, long event, boolean replay, long now,
            Map<String, Double> families) {
        if (id != null && !ids.add(key + "/" + id)) {
            duplicates++;
            return;
        }
        Group group = groups.computeIfAbsent(key, _ -> new Group());
        long time = event == 0 ? now : event;
        boolean leftOut = false;
        boolean keepsRuns = families.keySet().stream().noneMatch(name -> name.startsWith("jobtide_"));
        for (Map.Entry<String, Value> family : List.copyOf(group.families.entrySet())) {
            String name = family.getKey();
            boolean goes = mode == PushMode.REPLACE && !families.containsKey(name)
                    && !(keepsRuns && name.startsWith("jobtide_"));
            boolean isNewer = replay && family.getValue().time > time;
            leftOut |= goes && isNewer;
            if (goes && !isNewer) {
                group.families.remove(name);
            }
        }
        for (Map.Entry<String, Double> family : families.entrySet()) {
            String name = family.getKey();
            double value = family.getValue();
            Value old = group.families.get(name);
            boolean isNewer = replay && old != null && old.time > time;
            long sumTime = isNewer && old != null ? old.time : time;
            if (mode == PushMode.ADD && name.equals(FAILURES)) {
                leftOut |= !ran(group, value == 1, time, replay);
                group.families.put(name, new Value(group.failures.size(), sumTime));
            } else if (mode == PushMode.ADD && name.endsWith("_total") && old != null) {
                group.families.put(name, new Value(old.value + value, sumTime));
            } else if (isNewer) {
                leftOut = true;
            } else {
                group.families.put(name, new Value(value, time));
            }
        }
        group.pushed = now;
        late += leftOut ? 1 : 0;
    }

    /** @return whether it counts */
    private static boolean ran(Group group, boolean failed, long time, boolean replay) {
        if (replay && time <= group.lastSuccess) {
            return false;
        }
        if (failed) {
            group.failures.add(Math.max(time, group.lastSuccess + 1));
        } else {
            group.failures.removeIf(failure -> !replay || failure <= time);
            group.lastSuccess = time;
        }
        return true;
    }

    void delete(String key) {
        groups.remove(key);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        groups.forEach((key, group) -> {
            lines.add(key + " pushed " + group.pushed);
            group.families
                    .forEach((name, value) -> lines.add(key + " " + name + " " + value.value + " @" + value.time));
        });
        return lines;
    }
}
