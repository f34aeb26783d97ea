package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A generated dashboard, as far as it asks Prometheus. */
record MixinDashboard(String uid, List<Panel> panels, List<String> annotations) {
    /** One panel. */
    record Panel(String title, String type, String unit, List<Target> targets) {}

    /** One query of a panel. */
    record Target(String refId, String expression, boolean instant) {}

    static MixinDashboard read(Path file) {
        Map<String, Object> json;
        try {
            json = Json.object(Json.read(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Panel> panels = new ArrayList<>();
        for (Object each : list(json, "panels")) {
            Map<String, Object> panel = Json.object(each);
            Map<String, Object> defaults = member(member(panel, "fieldConfig"), "defaults");
            panels.add(new Panel(text(panel, "title"), text(panel, "type"), text(defaults, "unit"),
                    list(panel, "targets").stream().map(Json::object).map(target -> new Target(text(target, "refId"),
                            text(target, "expr"), text(target, "instant").equals("true"))).toList()));
        }
        return new MixinDashboard(text(json, "uid"), panels, list(member(json, "annotations"), "list").stream()
                .map(each -> text(Json.object(each), "expr")).toList());
    }

    private static List<Object> list(Map<String, Object> json, String key) {
        return Json.list(json.getOrDefault(key, List.of()));
    }

    private static Map<String, Object> member(Map<String, Object> json, String key) {
        return Json.object(json.getOrDefault(key, Map.of()));
    }

    private static String text(Map<String, Object> json, String key) {
        return json.getOrDefault(key, "").toString();
    }

    Set<String> expressions() {
        Set<String> expressions = new LinkedHashSet<>(annotations);
        panels.forEach(panel -> panel.targets().forEach(target -> expressions.add(target.expression())));
        return expressions;
    }

    /** As Grafana sends it. */
    static String filled(String expression, String job, String interval) {
        return expression.replace("$job", job).replace("$owner", ".*").replace("$__rate_interval", interval)
                .replace("$__interval", interval);
    }
}
