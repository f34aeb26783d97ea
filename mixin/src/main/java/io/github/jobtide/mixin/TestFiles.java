package io.github.jobtide.mixin;

import io.github.jobtide.mixin.RuleTest.Check;
import io.github.jobtide.mixin.RuleTest.Firing;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files of unit tests for the rules, as promtool runs them. */
final class TestFiles {
    /** Paces: tests of minutes, hours and days. */
    static final String MINUTES = "1m";
    static final String HOURS = "5m";
    static final String DAYS = "1h";

    private final Settings settings;
    private final Map<String, Alert> alerts = new LinkedHashMap<>();

    TestFiles(Settings settings, InventoryAlerts made) {
        this.settings = settings;
        AlertCatalog.own().all().forEach(entry -> alerts.put(entry.alert().name(), entry.alert()));
        Stream.concat(made.neverReported().stream(), made.metrics().stream())
                .forEach(alert -> alerts.putIfAbsent(alert.name(), alert));
    }

    /** The name of a rule file's tests: one that no pattern for rule files matches. */
    static String testOf(String rules) {
        return rules.replace("-rules.yml", "-test.yml");
    }

    GeneratedFiles files(Inventory inventory, InventoryAlerts made) {
        SortedMap<String, String> texts = new TreeMap<>();
        List<RuleTest> own = Stream.concat(
                AlertCatalog.own().all().stream().flatMap(entry -> entry.tests().stream()),
                AlertCatalog.furtherTests().stream()).filter(this::isWanted).toList();
        Map.of(MINUTES, testOf(RuleFiles.RULES), HOURS, "jobtide-hours-test.yml", DAYS, "jobtide-days-test.yml")
                .forEach((pace, name) -> texts.put(name,
                        file(RuleFiles.RULES, pace, own.stream().filter(test -> test.pace().equals(pace)).toList())));
        var tests = new InventoryTests(inventory, made);
        if (!made.neverReported().isEmpty()) {
            tests.neverReported().forEach((pace, list) -> texts.put("jobtide-inventory-" + pace + "-test.yml",
                    file(RuleFiles.INVENTORY_RULES, pace, list)));
        }
        if (!made.metrics().isEmpty()) {
            texts.put(testOf(RuleFiles.METRIC_RULES), file(RuleFiles.METRIC_RULES, MINUTES, tests.metrics()));
        }
        return new GeneratedFiles(texts);
    }

    private boolean isWanted(RuleTest test) {
        return settings.watchdog() || !test.name().startsWith(AlertCatalog.WATCHDOG);
    }

    private String file(String rules, String interval, List<RuleTest> tests) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("rule_files", List.of(rules));
        file.put("evaluation_interval", interval);
        if (rules.equals(RuleFiles.RULES)) {
            // Without it promtool takes groups in any order, and an alert may see what was recorded the time before.
            file.put("group_eval_order", List.of(RuleFiles.HISTORY, RuleFiles.JOBS, RuleFiles.GATEWAY));
        }
        file.put("tests", tests.stream().map(this::test).toList());
        return Header.of(settings, "Unit tests: promtool test rules FILE") + YamlText.write(file);
    }

    private Map<String, Object> test(RuleTest test) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", test.name());
        map.put("interval", test.every());
        map.put("input_series", test.series().stream().map(this::series).toList());
        List<Map<String, Object>> checks = test.checks().stream()
                .filter(check -> !check.keeps() || settings.prometheus().keepsFiring()).map(this::check).toList();
        if (!checks.isEmpty()) {
            map.put("alert_rule_test", checks);
        }
        if (!test.samplings().isEmpty()) {
            map.put("promql_expr_test", test.samplings().stream().map(this::sampling).toList());
        }
        return map;
    }

    private YamlText.Flow series(String text) {
        String filled = settings.fill(text);
        int end = filled.lastIndexOf("} ") + 1;
        return new YamlText.Flow(pair("series", filled.substring(0, end), "values", filled.substring(end + 1)));
    }

    private static Map<String, Object> pair(String one, Object first, String other, Object second) {
        Map<String, Object> pair = new LinkedHashMap<>();
        pair.put(one, first);
        pair.put(other, second);
        return pair;
    }

    private Map<String, Object> check(Check check) {
        Map<String, Object> map = pair("eval_time", check.at(), "alertname", check.alert());
        Alert alert = Objects.requireNonNull(alerts.get(check.alert()), check.alert());
        map.put("exp_alerts", check.firing().stream().map(firing -> firing(alert, firing)).toList());
        return map;
    }

    private Map<String, Object> firing(Alert alert, Firing firing) {
        Map<String, String> labels = new LinkedHashMap<>();
        firing.labels().forEach((name, value) -> labels.put(name, settings.fill(value)));
        Map<String, String> annotations = new LinkedHashMap<>();
        firing.annotations().forEach((name, value) -> annotations.put(name, settings.fill(value)));
        settings.dashboard(alert.about(), URLEncoder.encode(labels.getOrDefault("job", ""), StandardCharsets.UTF_8))
                .ifPresent(address -> annotations.put("dashboard_url", address));
        annotations.put("runbook_url", settings.runbook(alert));
        return pair("exp_labels", new YamlText.Flow(labels), "exp_annotations", annotations);
    }

    private Map<String, Object> sampling(RuleTest.Sampling sampling) {
        Map<String, Object> map = pair("expr", settings.fill(sampling.expression()), "eval_time", sampling.at());
        List<Object> samples = new ArrayList<>();
        for (String text : sampling.gives()) {
            int end = text.lastIndexOf(' ');
            samples.add(new YamlText.Flow(pair("labels", text.substring(0, end), "value",
                    Double.valueOf(text.substring(end + 1)))));
        }
        map.put("exp_samples", samples);
        return map;
    }
}
