package io.github.jobtide.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sends the same requests to two gateways and says where answers or states differ. The first is the one that is believed. */
final class Comparison {
    private static final List<String> HEADERS = List.of("Content-Type", "Location", "Allow", "X-Content-Type-Options",
            "Content-Encoding",
            "Access-Control-Allow-Origin", "Cache-Control");
    private static final int SHOWN = 1_500;

    private final ServerProcess believed;
    private final ServerProcess judged;
    private final List<String> accepts;

    Comparison(ServerProcess believed, ServerProcess judged) {
        this(believed, judged, List.of("*/*"));
    }

    /** @param accepts the headers with which the pages are asked for */
    Comparison(ServerProcess believed, ServerProcess judged, List<String> accepts) {
        this.believed = believed;
        this.judged = judged;
        this.accepts = List.copyOf(accepts);
    }

    /** Sends {@code request} to both; what differs and is not {@link Wanted} comes back, one line each. */
    List<String> answers(Request request) {
        Answer expected = believed.exchange(request);
        Answer got = judged.exchange(request);
        List<String> differences = differences(request, expected, got);
        if (differences.isEmpty()) {
            return List.of();
        }
        Optional<Difference> wanted = Wanted.reason(believed, request, expected, got);
        if (expected.status() != got.status()) {
            forgetGroup(request);
        }
        return wanted.isPresent() ? List.of() : differences;
    }

    private static List<String> differences(Request request, Answer expected, Answer got) {
        List<String> differences = new ArrayList<>();
        differ(differences, request, "status", expected.status() + " " + shortened(expected),
                got.status() + " " + shortened(got),
                expected.status() == got.status());
        if (differences.isEmpty()) {
            for (String header : HEADERS) {
                String left = expected.header(header).orElse("-");
                String right = got.header(header).orElse("-");
                differ(differences, request, header, left, right, left.equals(right));
            }
            differ(differences, request, "body", shortened(expected), shortened(got), sameBody(request, expected, got));
        }
        return differences;
    }

    private static void differ(List<String> differences, Request request, String what, String expected, String got,
            boolean same) {
        if (!same) {
            differences.add(request + "\n    " + what + ": expected " + expected + "\n    but got " + got);
        }
    }

    private static boolean sameBody(Request request, Answer expected, Answer got) {
        if (request.method().equals("GET") && expected.status() == 200) {
            return true; // pages, the scrape and the API differ in times; states are compared on their own
        }
        if (expected.text().startsWith(Checks.INCONSISTENT)) {
            return got.text().startsWith(Checks.INCONSISTENT);
        }
        return expected.body().equals(got.body());
    }

    private static String shortened(Answer answer) {
        String text = answer.text();
        return "<" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + ">";
    }

    /** After one gateway took what the other refused, both go on without that group. */
    private void forgetGroup(Request request) {
        Request delete = Request.of("DELETE", request.path());
        believed.exchange(delete);
        judged.exchange(delete);
    }

    /** What differs between the groups, samples and push times that both now hold. */
    List<String> states() {
        List<String> differences = new ArrayList<>();
        Map<String, String> expected = state(believed);
        Map<String, String> got = state(judged);
        String expectedScrape = expected.getOrDefault("scrape", "");
        String gotScrape = got.getOrDefault("scrape", "");
        if (!expectedScrape.equals("200") || !gotScrape.equals("200")) {
            return List.of("a scrape is broken, so there is nothing to compare\n    expected " + expectedScrape
                    + "\n    but got " + gotScrape);
        }
        var keys = new TreeSet<>(expected.keySet());
        keys.addAll(got.keySet());
        for (String key : keys) {
            if (!Objects.equals(expected.get(key), got.get(key))) {
                differences.add(key + "\n    expected " + expected.get(key) + "\n    but got " + got.get(key));
            }
        }
        return differences;
    }

    /** By place: families of groups as the API shows them, sample lines of the page, and whether push and failure times are 0. */
    private Map<String, String> state(ServerProcess server) {
        Map<String, String> state = new TreeMap<>();
        for (Map<String, Object> group : settledGroups(server)) {
            String key = Groups.key(group);
            state.put("group " + key, Groups.isFailed(group) ? "failed" : "ok");
            group.forEach((name, family) -> {
                if (family instanceof Map<?, ?> members && !name.equals("labels") && !Page.isOwn(name)) {
                    state.put("group " + key + " family " + name, withoutTime(Json.object(members)));
                }
            });
        }
        for (String accept : accepts) {
            Answer scrape = server.exchange(Request.of("GET", "/metrics").with("Accept", accept));
            state.merge("scrape", scrape.status() == 200 ? "200" : scrape.status() + " " + shortened(scrape),
                    (one, other) -> one.equals("200") ? other : one);
            state.put("content type for " + accept, scrape.header("Content-Type").orElse("-"));
            addPage(Page.parse(scrape.text()), accept, state);
        }
        return state;
    }

    private static void addPage(Page page, String accept, Map<String, String> state) {
        page.pushed().stream().filter(line -> !line.startsWith("# HELP"))
                .forEach(line -> state.merge("page for " + accept + " " + line, "once",
                        (once, again) -> once + " more"));
        for (String labels : page.groupsWithTimes()) {
            state.put("times for " + accept + " " + labels,
                    (page.pushTime(labels) == 0 ? "never pushed" : "pushed") + ", "
                            + (page.failureTime(labels) == 0 ? "never failed" : "failed"));
        }
    }

    private static String withoutTime(Map<String, Object> family) {
        Map<String, Object> rest = new TreeMap<>(family);
        rest.remove("time_stamp");
        return rest.toString();
    }

    /** Deletes are answered before they are done: asks for a group that never is, by a push that is answered when all before it is done. */
    private static List<Map<String, Object>> settledGroups(ServerProcess server) {
        String settle = "/metrics/job/settle";
        server.exchange(Request.of("PUT", settle));
        List<Map<String, Object>> groups = Groups.of(server, "");
        return groups.stream().filter(group -> !Groups.key(group).equals("{job=\"settle\"}")).toList();
    }
}
