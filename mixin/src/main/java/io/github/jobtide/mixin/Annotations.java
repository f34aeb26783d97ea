package io.github.jobtide.mixin;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every alert tells beside its labels: as templates in rules, and as unit tests expect it.
 *
 * <p>Owner, host and exit code are asked for when the alert fires and stand in annotations: a label would make another alert of it each time one of them changed, and
 * a join fails for all jobs as soon as two groups of one job differ.
 */
final class Annotations {
    private Annotations() {}

    /** By name, in the order in which they are written. */
    static Map<String, String> templates(Alert alert, Settings settings) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", settings.fill(alert.summary()));
        annotations.put("description", settings.fill(alert.description()));
        annotations.put("what", alert.what());
        switch (alert.about()) {
            case JOB -> ofJob(annotations, alert);
            case RUN -> {
                ofJob(annotations, alert);
                annotations.put("exit_code", asked("jobtide_last_run_exit_code", "value"));
            }
            case GATEWAY -> annotations.put("host", "{{ $labels.instance }}");
            case ALL -> {
            }
        }
        settings.dashboard(alert.about(), "{{ $labels.job | urlquery }}")
                .ifPresent(address -> annotations.put("dashboard_url", address));
        annotations.put("runbook_url", settings.runbook(alert));
        return annotations;
    }

    private static void ofJob(Map<String, String> annotations, Alert alert) {
        annotations.put("host", asked("jobtide_last_run_info", "label \"host\""));
        annotations.put("owner",
                alert.labels().getOrDefault("owner", asked("jobtide_info", "label \"owner\"")));
    }

    private static String asked(String metric, String part) {
        return "{{ with printf \"" + metric
                + "{job=%q,instance=%q}\" $labels.job $labels.instance | query }}{{ . | first | "
                + part + " }}{{ end }}";
    }

    /** Without the addresses, which depend on settings. */
    static Map<String, String> expected(Alert alert, Map<String, String> labels, String summary, String description,
            YamlMap more) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", summary);
        annotations.put("description", description);
        annotations.put("what", alert.what());
        switch (alert.about()) {
            case JOB, RUN -> {
                annotations.put("host", more.text("host").orElse(""));
                annotations.put("owner", more.text("owner").orElse(alert.labels().getOrDefault("owner", "")));
            }
            case GATEWAY -> annotations.put("host", labels.getOrDefault("instance", ""));
            case ALL -> {
            }
        }
        if (alert.about() == Alert.About.RUN) {
            annotations.put("exit_code", more.text("exit_code").orElse(""));
        }
        return annotations;
    }
}
