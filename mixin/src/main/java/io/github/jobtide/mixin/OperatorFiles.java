package io.github.jobtide.mixin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The same things as resources for the Prometheus operator, and dashboards as ConfigMaps for Grafana's sidecar. */
final class OperatorFiles {
    private final Settings settings;

    OperatorFiles(Settings settings) {
        this.settings = settings;
    }

    static Map<String, Object> resource(String version, String kind, String name, String part, Object content) {
        return Entries.of("apiVersion", version, "kind", kind, "metadata",
                Entries.of("name", name, "labels", Entries.of("app.kubernetes.io/name", "jobtide")), part, content);
    }

    GeneratedFiles rules(SortedMap<String, List<Map<String, Object>>> groups) {
        SortedMap<String, String> texts = new TreeMap<>();
        groups.forEach((name, list) -> texts.put("operator/" + name, Header.of(settings, "For the Prometheus operator.")
                + YamlText
                        .write(resource("monitoring.coreos.com/v1", "PrometheusRule", name.replace(".yml", ""), "spec",
                                Entries.of("groups", list)))));
        return new GeneratedFiles(texts);
    }

    GeneratedFiles dashboards(GeneratedFiles files) {
        SortedMap<String, String> texts = new TreeMap<>();
        files.texts().forEach((path, json) -> {
            String file = path.substring(DashboardFiles.FOLDER.length());
            String name = file.replace(".json", "");
            Map<String, Object> map = resource("v1", "ConfigMap", name + "-dashboard", "data",
                    Entries.of(file, json.strip()));
            map.put("metadata", Entries.of("name", name + "-dashboard", "labels",
                    Entries.of("app.kubernetes.io/name", "jobtide", "grafana_dashboard", "1")));
            texts.put("operator/" + name + "-dashboard.yml",
                    Header.of(settings, "For Grafana's sidecar.") + YamlText.write(map));
        });
        return new GeneratedFiles(texts);
    }

    GeneratedFiles scrape(Optional<ScrapeTarget> target) {
        SortedMap<String, String> texts = new TreeMap<>();
        target.ifPresent(gateway -> texts.put("operator/jobtide-scrape.yml",
                Header.of(settings, "For the Prometheus operator; the secret jobtide-scrape is yours to make.")
                        + YamlText.write(new ScrapeFiles(settings).resource(gateway))));
        return new GeneratedFiles(texts);
    }
}
