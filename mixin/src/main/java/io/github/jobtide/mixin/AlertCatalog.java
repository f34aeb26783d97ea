package io.github.jobtide.mixin;

import io.github.jobtide.mixin.RuleTest.Check;
import io.github.jobtide.mixin.RuleTest.Firing;
import io.github.jobtide.mixin.RuleTest.Sampling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Jobtide's own alerts: the one list that rules, unit tests, runbooks and the table of alerts come from. */
record AlertCatalog(List<Alert.Entry> jobs, List<Alert.Entry> gateway) {
    static final String WATCHDOG = "JobtideWatchdog";
    static final String NEVER_REPORTED = "BatchJobNeverReported";
    private static final AlertCatalog OWN = new AlertCatalog(read("job-alerts.yml"), read("gateway-alerts.yml"));

    static AlertCatalog own() {
        return OWN;
    }

    List<Alert.Entry> all() {
        return Stream.concat(jobs.stream(), gateway.stream()).toList();
    }

    /** The names that no alert of an inventory may have. */
    Set<String> names() {
        Set<String> names = all().stream().map(entry -> entry.alert().name())
                .collect(Collectors.toCollection(TreeSet::new));
        names.add(NEVER_REPORTED);
        return names;
    }

    private static List<Alert.Entry> read(String file) {
        List<Alert.Entry> entries = new ArrayList<>();
        for (YamlMap map : YamlMap.parse(file, Resource.text(file)).maps("alerts")) {
            Alert alert = alert(map);
            Runbook runbook = map.map("runbook").map(Runbook::of).orElseThrow(() -> map.wrong("runbook", "is missing"));
            entries.add(new Alert.Entry(alert, runbook, tests(alert, map)));
        }
        return entries;
    }

    private static Alert alert(YamlMap map) {
        map.allowing("alert", "expr", "for", "keep", "severity", "what", "summary", "description", "exit-code",
                "runbook", "tests");
        String name = map.needed("alert");
        return new Alert(name, map.needed("expr"), map.text("for"), map.text("keep"),
                new TreeMap<>(Map.of("severity", map.needed("severity"))), map.needed("what"), map.needed("summary"),
                map.needed("description"), about(map), name);
    }

    private static Alert.About about(YamlMap map) {
        if (map.flag("exit-code")) {
            return Alert.About.RUN;
        }
        String summary = map.needed("summary");
        return summary.contains("$labels.job")
                ? Alert.About.JOB
                : summary.contains("$labels.instance") ? Alert.About.GATEWAY : Alert.About.ALL;
    }

    private static List<RuleTest> tests(Alert alert, YamlMap map) {
        return map.maps("tests").stream()
                .map(test -> new RuleTest(alert.name() + ": " + test.needed("name"), pace(test),
                        test.text("every").orElse("1m"), test.texts("series"), test.maps("checks").stream()
                                .map(check -> new Check(alert.name(), check.needed("at"), check.flag("keep"),
                                        check.maps("fires").stream().map(firing -> firing(alert, firing)).toList()))
                                .toList(),
                        List.of()))
                .toList();
    }

    private static Firing firing(Alert alert, YamlMap map) {
        map.allowing("labels", "summary", "description", "host", "owner", "exit_code");
        Map<String, String> labels = new LinkedHashMap<>(map.pairs("labels"));
        labels.putAll(alert.labels());
        return new Firing(labels,
                Annotations.expected(alert, labels, map.needed("summary"), map.needed("description"), map));
    }

    private static String pace(YamlMap test) {
        return test.text("pace").orElse(TestFiles.MINUTES);
    }

    /** What recording rules come to, and that an outage pages for nothing else. */
    static List<RuleTest> furtherTests() {
        YamlMap file = YamlMap.parse("recordings.yml", Resource.text("recordings.yml"));
        List<RuleTest> tests = new ArrayList<>();
        for (YamlMap test : file.maps("tests")) {
            tests.add(new RuleTest(test.needed("name"), pace(test), test.needed("every"), test.texts("series"),
                    List.of(), test.maps("samples").stream()
                            .map(each -> new Sampling(each.needed("at"), each.needed("expr"), each.texts("gives")))
                            .toList()));
        }
        file.map("outage").ifPresent(outage -> tests.add(outage(outage)));
        return tests;
    }

    private static RuleTest outage(YamlMap map) {
        List<Check> checks = new ArrayList<>();
        for (String moment : map.texts("moments")) {
            own().jobs().forEach(entry -> checks.add(new Check(entry.alert().name(), moment, false, List.of())));
        }
        return new RuleTest(map.needed("name"), TestFiles.MINUTES, "1m", map.texts("series"), checks, List.of());
    }
}
