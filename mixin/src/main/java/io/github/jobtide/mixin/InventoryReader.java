package io.github.jobtide.mixin;

import io.github.jobtide.jobs.CronSchedule;
import io.github.jobtide.jobs.DurationText;
import io.github.jobtide.jobs.IntervalSchedule;
import io.github.jobtide.jobs.JobFacts;
import io.github.jobtide.jobs.Schedule;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** Reads one inventory; what it does not understand it refuses, and says in which line. */
final class InventoryReader {
    private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern ALERT = Pattern.compile("[A-Z][a-zA-Z0-9]*");
    private static final Set<String> SEVERITIES = Set.of("info", "warning", "critical");
    private static final Set<String> RESERVED = Set.of("alertname", "severity", "owner", "job", "instance");
    private static final Duration USUAL_LASTING = Duration.ofMinutes(5);
    private static final String USUAL_SEVERITY = "warning";

    private final Map<String, Schedule> schedules = new HashMap<>();
    private final Map<Optional<Schedule>, Duration> intervals = new HashMap<>();
    private final Set<String> jobNames = new HashSet<>();
    private final Set<String> alertNames = new HashSet<>(AlertCatalog.own().names());

    private InventoryReader() {}

    static Inventory read(String file, String text) {
        return new InventoryReader().read(YamlMap.parse(file, text));
    }

    private Inventory read(YamlMap root) {
        root.allowing("runbook-base", "dashboard-base", "target-labels", "jobs");
        List<InventoryJob> jobs = new ArrayList<>();
        for (YamlMap each : root.maps("jobs")) {
            jobs.add(job(each));
        }
        return new Inventory(address(root, "runbook-base"), address(root, "dashboard-base"),
                labels(root, "target-labels", Set.of("job", "instance")), jobs);
    }

    private static Optional<String> address(YamlMap map, String key) {
        return map.read(key, text -> {
            URI address = URI.create(text);
            if (address.getScheme() == null || address.getHost() == null) {
                throw map.wrong(key, "'" + text + "' is not an address such as https://runbooks.example.com/");
            }
            return text.endsWith("/") ? text : text + "/";
        });
    }

