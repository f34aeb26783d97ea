package io.github.jobtide.mixin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A dashboard of Grafana, as the JSON that it imports.
 *
 * @param variables which of {@code job} and {@code owner} can be chosen
 * @param annotated whether starts, successes and failures are marked at the moment at which they were
 */
record Dashboard(String uid, String title, String description, List<String> variables, boolean annotated,
        List<Panel> panels) {
    static final Map<String, Object> DATA_SOURCE = Entries.of("type", "prometheus", "uid", "${datasource}");
    static final String TAG = "jobtide";
    /** Groups of jobs whose owner was chosen, or that have none. */
    private static final String CHOSEN = "and on (job, instance) (jobtide_last_start_timestamp_seconds unless on (job, instance) jobtide_info{owner!~\"$owner\"})";
    private static final int SCHEMA = 41;

    /** The three that are Jobtide's own. */
    static List<Dashboard> own() {
        return YamlMap.parse("dashboards.yml", Resource.text("dashboards.yml")).maps("dashboards").stream()
                .map(map -> new Dashboard(map.needed("uid"), map.needed("title"), map.needed("description"),
                        map.texts("variables"), map.flag("annotations"),
                        map.maps("panels").stream().map(Panel::of).toList()))
                .toList();
    }

    static String fill(String expression, Settings settings) {
        return settings.fill(expression.replace("@jobs@", CHOSEN));
    }

    String json(Settings settings) {
        return JsonText.write(Entries.of("uid", uid, "title", title, "description",
                description + " " + GeneratedFiles.MARK + settings.madeBy(), "tags", List.of(TAG), "timezone",
                "browser", "editable", true, "graphTooltip", 1, "schemaVersion", SCHEMA, "version", 1, "refresh",
                settings.times().duration("1m"), "time", Entries.of("from", "now-24h", "to", "now"), "timepicker",
                Map.of(), "links", List.of(link()), "templating", Entries.of("list", choices()), "annotations",
                Entries.of("list", marks()), "panels", Panel.laidOut(panels, settings)));
    }

    /** To all that have the tag. */
    private static Map<String, Object> link() {
        return Entries.of("title", "Jobtide", "type", "dashboards", "icon", "external link", "tooltip", "", "url", "",
                "tags", List.of(TAG), "asDropdown", true, "targetBlank", false, "includeVars", false, "keepTime", true);
    }

    private List<Object> choices() {
        List<Object> list = new ArrayList<>();
        list.add(Entries.of("name", "datasource", "label", "Data source", "type", "datasource", "query", "prometheus",
                "hide", 0, "includeAll", false, "multi", false, "regex", "", "refresh", 1, "skipUrlSync", false));
        if (variables.contains("owner")) {
            list.add(choice("owner", "Owner", "label_values(jobtide_info, owner)"));
        }
        if (variables.contains("job")) {
            list.add(choice("job", "Job", "label_values(jobtide_last_start_timestamp_seconds, job)"));
        }
        return list;
    }

    private static Map<String, Object> choice(String name, String label, String query) {
        return Entries.of("name", name, "label", label, "type", "query", "datasource", DATA_SOURCE, "definition", query,
                "query", Entries.of("query", query, "refId", "PrometheusVariableQueryEditor-VariableQuery"), "refresh",
                2, "sort", 1, "regex", "", "hide", 0, "multi", true, "includeAll", true, "allValue", ".*", "current",
                Entries.of("selected", true, "text", List.of("All"), "value", List.of("$__all")), "skipUrlSync", false);
    }

    private List<Object> marks() {
        return annotated
                ? List.of(mark("Starts", "start", "blue"), mark("Successes", "success", "green"),
                        mark("Failures", "failure", "red"))
                : List.of();
    }

    /** The value is the time: each mark stands where it belongs, once, however often it was scraped. */
    private static Map<String, Object> mark(String name, String what, String colour) {
        return Entries.of("name", name, "enable", true, "hide", false, "iconColor", colour, "datasource", DATA_SOURCE,
                "expr", "1000 * jobtide_last_" + what + "_timestamp_seconds{job=~\"$job\"}", "useValueForTime", true,
                "step", "1m", "titleFormat", name.replaceAll("(es|s)$", ""), "textFormat", "{{job}} {{instance}}",
                "tagKeys", "job,instance");
    }
}
