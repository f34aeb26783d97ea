package io.github.jobtide.mixin;

import java.util.Optional;

/**
 * How files are made, beside what is in the inventory.
 *
 * @param gatewayJob the name of the scrape job of the gateway
 * @param runbookBase where the pages of alerts are; empty for Jobtide's own
 * @param dashboardBase the address of Grafana; without it alerts have no link to a dashboard
 * @param watchdog whether there is an alert that fires always
 * @param madeBy the command that made them, for their headers
 */
public record Settings(PrometheusVersion prometheus, double timeScale, boolean watchdog, String gatewayJob,
        Optional<String> runbookBase, Optional<String> dashboardBase, String madeBy) {
    /** Where the pages in {@code docs/runbooks} can be read. */
    static final String OWN_RUNBOOKS = "https://github.com/jobtide/jobtide/blob/main/docs/runbooks/";
    /** The name of the scrape job, if nothing else is said. */
    public static final String USUAL_GATEWAY_JOB = "jobtide-gateway";

    public Settings {
        if (gatewayJob.isEmpty() || gatewayJob.contains("\"") || gatewayJob.contains("\\")) {
            throw new MixinException("'" + gatewayJob + "' cannot be the name of a scrape job here");
        }
        runbookBase = runbookBase.map(Settings::withSlash);
        dashboardBase = dashboardBase.map(Settings::withSlash);
        new Times(timeScale);
    }

    /** What is usual. */
    public static Settings of(String madeBy) {
        return new Settings(PrometheusVersion.USUAL, 1, false, USUAL_GATEWAY_JOB, Optional.empty(), Optional.empty(),
                madeBy);
    }

    private static String withSlash(String base) {
        return base.endsWith("/") ? base : base + "/";
    }

    /** What is given here counts more than what the inventory says. */
    Settings over(Inventory inventory) {
        return new Settings(prometheus, timeScale, watchdog, gatewayJob, runbookBase.or(inventory::runbookBase),
                dashboardBase.or(inventory::dashboardBase), madeBy);
    }

    Times times() {
        return new Times(timeScale);
    }

    /** An expression or a text with its times and the name of the scrape job. */
    String fill(String template) {
        return times().fill(template).replace("@gateway@", gatewayJob);
    }

    /** The address of an alert's page: among pages of one's own each alert has one of its name. */
    String runbook(Alert alert) {
        return runbookBase.map(base -> base + alert.name()).orElse(OWN_RUNBOOKS + alert.page() + ".md");
    }

    /** The dashboard to look at. */
    Optional<String> dashboard(Alert.About about, String job) {
        return dashboardBase.map(base -> switch (about) {
            case JOB, RUN -> base + "d/jobtide-job?var-job=" + job;
            case GATEWAY -> base + "d/jobtide-gateway";
            case ALL -> base + "d/jobtide-jobs";
        });
    }
}
