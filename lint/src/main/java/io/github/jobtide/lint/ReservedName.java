package io.github.jobtide.lint;

import java.util.EnumSet;
import java.util.Set;

/** JT701: a name that Prometheus or the gateway writes itself. */
final class ReservedName extends Rule {
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "scrape_duration_seconds", "scrape_samples_scraped",
            "scrape_samples_post_metric_relabeling", "scrape_series_added", "scrape_timeout_seconds",
            "scrape_sample_limit", "scrape_body_size_bytes", "ALERTS", "ALERTS_FOR_STATE");
    private static final Set<String> OF_GATEWAY = Set.of("push_time_seconds", "push_failure_time_seconds");

    ReservedName() {
        super(new Info("JT701", "a name that is taken", Severity.ERROR,
                "Prometheus writes up, scrape_... and ALERTS itself. A pushed series of that name mixes with the real one: a pushed up with the labels "
                        + "of a target shows that target as up or down. Names of the gateway itself, and others that begin with scrape_, are only a "
                        + "warning.",
                EnumSet.of(Profile.PUSH), """
                        # HELP up Whether the billing database answered.
                        # TYPE up gauge
                        up 1
                        """, """
                        # HELP billing_db_up Whether the billing database answered.
                        # TYPE billing_db_up gauge
                        billing_db_up 1
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        String name = family.name();
        if (OF_PROMETHEUS.contains(name)) {
            report.add(family, "Prometheus writes a series '" + name + "' itself",
                    "a name of your own, like billing_db_up");
        } else if (OF_GATEWAY.contains(name)) {
            warn(family, report, "the gateway writes '" + name + "' itself, over the value that is pushed",
                    "leave it out; the gateway notes the time of each push");
        } else if (name.startsWith("pushgateway_") || name.startsWith("jobtide_gateway_")) {
            warn(family, report, "the name is one of the gateway's own metrics",
                    "a name that begins with what the job does");
        } else if (name.startsWith("scrape_")) {
            warn(family, report,
                    "names that begin with scrape_ are those of Prometheus, and usual scrape configurations drop them",
                    "crawl_" + name.substring("scrape_".length()) + ", or what else the job does");
        }
        return FamilyCheck.NONE;
    }

    private static void warn(Family family, Report report, String reason, String suggestion) {
        report.add(Severity.WARNING, family.line(), 0, family.name(), reason, suggestion);
    }
}
