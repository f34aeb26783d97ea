package io.github.jobtide.mixin;

import java.util.Optional;
import java.util.TreeMap;

/** Makes files for an inventory; the one door of this module. */
public record Mixin(Settings settings, Inventory inventory) {
    public Mixin {
        settings = settings.over(inventory);
    }

    /** In which form files are wanted. */
    public enum Form {
        /** As Prometheus, Alertmanager and Grafana read them from a disk. */
        FILES,
        /** As resources of Kubernetes. */
        OPERATOR
    }

    /** Rules; as files with their unit tests (of real times alone), and an example for Alertmanager. */
    public GeneratedFiles rules(Form form) {
        InventoryAlerts made = InventoryAlerts.of(inventory);
        var rules = new RuleFiles(settings, made);
        if (form == Form.OPERATOR) {
            return new OperatorFiles(settings).rules(rules.groups());
        }
        GeneratedFiles files = rules.files().and(new AlertmanagerFiles(settings).files());
        return settings.times().isReal() ? files.and(new TestFiles(settings, made).files(inventory, made)) : files;
    }

    /** @param provisioning whether with the files by which Grafana finds them */
    public GeneratedFiles dashboards(Form form, boolean provisioning) {
        var dashboards = new DashboardFiles(settings);
        GeneratedFiles files = dashboards.files(inventory);
        if (form == Form.OPERATOR) {
            return new OperatorFiles(settings).dashboards(files);
        }
        return provisioning ? files.and(dashboards.provisioning()) : files;
    }

    /** @param whole whether a whole configuration of Prometheus is wanted, and not the scrape job alone */
    public String scrapeConfig(ScrapeTarget target, Form form, boolean whole) {
        ScrapeTarget labelled = labelled(target);
        if (form == Form.OPERATOR) {
            return new OperatorFiles(settings).scrape(Optional.of(labelled)).texts().values().iterator().next();
        }
        return whole ? new ScrapeFiles(settings).whole(labelled) : new ScrapeFiles(settings).part(labelled);
    }

    /** All of it: with a whole configuration of Prometheus, if a gateway is named. */
    public GeneratedFiles everything(Form form, boolean provisioning, Optional<ScrapeTarget> target) {
        GeneratedFiles files = rules(form).and(dashboards(form, provisioning));
        if (target.isEmpty()) {
            return files;
        }
        var texts = new TreeMap<String, String>();
        texts.put(form == Form.OPERATOR ? "operator/jobtide-scrape.yml" : "prometheus.yml",
                scrapeConfig(target.get(), form, true));
        return files.and(new GeneratedFiles(texts));
    }

    /** With the target labels of the inventory, unless they were given otherwise. */
    private ScrapeTarget labelled(ScrapeTarget target) {
        var labels = new TreeMap<>(inventory.targetLabels());
        labels.putAll(target.labels());
        return new ScrapeTarget(target.gateway(), target.tokenFile(), target.caFile(), target.certificateFile(),
                target.keyFile(), labels);
    }
}
