package io.github.jobtide.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a gateway holds, without what depends on the clock or on the gateway: equal for two gateways that were told the same.
 *
 * @param page the lines of pushed families, as scraped
 * @param groups by key: what {@code /api/v1/metrics} says of each
 */
record GatewayState(List<String> page, SortedMap<String, Object> groups) {
    private static final String TIME = "(time)";

    static GatewayState of(ServerProcess server) {
        List<String> page = Page.parse(server.exchange(Request.of("GET", "/metrics")).text()).pushed().stream()
                .map(GatewayState::withoutCreationTime).toList();
        SortedMap<String, Object> groups = new TreeMap<>();
        Groups.of(server, "").forEach(group -> groups.put(Groups.key(group), withoutTimes(group)));
        return new GatewayState(page, groups);
    }

    /** Old clients push the time at which a counter was made as a gauge {@code NAME_created}. */
    private static String withoutCreationTime(String line) {
        boolean isCreationTime = !line.startsWith("#") && line.split("[{ ]", 2)[0].endsWith("_created");
        return isCreationTime ? line.substring(0, line.lastIndexOf(' ') + 1) + TIME : line;
    }

    private static Map<String, Object> withoutTimes(Map<String, Object> group) {
        Map<String, Object> members = new TreeMap<>(group);
        members.replaceAll((name, member) -> name.equals("labels") || name.equals("last_push_successful")
                ? member
                : familyWithoutTimes(name, Json.object(member)));
        return members;
    }

    private static Map<String, Object> familyWithoutTimes(String name, Map<String, Object> family) {
        Map<String, Object> members = new LinkedHashMap<>(family);
        members.computeIfPresent("time_stamp", (_, _) -> TIME);
        boolean isPushTime = name.equals("push_time_seconds") || name.equals("push_failure_time_seconds");
        if (isPushTime) {
            members.remove("help"); // each gateway has words of its own
        }
        if (isPushTime || name.endsWith("_created")) {
            members.computeIfPresent("metrics", (_, metrics) -> samplesWithoutTimes(Json.list(metrics)));
        }
        return members;
    }

    /** Zero stays: it says that there was no such time. */
    private static List<Object> samplesWithoutTimes(List<Object> samples) {
        List<Object> without = new ArrayList<>();
        for (Object sample : samples) {
            Map<String, Object> members = new LinkedHashMap<>(Json.object(sample));
            members.computeIfPresent("value", (_, value) -> value.equals("0") ? value : TIME);
            without.add(members);
        }
        return without;
    }
}
