package io.github.jobtide.mixin;

import io.github.jobtide.mixin.Panel.Query;
import io.github.jobtide.mixin.Panel.States;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Dashboards as files, and how Grafana finds them. */
final class DashboardFiles {
    static final String FOLDER = "dashboards/";
    private static final String PLACE = "/var/lib/grafana/dashboards/jobtide";
    private static final int LONGEST_UID = 40;

    private final Settings settings;

    DashboardFiles(Settings settings) {
        this.settings = settings;
    }

    GeneratedFiles files(Inventory inventory) {
        SortedMap<String, String> texts = new TreeMap<>();
        List<Dashboard> dashboards = new ArrayList<>(Dashboard.own());
        inventory.jobs().forEach(job -> job.watches().forEach(watch -> dashboards.add(of(job, watch))));
        dashboards.forEach(dashboard -> texts.put(FOLDER + dashboard.uid() + ".json", dashboard.json(settings)));
        return new GeneratedFiles(texts);
    }

    /** Files for Grafana's provisioning: where dashboards lie, and a data source. */
    GeneratedFiles provisioning() {
        SortedMap<String, String> texts = new TreeMap<>();
        texts.put("provisioning/dashboards/jobtide.yml", Header.of(settings,
                "For provisioning/dashboards of Grafana; the dashboards themselves belong into the folder it names.")
                + YamlText.write(Entries.of("apiVersion", 1, "providers",
                        List.of(Entries.of("name", "jobtide", "folder",
                                "Jobtide", "type", "file", "allowUiUpdates", false, "options",
                                Entries.of("path", PLACE))))));
        texts.put("provisioning/datasources/jobtide.yml", Header.of(settings,
                "For provisioning/datasources of Grafana, if there is no data source yet; put in your own address.")
                + YamlText.write(Entries.of("apiVersion", 1, "datasources",
                        List.of(Entries.of("name", "Prometheus", "type", "prometheus", "uid", "prometheus", "access",
                                "proxy", "url", "http://localhost:9090", "jsonData",
                                Entries.of("timeInterval", settings.times().duration(ScrapeFiles.INTERVAL)))))));
        return new GeneratedFiles(texts);
    }

    private static Dashboard of(InventoryJob job, Watch watch) {
        return new Dashboard(uid(watch.alert()), "Jobtide / " + watch.alert(),
                watch.summary() + ". Pushed by " + job.name() + ".", List.of(), false,
                List.of(lines("Value and limit", "Held from one push to the next; the limit is where the alert "
                        + watch.alert() + " begins.",
                        List.of(query(value(job, watch), legend(watch)), query("vector(" + watch.limit().toPlainString()
                                + ")", "limit")),
                        watch.isRatio() ? "percentunit" : ""),
                        sums(job, watch),
                        lines("Age of the data", "The alert counts while this is below the limit, and "
                                + watch.staleAlert() + " fires above it.",
                                List.of(query(InventoryAlerts.age(job, watch), "{{job}} {{instance}}"),
                                        query("vector(~" + watch.fresh().toSeconds() + "~)", "limit")),
                                "s")));
    }

    /** Grafana allows 40 characters; what is cut off comes back as a number that depends on it. */
    private static String uid(String alert) {
        String uid = "jobtide-" + alert.toLowerCase(Locale.ROOT);
        return uid.length() <= LONGEST_UID
                ? uid
                : uid.substring(0, LONGEST_UID - 9) + "-" + String.format("%08x", alert.hashCode());
    }

    private static String value(InventoryJob job, Watch watch) {
        return switch (watch.measure()) {
            case Watch.Measure.Value(String metric) -> PromText.series(metric, Map.of("job", job.name()));
            case Watch.Measure.Ratio(String good, String all) -> InventoryAlerts.sum(good, job, watch) + " / ("
                    + InventoryAlerts.sum(all, job, watch) + " > 0)";
        };
    }

    private static Panel sums(InventoryJob job, Watch watch) {
        String by = watch.by().isEmpty() ? "job" : String.join(", ", watch.by());
        List<Query> queries = switch (watch.measure()) {
            case Watch.Measure.Value(String metric) -> List
                    .of(query("sum by (" + by + ") (" + PromText.series(metric, Map.of("job", job.name())) + ")",
                            legend(watch)));
            case Watch.Measure.Ratio(String good, String all) -> List.of(
                    query(InventoryAlerts.sum(good, job, watch), legend(watch) + " good"),
                    query(InventoryAlerts.sum(all, job, watch), legend(watch) + " all"));
        };
        return lines(watch.isRatio() ? "Good and all" : "Sum by " + by, "", queries, "");
    }

    private static String legend(Watch watch) {
        return watch.by().isEmpty()
                ? "{{job}} {{instance}}"
                : watch.by().stream().map(label -> "{{" + label + "}}").collect(Collectors.joining(" "));
    }

    private static Query query(String expression, String series) {
        return new Query(expression, series, "", "", "", States.NONE, false);
    }

    private static Panel lines(String title, String about, List<Query> queries, String unit) {
        return new Panel(title, PanelKind.LINES, 24, 8, about, queries, unit, List.of(), States.NONE, Map.of(),
                Map.of(),
                Optional.empty());
    }
}
