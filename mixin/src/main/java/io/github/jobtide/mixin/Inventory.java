package io.github.jobtide.mixin;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The jobs that somebody has, as far as they want to be told about each.
 *
 * @param runbookBase where the pages of alerts are, if not where Jobtide's own are
 * @param dashboardBase the address of Grafana
 * @param targetLabels labels that the scrape job puts on every series
 */
public record Inventory(Optional<String> runbookBase, Optional<String> dashboardBase,
        SortedMap<String, String> targetLabels, List<InventoryJob> jobs) {
    public Inventory {
        jobs = List.copyOf(jobs);
    }

    /** Nobody's jobs: the alerts that need none. */
    public static Inventory empty() {
        return InventoryReader.read("(no inventory)", "");
    }

    /**
     * Reads an inventory as YAML.
     *
     * @param file its name, for complaints
     * @throws MixinException if it says anything that is not understood
     */
    public static Inventory parse(String file, String text) {
        return InventoryReader.read(file, text);
    }

    List<Watch> watches() {
        return jobs.stream().flatMap(job -> job.watches().stream()).toList();
    }
}
