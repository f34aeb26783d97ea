package io.github.jobtide.mixin;

import io.github.jobtide.jobs.DurationText;
import io.github.jobtide.mixin.RuleTest.Check;
import io.github.jobtide.mixin.RuleTest.Firing;
import io.github.jobtide.mixin.RuleTest.Sampling;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Unit tests of the alerts that an inventory adds.
 *
 * <p>All jobs share one course of events, because each test costs what all rules cost: at minute {@value #BAD} values pass their limits; when all alerts have fired, pushes
 * stop, and are placed so that five minutes later they are as old as {@code fresh} allows.
 */
final class InventoryTests {
    private static final int BAD = 10;
    private static final int MARGIN = 5;
    private static final int STALE_LASTING = 5;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** How often is looked, by how long is waited at least. */
    private static final SortedMap<Duration, String> PACES = new TreeMap<>(
            Map.of(Duration.ofDays(2), "6h", Duration.ofDays(10), "1d"));

    private final Inventory inventory;
    private final Map<String, Alert> alerts = new LinkedHashMap<>();

    InventoryTests(Inventory inventory, InventoryAlerts made) {
        this.inventory = inventory;
        made.metrics().forEach(alert -> alerts.put(alert.name(), alert));
    }

    /** Each job's watches in turn: the first of all jobs, the second of all, and so on. */
    List<RuleTest> metrics() {
        List<RuleTest> tests = new ArrayList<>();
        int most = inventory.jobs().stream().mapToInt(job -> job.watches().size()).max().orElse(0);
        for (int turn = 0; turn < most; turn++) {
            tests.add(metrics(turn, false));
            tests.add(metrics(turn, true));
        }
        return tests;
    }

    /** @param reported whether successes are reported: then they count, and pushes that go on do not */
    private RuleTest metrics(int turn, boolean reported) {
        List<InventoryJob> jobs = inventory.jobs().stream().filter(job -> job.watches().size() > turn).toList();
        int stop = jobs.stream().map(job -> job.watches().get(turn)).mapToInt(InventoryTests::firesAt).max().orElse(BAD)
                + MARGIN;
        List<String> series = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        for (InventoryJob job : jobs) {
            Watch watch = job.watches().get(turn);
            series.addAll(values(job, watch, stop));
            series.addAll(times(job, watch, stop, reported));
            checks.addAll(limit(job, watch, stop));
            checks.addAll(stale(job, watch, stop));
        }
        return new RuleTest("limit " + (turn + 1) + " of each job: passed, and then "
                + (reported ? "nothing succeeds any more" : "nothing is pushed any more"), TestFiles.MINUTES, "1m",
                series, checks, List.of());
    }

    /** The minute at which the alert fires. */
    private static int firesAt(Watch watch) {
        return BAD + minutes(watch.lasting());
    }

    private static int minutes(Duration duration) {
        return (int) Math.ceilDiv(duration.toMillis(), MINUTE.toMillis());
    }

    private static String series(InventoryJob job, String metric, Map<String, String> labels) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("job", job.name()));
        all.putAll(labels);
        return PromText.series(metric, all);
    }

    private static Map<String, String> by(Watch watch, String value) {
        SortedMap<String, String> labels = new TreeMap<>();
        watch.by().forEach(label -> labels.put(label, value));
        return labels;
    }

    private static List<String> values(InventoryJob job, Watch watch, int stop) {
        List<String> series = new ArrayList<>(course(job, watch, by(watch, "bad"), bad(watch), stop));
        if (!watch.by().isEmpty()) {
            series.addAll(course(job, watch, by(watch, "good"), watch.limit(), stop));
        }
        return series;
    }

    /** At the limit nothing is wrong; then the value changes. */
    private static List<String> course(InventoryJob job, Watch watch, Map<String, String> labels, BigDecimal then,
            int stop) {
        int rest = stop + 2 * MARGIN + STALE_LASTING - BAD;
        return switch (watch.measure()) {
            case Watch.Measure.Value(String metric) -> List.of(series(job, metric, labels) + " "
                    + constant(watch.limit(), BAD - 1) + " " + constant(then, rest));
            case Watch.Measure.Ratio(String good, String all) -> {
                BigDecimal whole = BigDecimal.ONE.movePointRight(Math.max(2, bad(watch).scale()));
                yield List.of(
                        series(job, good, labels) + " " + constant(watch.limit().multiply(whole), BAD - 1) + " "
                                + constant(then.multiply(whole), rest),
                        series(job, all, labels) + " " + constant(whole, BAD + rest));
            }
        };
    }

    private static String constant(BigDecimal value, int more) {
        return value.stripTrailingZeros().toPlainString() + "+0x" + more;
    }

    /** A hundredth or so beyond the limit. */
    static BigDecimal bad(Watch watch) {
        BigDecimal limit = watch.limit();
        int exponent = limit.signum() == 0 ? 0 : limit.precision() - limit.scale() - 1 - 2;
        BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(exponent);
        return watch.comparison() == Comparison.BELOW ? limit.subtract(step) : limit.add(step);
    }

    private static List<String> times(InventoryJob job, Watch watch, int stop, boolean reported) {
        long last = (stop + MARGIN) * MINUTE.toSeconds() - watch.fresh().toSeconds();
        int rest = 2 * MARGIN + STALE_LASTING;
        String ending = " 0+60x" + stop + " " + last + "+0x" + rest;
        String pushes = series(job, "push_time_seconds", Map.of());
        return reported
                ? List.of(series(job, "jobtide_last_success_timestamp_seconds", Map.of()) + ending,
                        pushes + " 0+60x" + (stop + rest))
                : List.of(pushes + ending);
    }

    private List<Check> limit(InventoryJob job, Watch watch, int stop) {
        BigDecimal value = bad(watch);
        String shown = watch.isRatio()
                ? value.movePointRight(2).round(new MathContext(4)).stripTrailingZeros().toPlainString() + "%"
                : PromText.tenDigits(value);
        StringBuilder summary = new StringBuilder(watch.summary());
        watch.by().forEach(label -> summary.append(", ").append(label).append(" bad"));
        Firing firing = firing(job, watch.alert(), by(watch, "bad"), summary.toString(),
                InventoryAlerts.limitText(job, watch, shown));
        int fires = firesAt(watch);
        return List.of(check(watch.alert(), fires - 1), check(watch.alert(), fires, firing),
                check(watch.alert(), stop + MARGIN - 1, firing), check(watch.alert(), stop + MARGIN));
    }

    private List<Check> stale(InventoryJob job, Watch watch, int stop) {
        int fires = stop + MARGIN + STALE_LASTING;
        Firing firing = firing(job, watch.staleAlert(), Map.of(),
                InventoryAlerts.staleSummary(job, watch,
                        PromText.humanized(watch.fresh().plusMinutes(STALE_LASTING))),
                InventoryAlerts.staleText(watch));
        return List.of(check(watch.staleAlert(), fires - 1), check(watch.staleAlert(), fires, firing));
    }

    private Firing firing(InventoryJob job, String name, Map<String, String> more, String summary, String description) {
        Alert alert = Objects.requireNonNull(alerts.get(name), name);
        Map<String, String> labels = new LinkedHashMap<>(Map.of("job", job.name()));
        labels.putAll(more);
        labels.putAll(alert.labels());
        return new Firing(labels, Annotations.expected(alert, labels, summary, description, YamlMap.parse("", "")));
    }

    private static Check check(String alert, int minute, Firing... firing) {
        return new Check(alert, minute + "m", false, List.of(firing));
    }

    /**
     * Every job fires when its time has come, and not before, by the pace of the file: hours for most, days for what runs once a month.
     *
     * @return the tests of each pace
     */
    SortedMap<String, List<RuleTest>> neverReported() {
        SortedMap<Duration, List<InventoryJob>> byPatience = new TreeMap<>();
        inventory.jobs().forEach(job -> byPatience
                .computeIfAbsent(InventoryAlerts.patience(job), patience -> new ArrayList<>()).add(job));
        SortedMap<String, List<Sampling>> byPace = new TreeMap<>();
        byPatience.forEach((patience, jobs) -> byPace.computeIfAbsent(pace(patience), pace -> new ArrayList<>())
                .add(beginning(patience, jobs)));
        Duration longest = byPatience.lastKey();
        SortedMap<String, List<RuleTest>> tests = new TreeMap<>();
        byPace.forEach((pace, samplings) -> tests.computeIfAbsent(pace, any -> new ArrayList<>())
                .add(new RuleTest("nothing was ever reported", pace, pace,
                        List.of("push_time_seconds{job=\"other\"} 1+0x1"),
                        pace.equals(pace(longest)) ? List.of(all(longest)) : List.of(), samplings)));
        tests.computeIfAbsent(pace(longest), any -> new ArrayList<>()).add(reported(pace(longest)));
        return tests;
    }

    private Check all(Duration longest) {
        return new Check(AlertCatalog.NEVER_REPORTED, moment(longest), false,
                inventory.jobs().stream().map(InventoryTests::missed).toList());
    }

    /** Then nothing is even begun to be waited for. */
    private RuleTest reported(String pace) {
        return new RuleTest("all have reported", pace, "1m",
                inventory.jobs().stream()
                        .map(job -> series(job, "jobtide_last_start_timestamp_seconds", Map.of()) + " 1+0x1").toList(),
                List.of(new Check(AlertCatalog.NEVER_REPORTED, "0m", false, List.of())), List.of(new Sampling("0m",
                        "ALERTS{alertname=\"" + AlertCatalog.NEVER_REPORTED + "\"}", List.of())));
    }

    private static String pace(Duration patience) {
        return PACES.headMap(patience).isEmpty()
                ? TestFiles.DAYS
                : PACES.getOrDefault(PACES.headMap(patience).lastKey(), TestFiles.DAYS);
    }

    private static Firing missed(InventoryJob job) {
        Alert alert = InventoryAlerts.neverReported(job);
        return new Firing(alert.labels(), Annotations.expected(alert, alert.labels(),
                InventoryAlerts.neverReportedSummary(job), InventoryAlerts.NEVER_REPORTED_TEXT, YamlMap.parse("", "")));
    }

    /** The first evaluation at which it can fire. */
    private static String moment(Duration patience) {
        long pace = DurationText.parse(pace(patience)).toMinutes();
        return Math.ceilDiv(patience.toMinutes(), pace) * pace + "m";
    }

    private static Sampling beginning(Duration patience, List<InventoryJob> jobs) {
        String firing = "ALERTS{alertname=\"" + AlertCatalog.NEVER_REPORTED + "\",alertstate=\"firing\"}";
        return new Sampling(moment(patience), firing + " unless " + firing + " offset " + pace(patience),
                jobs.stream().map(InventoryTests::alertSeries).toList());
    }

    private static String alertSeries(InventoryJob job) {
        SortedMap<String, String> labels = new TreeMap<>(Map.of("alertname", AlertCatalog.NEVER_REPORTED, "alertstate",
                "firing", "job", job.name(), "severity", job.severity()));
        job.owner().ifPresent(owner -> labels.put("owner", owner));
        return PromText.series("ALERTS", labels) + " 1";
    }
}
