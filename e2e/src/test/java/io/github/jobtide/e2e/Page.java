package io.github.jobtide.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A scrape in text 0.0.4, parted into what was pushed, the push times, and the gateway's own metrics. */
final class Page {
    private static final Set<String> TIMES = Set.of("push_time_seconds", "push_failure_time_seconds");
    private static final List<String> OWN = List.of("go_", "process_", "pushgateway_", "jobtide_gateway_");

    private final List<String> pushed = new ArrayList<>();
    private final Map<String, Double> pushTimes = new LinkedHashMap<>();
    private final Map<String, Double> failureTimes = new LinkedHashMap<>();

    private Page() {}

    static Page parse(String text) {
        Page page = new Page();
        text.lines().forEach(page::add);
        return page;
    }

    static boolean isOwn(String family) {
        return TIMES.contains(family) || OWN.stream().anyMatch(family::startsWith);
    }

    private void add(String line) {
        String family = line.startsWith("# ") ? line.split(" ", 4)[2] : line.split("[{ ]", 2)[0];
        if (!isOwn(family)) {
            pushed.add(line);
        } else if (TIMES.contains(line.split("\\{", 2)[0])) {
            int end = line.lastIndexOf('}');
            var times = family.startsWith("push_time") ? pushTimes : failureTimes;
            times.put(line.substring(line.indexOf('{') + 1, end), Double.valueOf(line.substring(end + 2)));
        }
    }

    /** The lines of pushed families, HELP and TYPE included, as they stand on the page. */
    List<String> pushed() {
        return pushed;
    }

    /** The same without {@code instance=""} and {@code job="j"}. */
    List<String> pushedToJ() {
        return pushed.stream().map(line -> line.startsWith("# ")
                ? line
                : line.replace("{instance=\"\",job=\"j\"}", "")
                        .replace("instance=\"\",job=\"j\",", "").replace(",instance=\"\",job=\"j\"", ""))
                .collect(Collectors.toList());
    }

    /** @param labels as on the page, for example {@code instance="",job="a"} */
    double pushTime(String labels) {
        return pushTimes.getOrDefault(labels, Double.NaN);
    }

    double failureTime(String labels) {
        return failureTimes.getOrDefault(labels, Double.NaN);
    }

    Set<String> groupsWithTimes() {
        return pushTimes.keySet();
    }
}
