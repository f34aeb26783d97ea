package io.github.jobtide.mixin;

import io.github.jobtide.jobs.DurationText;
import io.github.jobtide.jobs.JobFamily;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Proposes an inventory from what a gateway shows on its page of metrics, a Pushgateway as well. */
public final class GatewaySurvey {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{(.*)} (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern PUSHED_ONLY = Pattern.compile("push(_failure)?_time_seconds|jobtide_.*");

    private final SortedMap<String, Job> jobs = new TreeMap<>();
    private final SortedSet<String> gauges = new TreeSet<>();

    private GatewaySurvey() {}

    /** What is known of one job. */
    private static final class Job {
        private boolean wrapped;
        private final Map<String, String> info = new LinkedHashMap<>();
        private String maxDuration = "";
        private String grace = "";
        private final SortedSet<String> metrics = new TreeSet<>();
    }

    /**
     * An inventory that names every job that has a group, with what it declared of itself; its own gauges are proposed in comments.
     *
     * @param page what the gateway answers to {@code GET /metrics}, as text
     */
    public static String inventory(String page, String madeBy) {
        var survey = new GatewaySurvey();
        page.lines().forEach(survey::line);
        return survey.write(madeBy);
    }

    private void line(String line) {
        if (line.startsWith("# TYPE ") && line.endsWith(" gauge")) {
            gauges.add(line.split(" ")[2]);
        }
        Matcher sample = SAMPLE.matcher(line);
        if (!line.startsWith("#") && sample.matches()) {
            Map<String, String> labels = labels(sample.group(2));
            if (labels.containsKey("job")) {
                sample(sample.group(1), labels, sample.group(3));
            }
        }
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        LABEL.matcher(text).results().forEach(match -> labels.put(match.group(1),
                match.group(2).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\")));
        return labels;
    }

    private void sample(String metric, Map<String, String> labels, String value) {
        Job job = jobs.computeIfAbsent(labels.getOrDefault("job", ""), name -> new Job());
        job.wrapped |= metric.equals(JobFamily.LAST_START.familyName());
        if (metric.equals(JobFamily.INFO.familyName())) {
            job.info.putAll(labels);
        } else if (metric.equals(JobFamily.MAX_DURATION.familyName())) {
            job.maxDuration = seconds(value);
        } else if (metric.equals(JobFamily.START_GRACE.familyName())) {
            job.grace = seconds(value);
        } else if (gauges.contains(metric) && !PUSHED_ONLY.matcher(metric).matches()) {
            job.metrics.add(metric);
        }
    }

    private static String seconds(String value) {
        double seconds = Double.parseDouble(value);
        return seconds > 0 ? DurationText.write(Duration.ofMillis(Math.round(seconds * 1000))) : "";
    }

    private String write(String madeBy) {
        StringBuilder text = new StringBuilder("# Proposed by: jobtide " + madeBy
                + "\n# Look it through: what no job has declared is missing, and limits are yours to know.\njobs:");
        text.append(jobs.values().stream().anyMatch(job -> job.wrapped) ? "\n" : " []\n");
        jobs.forEach((name, job) -> text.append(job.wrapped ? entry(name, job) : comment(entry(name, job))));
        return text.toString();
    }

    private static String entry(String name, Job job) {
        StringBuilder text = new StringBuilder("  - job: ").append(YamlText.scalar(name)).append('\n');
        String schedule = job.info.getOrDefault("schedule", "");
        if (schedule.startsWith("every ")) {
            entry(text, "every", schedule.substring("every ".length()));
        } else {
            entry(text, "schedule", schedule);
            entry(text, "timezone", job.info.getOrDefault("timezone", ""));
        }
        entry(text, "max-duration", job.maxDuration);
        entry(text, "grace", job.grace);
        entry(text, "owner", job.info.getOrDefault("owner", ""));
        if (!job.metrics.isEmpty()) {
            text.append("    # thresholds:\n");
            job.metrics.forEach(metric -> text.append("    #   - {metric: ").append(metric)
                    .append(", below: 0, fresh: 1d}\n"));
        }
        return text.toString();
    }

    /** A job that tells of no runs would be taken for one that never reported. */
    private static String comment(String entry) {
        StringBuilder text = new StringBuilder("# not under jobtide run yet:\n");
        entry.lines().forEach(line -> text.append('#').append(line).append('\n'));
        return text.toString();
    }

    private static void entry(StringBuilder text, String key, String value) {
        if (!value.isEmpty()) {
            text.append("    ").append(key).append(": ").append(YamlText.scalar(value)).append('\n');
        }
    }
}
