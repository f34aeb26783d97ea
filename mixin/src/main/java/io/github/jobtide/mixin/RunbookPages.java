package io.github.jobtide.mixin;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pages for whoever is called by an alert, and the table of all alerts: made from the list of alerts. */
public final class RunbookPages {
    private static final Settings USUAL = Settings.of("runbooks");
    private static final String NOTE = "<!-- Made from the list of alerts in the module mixin; change it there. -->\n";

    private RunbookPages() {}

    /** Each page, by its file name in {@code docs/runbooks}. */
    public static GeneratedFiles pages() {
        SortedMap<String, String> pages = new TreeMap<>();
        List<String> rows = new ArrayList<>();
        for (Alert.Entry entry : AlertCatalog.own().all()) {
            Alert alert = entry.alert();
            pages.put(alert.name() + ".md", page(alert.name(), rule(alert), entry.runbook()));
            rows.add(row(alert.name(), alert.what(), alert.lasting().orElse("at once"),
                    alert.labels().getOrDefault("severity", "")));
        }
        for (YamlMap map : YamlMap.parse("metric-runbooks.yml", Resource.text("metric-runbooks.yml")).maps("alerts")) {
            String name = map.needed("alert");
            pages.put(name + ".md", page(name, "It is made for " + (name.startsWith("Batch")
                    ? "each job of an inventory"
                    : map.needed("what")) + ", by `jobtide rules --inventory FILE`.\n",
                    map.map("runbook").map(Runbook::of).orElseThrow()));
            rows.add(row(name, map.needed("what"), "as declared", "as declared"));
        }
        pages.put("README.md", "# Runbooks\n\n" + NOTE
                + "\nWhat each alert means and what to do. In commands, GATEWAY is the address of the gateway, and JOB, HOST, COMMAND,\n"
                + "METRIC, FOLDER, PROMETHEUS and ALERTMANAGER are what the alert names or you know.\n\n"
                + "| alert | says | after | severity |\n| --- | --- | --- | --- |\n" + String.join("", rows));
        return new GeneratedFiles(pages);
    }

    private static String row(String name, String what, String after, String severity) {
        return "| [" + name + "](" + name + ".md) | " + what + " | " + after + " | " + severity + " |\n";
    }

    private static String rule(Alert alert) {
        return "Severity " + alert.labels().getOrDefault("severity", "") + "; fires "
                + alert.lasting().map(lasting -> "when this has held for " + lasting).orElse("as soon as this holds")
                + alert.keeps().map(keeps -> ", and for " + keeps + " after it").orElse("") + ":\n\n```promql\n"
                + USUAL.fill(alert.expression()) + "\n```\n";
    }

    private static String page(String name, String rule, Runbook runbook) {
        return "# " + name + "\n\n" + NOTE + "\n" + runbook.meaning().strip() + "\n\n" + rule
                + "\n## First\n\n```sh\n" + String.join("\n", runbook.commands()) + "\n```\n\n## Usual causes\n\n"
                + String.join("", runbook.causes().stream().map(cause -> "- " + cause + "\n").toList())
                + "\n## When to silence it\n\n" + runbook.silence().strip() + "\n";
    }
}