    private static SortedMap<String, String> labels(YamlMap map, String key, Set<String> taken) {
        SortedMap<String, String> labels = map.pairs(key);
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (!LABEL.matcher(label.getKey()).matches() || label.getKey().startsWith("__")
                    || taken.contains(label.getKey())) {
                throw map.wrong(key, "'" + label.getKey() + "' cannot be given as a label here");
            }
            noTemplate(map, key, label.getValue());
        }
        return labels;
    }

    private static String noTemplate(YamlMap map, String key, String text) {
        if (text.contains("{{")) {
            throw map.wrong(key, "'{{' would begin a template; write plain text");
        }
        return text;
    }

    private InventoryJob job(YamlMap map) {
        map.allowing("job", "schedule", "every", "timezone", "max-duration", "grace", "tolerate", "owner", "severity",
                "thresholds", "ratios");
        String name = noTemplate(map, "job", map.needed("job"));
        if (!jobNames.add(name)) {
            throw map.wrong("job", "'" + name + "' is there already");
        }
        JobFacts facts = facts(map);
        Duration interval = intervals.computeIfAbsent(facts.schedule(), schedule -> InventoryJob.interval(facts));
        var bare = new InventoryJob(name, facts, interval, severity(map, USUAL_SEVERITY), List.of());
        List<Watch> watches = new ArrayList<>();
        for (YamlMap each : map.maps("thresholds")) {
            watches.add(threshold(bare, each));
        }
        for (YamlMap each : map.maps("ratios")) {
            watches.add(ratio(bare, each));
        }
        return new InventoryJob(name, facts, interval, bare.severity(), watches);
    }

    private JobFacts facts(YamlMap map) {
        JobFacts facts = JobFacts.of("", "cli");
        Optional<Schedule> schedule = schedule(map);
        if (schedule.isPresent()) {
            facts = facts.withSchedule(schedule.get());
        }
        Optional<String> owner = map.text("owner").map(text -> noTemplate(map, "owner", text));
        if (owner.isPresent()) {
            facts = facts.withOwner(owner.get());
        }
        JobFacts soFar = facts;
        JobFacts limited = map.read("max-duration", text -> soFar.withMaxDuration(DurationText.parse(text)))
                .orElse(soFar);
        JobFacts graced = map.read("grace", text -> limited.withGrace(DurationText.parse(text))).orElse(limited);
        return map.read("tolerate", text -> graced.withTolerate(wholeNumber(map, text))).orElse(graced);
    }

    private static int wholeNumber(YamlMap map, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw map.wrong("tolerate", "'" + text + "' is not a whole number");
        }
    }

    private Optional<Schedule> schedule(YamlMap map) {
        if (map.has("schedule") && map.has("every")) {
            throw map.wrong("every", "there is a schedule already; give one of the two");
        }
        if (map.has("timezone") && !map.has("schedule")) {
            throw map.wrong("timezone", "says nothing without a schedule; take it out, or give the schedule");
        }
        ZoneId zone = map.read("timezone", text -> {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                throw map.wrong("timezone",
                        "'" + text + "' is not a time zone; write one such as Europe/Berlin or UTC");
            }
        }).orElse(ZoneOffset.UTC);
        Optional<Schedule> every = map.read("every", IntervalSchedule::parse);
        return every.isPresent()
                ? every
                : map.read("schedule",
                        text -> schedules.computeIfAbsent(text + " " + zone, both -> CronSchedule.parse(text, zone)));
    }

    private static String severity(YamlMap map, String otherwise) {
        String severity = map.text("severity").orElse(otherwise);
        if (!SEVERITIES.contains(severity)) {
            throw map.wrong("severity", "'" + severity + "' is not a severity; there are: info, warning, critical");
        }
        return severity;
    }

    private Watch threshold(InventoryJob job, YamlMap map) {
        map.allowing("metric", "below", "above", "by", "for", "fresh", "alert", "severity", "labels", "summary");
        String metric = metric(map, "metric");
        return watch(job, map, new Watch.Measure.Value(metric), camelCase(metric), metric);
    }

    private Watch ratio(InventoryJob job, YamlMap map) {
        map.allowing("good", "all", "below", "above", "by", "for", "fresh", "alert", "severity", "labels", "summary");
        var measure = new Watch.Measure.Ratio(metric(map, "good"), metric(map, "all"));
        return watch(job, map, measure, camelCase(measure.good()) + "Ratio",
                "the part that " + measure.good() + " is of " + measure.all());
    }

    private static String metric(YamlMap map, String key) {
        String metric = map.needed(key);
        if (!METRIC.matcher(metric).matches()) {
            throw map.wrong(key, "'" + metric + "' is not the name of a metric");
        }
        if (metric.endsWith("_total")) {
            throw map.wrong(key, "'" + metric + "' is a counter by its name, and its value grows for ever;"
                    + " push a gauge of what the latest run counted, and name that");
        }
        return metric;
    }

    private Watch watch(InventoryJob job, YamlMap map, Watch.Measure measure, String name, String words) {
        Comparison comparison = comparison(map);
        BigDecimal limit = map.number(comparison.word()).orElseThrow();
        List<String> by = map.texts("by");
        for (String label : by) {
            if (!LABEL.matcher(label).matches() || label.equals("job")) {
                throw map.wrong("by", "'" + label + "' cannot be a label that tells series of one job apart");
            }
        }
        String summary = map.text("summary").map(text -> noTemplate(map, "summary", text))
                .orElse(words + " is " + comparison.word() + " " + limit.toPlainString());
        return new Watch(measure, comparison, limit, by,
                map.read("for", DurationText::parse).orElse(USUAL_LASTING), fresh(job, map),
                alert(map, name + comparison.ending()), severity(map, job.severity()),
                labels(map, "labels", RESERVED), summary);
    }

    private static Comparison comparison(YamlMap map) {
        if (map.has("below") == map.has("above")) {
            throw map.wrong(map.has("below") ? "above" : "", "give a limit: either below or above");
        }
        return map.has("below") ? Comparison.BELOW : Comparison.ABOVE;
    }

    /** Two intervals and what a run may take, if nothing is said. */
    private static Duration fresh(InventoryJob job, YamlMap map) {
        Optional<Duration> given = map.read("fresh", DurationText::parse);
        if (given.isPresent()) {
            if (given.get().compareTo(Duration.ofMinutes(1)) < 0) {
                throw map.wrong("fresh", "must be a minute at least");
            }
            return given.get();
        }
        if (job.facts().schedule().isEmpty()) {
            throw map.wrong("fresh", "is missing: say how old a value may be, or declare the schedule of the job");
        }
        return job.interval().multipliedBy(2).plus(job.facts().maxDuration().orElse(Duration.ZERO))
                .plus(job.facts().grace());
    }

    private String alert(YamlMap map, String usual) {
        String alert = map.text("alert").orElse(usual);
        if (!ALERT.matcher(alert).matches()) {
            throw map.wrong("alert", "'" + alert + "' is not a name such as StockLow");
        }
        if (!alertNames.add(alert) || !alertNames.add(alert + "DataStale")) {
            throw map.wrong("alert", "'" + alert + "' is the name of another alert; give this one its own");
        }
        return alert;
    }

    private static String camelCase(String metric) {
        StringBuilder name = new StringBuilder();
        for (String word : metric.split("[_:]+")) {
            if (!word.isEmpty()) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            }
        }
        return name.toString();
    }
}
