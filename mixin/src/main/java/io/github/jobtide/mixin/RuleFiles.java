package io.github.jobtide.mixin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Files of alerting and recording rules. */
final class RuleFiles {
    /** Groups of {@link #RULES}, in the order in which they stand there. */
    static final String HISTORY = "jobtide-history";
    static final String JOBS = "jobtide-jobs";
    static final String GATEWAY = "jobtide-gateway";

    static final String RULES = "jobtide-rules.yml";
    static final String INVENTORY_RULES = "jobtide-inventory-rules.yml";
    static final String METRIC_RULES = "jobtide-metric-rules.yml";
    /** Below the five minutes for which Prometheus looks back. */
    private static final String HISTORY_INTERVAL = "4m";

    private final Settings settings;
    private final InventoryAlerts alerts;

    RuleFiles(Settings settings, InventoryAlerts alerts) {
        this.settings = settings;
        this.alerts = alerts;
    }

    /** Each file's groups, by its name. */
    SortedMap<String, List<Map<String, Object>>> groups() {
        SortedMap<String, List<Map<String, Object>>> files = new TreeMap<>();
        files.put(RULES, List.of(history(), group(JOBS, alerts(AlertCatalog.own().jobs())),
                group(GATEWAY, alerts(AlertCatalog.own().gateway()))));
        if (!alerts.neverReported().isEmpty()) {
            files.put(INVENTORY_RULES, List.of(group("jobtide-inventory", rules(alerts.neverReported()))));
        }
        if (!alerts.metrics().isEmpty()) {
            files.put(METRIC_RULES, List.of(group("jobtide-metrics", rules(alerts.metrics()))));
        }
        return files;
    }

    GeneratedFiles files() {
        SortedMap<String, String> texts = new TreeMap<>();
        groups().forEach((name, groups) -> texts.put(name,
                Header.of(settings, "Rules for Prometheus " + settings.prometheus() + " or newer; their unit tests: "
                        + TestFiles.testOf(name)) + YamlText.write(Map.of("groups", groups))));
        return new GeneratedFiles(texts);
    }

    private Map<String, Object> history() {
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("name", HISTORY);
        group.put("interval", settings.times().duration(HISTORY_INTERVAL));
        group.put("rules", YamlMap.parse("recordings.yml", Resource.text("recordings.yml")).maps("recordings").stream()
                .map(map -> {
                    Map<String, Object> rule = new LinkedHashMap<>();
                    rule.put("record", map.needed("record"));
                    rule.put("expr", settings.fill(map.needed("expr")));
                    return rule;
                }).toList());
        return group;
    }

    private List<Map<String, Object>> alerts(List<Alert.Entry> entries) {
        return rules(entries.stream().map(Alert.Entry::alert)
                .filter(alert -> settings.watchdog() || !alert.name().equals(AlertCatalog.WATCHDOG)).toList());
    }

    private List<Map<String, Object>> rules(List<Alert> alerts) {
        List<Map<String, Object>> rules = new ArrayList<>();
        alerts.forEach(alert -> rules.add(rule(alert)));
        return rules;
    }

    private static Map<String, Object> group(String name, List<Map<String, Object>> rules) {
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("name", name);
        group.put("rules", rules);
        return group;
    }

    private Map<String, Object> rule(Alert alert) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("alert", alert.name());
        rule.put("expr", settings.fill(alert.expression()));
        alert.lasting().ifPresent(lasting -> rule.put("for", settings.times().duration(lasting)));
        if (settings.prometheus().keepsFiring()) {
            alert.keeps().ifPresent(keeps -> rule.put("keep_firing_for", settings.times().duration(keeps)));
        }
        rule.put("labels", alert.labels());
        rule.put("annotations", Annotations.templates(alert, settings));
        return rule;
    }
}
