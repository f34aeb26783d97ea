package io.github.jobtide.mixin.lint;

import io.github.jobtide.lint.Severity;
import java.util.HashSet;
import java.util.Set;

/** JT802: an alert about what a job pushed, while nothing tells that the job has stopped pushing. */
final class HeldValueTrusted extends Rule {
    HeldValueTrusted() {
        super("JT802", "a pushed value that may be old", Severity.WARNING,
                "The gateway shows what the latest run pushed until the next run pushes, for years if there is none. While a job does not run, an alert "
                        + "about its values tells of the past, and for a job that never ran it is silent. So it needs a partner, in its own expression or "
                        + "as another alert of the file for the same job or for all jobs: one that looks at the age, by time() - "
                        + "jobtide_last_success_timestamp_seconds or by push_time_seconds, or at the absence, by absent() of that "
                        + "job's series (that of all jobs' is silent as long as one is there). Known as pushed are the gauges of Jobtide's own "
                        + "vocabulary, and the metrics of a job whose push time, or one of those gauges, the same file asks for by job=\"…\" or exported_job=\"…\".",
                """
                        groups:
                          - name: backup
                            rules:
                              - alert: BackupFailed
                                expr: jobtide_last_run_success{job="backup"} == 0
                                labels: {severity: warning}
                                annotations: {summary: The backup failed, runbook_url: https://runbooks.example.com/backup}
                        """,
                """
                        groups:
                          - name: backup
                            rules:
                              - alert: BackupFailed
                                expr: jobtide_last_run_success{job="backup"} == 0
                                labels: {severity: warning}
                                annotations: {summary: The backup failed, runbook_url: https://runbooks.example.com/backup}
                              - alert: BackupTooOld
                                expr: time() - jobtide_last_success_timestamp_seconds{job="backup"} > 2 * 86400
                                labels: {severity: critical}
                                annotations: {summary: No backup for two days, runbook_url: https://runbooks.example.com/backup}
                        """);
    }

    @Override
    void look(Item item, Contents file, Report report) {
        if (item.isAlert()) {
            item.expression().node().filter(node -> !Freshness.isAskedIn(node))
                    .ifPresent(node -> look(node, item, file, report));
        }
    }

    private void look(Node node, Item item, Contents file, Report report) {
        Set<String> told = new HashSet<>();
        node.seriesIn(part -> part instanceof Node.Binary operation && operation.isComparison())
                .filter(series -> isPushed(series, file) && !file.freshness().covers(series))
                .filter(series -> told.add(series.name()))
                .forEach(series -> report.add(severity(), item.expression().place(series),
                        "the alert trusts " + series.name()
                                + ", which stays as it is when the job does not run any more, and no alert here tells of that",
                        suggestion(series)));
    }

    private static boolean isPushed(Node.Series series, Contents file) {
        return Metrics.isPushedGauge(series.name()) || (!Metrics.isCounter(series.name())
                && series.job().filter(file.pushedJobs()::contains).isPresent());
    }

    private static String suggestion(Node.Series series) {
        return "add 'and on (job, instance) time() - jobtide_last_success_timestamp_seconds < 86400' with the age that is still good, and an alert for data that is older"
                + series.job().map(job -> ", or absent(" + series.name() + series.selector() + ")").orElse("");
    }
}
