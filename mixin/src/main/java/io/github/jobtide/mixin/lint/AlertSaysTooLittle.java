package io.github.jobtide.mixin.lint;

import io.github.jobtide.lint.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JT804: an alert that does not say what is wrong, how bad it is and what to do, or says it in raw seconds. */
final class AlertSaysTooLittle extends Rule {
    private static final Set<String> RUNBOOKS = Set.of("runbook_url", "runbook");
    private static final Pattern RAW_VALUE = Pattern
            .compile("\\{\\{-?\\s*+(?:\\$value\\s*+(?:\\|\\s*+humanize\\s*+)?|humanize\\s++\\$value\\s*+)-?\\}\\}");

    AlertSaysTooLittle() {
        super("JT804", "an alert that says too little", Severity.INFO,
                "Whoever is woken by an alert needs to be told in a line what is wrong (the annotation summary) and where it is written what to do "
                        + "(runbook_url), and Alertmanager how urgent it is (the label severity). Nobody reads 93600 seconds: humanizeDuration makes "
                        + "1d 2h 0m 0s of them, and humanizeTimestamp makes a date of a Unix time.",
                """
                        groups:
                          - name: backup
                            rules:
                              - alert: BackupTooOld
                                expr: time() - jobtide_last_success_timestamp_seconds > 2 * 86400
                                annotations:
                                  summary: The latest backup of {{ $labels.job }} is {{ $value }} seconds old
                        """, """
                        groups:
                          - name: backup
                            rules:
                              - alert: BackupTooOld
                                expr: time() - jobtide_last_success_timestamp_seconds > 2 * 86400
                                labels:
                                  severity: critical
                                annotations:
                                  summary: The latest backup of {{ $labels.job }} is {{ $value | humanizeDuration }} old
                                  runbook_url: https://runbooks.example.com/BackupTooOld
                        """);
    }

    @Override
    void look(Item item, Contents file, Report report) {
        if (!item.isAlert()) {
            return;
        }
        List<String> missing = missing(item);
        if (!missing.isEmpty()) {
            report.add(severity(), item.place(), "the alert has no " + String.join(" and no ", missing),
                    "say in summary what is wrong, in severity how bad it is, and in runbook_url what to do");
        }
        item.expression().node().map(ValueUnit::of).flatMap(ValueUnit::function).ifPresent(
                function -> item.annotations().values().forEach(text -> raw(text, function, report)));
    }

    private static List<String> missing(Item item) {
        List<String> missing = new ArrayList<>();
        if (!item.annotations().containsKey("summary")) {
            missing.add("annotation summary");
        }
        if (!item.labels().contains("severity")) {
            missing.add("label severity");
        }
        if (RUNBOOKS.stream().noneMatch(item.annotations()::containsKey)) {
            missing.add("annotation runbook_url");
        }
        return missing;
    }

    private void raw(Text annotation, String function, Report report) {
        Matcher matcher = RAW_VALUE.matcher(annotation.text());
        if (matcher.find()) {
            report.add(severity(), annotation.place(matcher.start()),
                    "the value is shown as a raw number of seconds", "write {{ $value | " + function + " }}");
        }
    }
}
