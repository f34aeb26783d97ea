package io.github.jobtide.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a gateway's page says of one job at one moment. */
final class Reported {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final SortedMap<String, Double> values = new TreeMap<>();

    private Reported() {}

    static Reported of(ServerProcess gateway, String job) {
        Reported reported = new Reported();
        String text = gateway.exchange(Request.of("GET", "/metrics")).text();
        for (Sample sample : Sample.all(text.lines().filter(line -> line.contains("job=\"" + job + "\"")).toList())) {
            SortedMap<String, String> labels = new TreeMap<>(sample.labels());
            labels.remove("job");
            reported.values.put(name(labels), sample.value());
        }
        return reported;
    }

    private static String name(SortedMap<String, String> labels) {
        StringBuilder name = new StringBuilder(labels.getOrDefault("__name__", ""));
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (!label.getKey().equals("__name__")) {
                name.append(' ').append(label.getKey()).append('=').append(label.getValue());
            }
        }
        return name.toString();
    }

    /** As soon as the page says so. */
    static Reported await(ServerProcess gateway, String job, Predicate<Reported> condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Reported reported = of(gateway, job);
        while (!condition.test(reported)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not reported within " + LIMIT + "; there is " + reported);
            }
            Pause.of(Duration.ofMillis(20));
            reported = of(gateway, job);
        }
        return reported;
    }

    /** The value of a series as {@code NAME LABEL=VALUE …}, labels sorted, without the group's job; NaN if there is none. */
    double value(String series) {
        return values.getOrDefault(series, Double.NaN);
    }

    boolean has(String series) {
        return values.containsKey(series);
    }

    /** The outcome of the latest run; empty if none is told, or not one alone. */
    String outcome() {
        List<String> applying = values.keySet().stream()
                .filter(series -> series.startsWith("jobtide_last_run_outcome outcome=") && value(series) == 1)
                .toList();
        return applying.size() == 1 ? applying.get(0).substring("jobtide_last_run_outcome outcome=".length()) : "";
    }

    /** Exit code and outcome, as far as they are told. */
    String result() {
        return outcome() + " " + value("jobtide_last_run_exit_code");
    }

    double runs(String outcome) {
        return value("jobtide_runs_total outcome=" + outcome);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
