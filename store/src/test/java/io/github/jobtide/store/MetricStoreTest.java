package io.github.jobtide.store;

import static io.github.jobtide.store.StoreDriver.gauge;
import static io.github.jobtide.store.StoreDriver.helped;
import static io.github.jobtide.store.StoreDriver.histogram;
import static io.github.jobtide.store.StoreDriver.key;
import static io.github.jobtide.store.StoreDriver.summary;
import static io.github.jobtide.store.StoreDriver.untyped;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricStoreTest {
    private static final GroupKey BACKUP = key("job", "backup");
    private static final GroupKey BILLING = key("job", "billing");
    private static final Outcome STORED = new Outcome.Stored();
    private static final Outcome ABSENT = new Outcome.Absent();

    private final StoreDriver store = StoreDriver.open();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anEmptyStoreHasAnEmptyPage() {
        assertThat(store.page()).isEmpty();
        assertThat(store.snapshot().groups()).isEmpty();
    }

    @Test
    void aPutReplacesItsOwnGroupAndNoOther() {
        store.put(BACKUP, untyped("files", 2), untyped("bytes", 10));
        store.put(BILLING, untyped("invoices", 7));

        store.put(BACKUP, untyped("bytes", 20));

        assertThat(store.samples()).containsExactly("bytes{instance=\"\",job=\"backup\"} 20",
                "invoices{instance=\"\",job=\"billing\"} 7");
    }

    @Test
    void aPostReplacesFamiliesOfTheSameNameAsAWholeAndKeepsTheOthers() {
        store.put(BACKUP, untyped("files", 1, "disk", "a"), untyped("bytes", 10));

        store.post(BACKUP, untyped("files", 3, "disk", "b"));

        assertThat(store.samples()).containsExactly("bytes{instance=\"\",job=\"backup\"} 10",
                "files{disk=\"b\",instance=\"\",job=\"backup\"} 3");
    }

    @Test
    void aPutOfNothingLeavesTheGroupWithItsPushTimesOnly() {
        store.put(BACKUP, untyped("files", 2));
        store.at(1763800000);

        store.put(BACKUP);

        assertThat(store.page()).isEqualTo("""
                # HELP push_failure_time_seconds Unix time of the last push to this group that was refused, 0 if there was none.
                # TYPE push_failure_time_seconds gauge
                push_failure_time_seconds{instance="",job="backup"} 0
                # HELP push_time_seconds Unix time of the last push to this group that was stored.
                # TYPE push_time_seconds gauge
                push_time_seconds{instance="",job="backup"} 1.7638e+09
                """);
    }

    @Test
    void aPostOfNothingChangesNothingButThePushTime() {
        store.put(BACKUP, untyped("files", 2));
        store.at(2000);

        store.post(BACKUP);

        assertThat(store.page()).contains("files{instance=\"\",job=\"backup\"} 2\n",
                "push_time_seconds{instance=\"\",job=\"backup\"} 2000\n");
    }

    @Test
    void aDeleteRemovesExactlyThatGroup() {
        store.put(key("job", "a", "instance", "i"), untyped("m", 1));
        store.put(key("job", "a"), untyped("m", 2));

        assertThat(store.delete(key("job", "a"))).isEqualTo(STORED);
        assertThat(store.delete(key("job", "unknown"))).isEqualTo(ABSENT);

        assertThat(store.samples()).containsExactly("m{instance=\"i\",job=\"a\"} 1");
        assertThat(store.snapshot().groupCount()).isEqualTo(1);
    }

    @Test
    void aDeleteOfWhatWasSeenLeavesAGroupThatHasBeenPushedToSince() {
        store.at(1000);
        store.put(BACKUP, untyped("m", 1));
        long seen = store.store().snapshot().group(BACKUP).orElseThrow().pushNanos();
        store.at(900); // A clock that was set back.
        store.put(BACKUP, untyped("m", 2));

        assertThat(store.deleteIfLastPushed(BACKUP, seen)).isEqualTo(new Outcome.Rejected(Outcome.Reason.INCONSISTENT,
                "the group has been pushed to since it was looked at, so it stays"));

        assertThat(store.samples()).containsExactly("m{instance=\"\",job=\"backup\"} 2");
        long now = store.store().snapshot().group(BACKUP).orElseThrow().pushNanos();
        assertThat(store.deleteIfLastPushed(BACKUP, now)).isEqualTo(STORED);
        assertThat(store.deleteIfLastPushed(BACKUP, now)).isEqualTo(ABSENT);
        assertThat(store.page()).isEmpty();
    }

    @Test
    void aRefusedPushDoesNotKeepAGroupFromSuchADelete() {
        store.put(BACKUP, untyped("m", 1));
        long seen = store.store().snapshot().group(BACKUP).orElseThrow().pushNanos();
        store.put(BACKUP, untyped("m", 1), untyped("0bad", 1));

        assertThat(store.deleteIfLastPushed(BACKUP, seen)).isEqualTo(STORED);
    }

    @Test
    void aWipeRemovesAllGroups() {
        store.put(BACKUP, untyped("m", 1));
        store.put(BILLING, untyped("m", 2));

        store.wipe();

        assertThat(store.page()).isEmpty();
        assertThat(store.snapshot().seriesCount()).isZero();
    }

    @Test
    void groupsStandByNumberOfLabelsThenByKey() {
        store.put(key("job", "b", "x", "1"), untyped("m", 1));
        store.put(key("job", "z"), untyped("m", 2));
        store.put(key("job", "a", "x", "1"), untyped("m", 3));

        assertThat(store.samples()).containsExactly("m{instance=\"\",job=\"z\"} 2",
                "m{instance=\"\",job=\"a\",x=\"1\"} 3",
                "m{instance=\"\",job=\"b\",x=\"1\"} 1");
    }

    @Test
    void groupingLabelsOverrideThoseOfTheBodyAndAllAreSorted() {
        store.put(key("job", "a", "b", "url", "y", "2"),
                untyped("m", 1, "b", "body", "c", "3", "job", "body", "z", "4", "a", "0"));

        assertThat(store.samples())
                .containsExactly("m{a=\"0\",b=\"url\",c=\"3\",instance=\"\",job=\"a\",y=\"2\",z=\"4\"} 1");
    }

    @Test
    void aPushedInstanceSurvivesIfTheUrlHasNone() {
        store.put(BACKUP, untyped("m", 1, "instance", "pushed"));
        store.put(key("job", "b", "instance", "url"), untyped("m", 2, "instance", "pushed"));

        assertThat(store.samples()).containsExactly("m{instance=\"pushed\",job=\"backup\"} 1",
                "m{instance=\"url\",job=\"b\"} 2");
    }

    @Test
    void histogramsAndSummariesArePrintedWithAllTheirLines() {
        store.put(BACKUP, histogram("h", new double[]{1, 2.5}, 4.5, "x", "y"), summary("s", 3, 21));

        assertThat(store.samples()).containsExactly("h_bucket{instance=\"\",job=\"backup\",x=\"y\",le=\"1\"} 1",
                "h_bucket{instance=\"\",job=\"backup\",x=\"y\",le=\"2.5\"} 2",
                "h_bucket{instance=\"\",job=\"backup\",x=\"y\",le=\"+Inf\"} 3",
                "h_sum{instance=\"\",job=\"backup\",x=\"y\"} 4.5", "h_count{instance=\"\",job=\"backup\",x=\"y\"} 3",
                "s{instance=\"\",job=\"backup\",quantile=\"0.5\"} 7", "s_sum{instance=\"\",job=\"backup\"} 21",
                "s_count{instance=\"\",job=\"backup\"} 3");
        assertThat(store.snapshot().seriesCount()).isEqualTo(8);
    }

    @Test
    void metricsOfAFamilyStandByNumberOfLabelsThenByValuesButReadBackAsPushed() {
        MetricFamily family = new MetricFamily("m", MetricType.GAUGE, "",
                List.of(Metric.of(1, "b", "1"), Metric.of(2, "a", "2"), Metric.of(3, "a", "1", "b", "1"), Metric.of(4),
                        Metric.of(5, "b", "0"), Metric.of(6, "z", "x")));
        store.put(BACKUP, family);

        assertThat(store.samples()).containsExactly("m{instance=\"\",job=\"backup\"} 4",
                "m{instance=\"\",job=\"backup\",z=\"x\"} 6", "m{b=\"0\",instance=\"\",job=\"backup\"} 5",
                "m{b=\"1\",instance=\"\",job=\"backup\"} 1", "m{a=\"2\",instance=\"\",job=\"backup\"} 2",
                "m{a=\"1\",b=\"1\",instance=\"\",job=\"backup\"} 3");
        StoredFamily stored = store.snapshot().group(BACKUP).orElseThrow().families().get(0);
        assertThat(stored.family().metrics()).extracting(Metric::reading)
                .isEqualTo(family.metrics().stream().map(Metric::reading).toList());
    }

    @Test
    void aFamilyLargerThanAPieceOfThePageIsPrintedWhole() {
        List<Metric> metrics = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            String value = "%03d".formatted(i).repeat(130);
            metrics.add(Metric.of(i % 7 == 0 ? -0.0 : i, "x", value));
            expected.add("m{instance=\"\",job=\"backup\",x=\"%s\"} %d".formatted(value, i % 7 == 0 ? 0 : i));
        }

        store.put(BACKUP, new MetricFamily("m", MetricType.GAUGE, "", metrics));

        assertThat(store.samples()).isEqualTo(expected);
    }

    @Test
    void minusZeroIsKeptThoughThePageShowsZero() {
        store.put(BACKUP, gauge("m", -0.0));

        assertThat(store.samples()).containsExactly("m{instance=\"\",job=\"backup\"} 0");
        StoredFamily stored = store.snapshot().group(BACKUP).orElseThrow().families().get(0);
        assertThat(stored.family().metrics().get(0).reading()).isEqualTo(new Reading.Scalar(-0.0));
    }

    @Test
    void whatIsStoredReadsBackAsItWasPushed() {
        MetricFamily histogram = histogram("h", new double[]{1, 2.5}, 4.5, "x", "y");
        store.put(key("job", "backup", "instance", "i"), histogram, summary("s", 3, 21), gauge("g", -0.5));

        StoredGroup group = store.snapshot().group(key("job", "backup", "instance", "i")).orElseThrow();

        assertThat(group.families()).extracting(StoredFamily::name).containsExactly("g", "h",
                "push_failure_time_seconds",
                "push_time_seconds", "s");
        assertThat(group.families().get(1).family().metrics().get(0).reading())
                .isEqualTo(histogram.metrics().get(0).reading());
        assertThat(group.families().get(1).family().metrics().get(0).labels())
                .hasToString("{instance=\"i\",job=\"backup\",x=\"y\"}");
    }

    @Test
    void labelValuesAndHelpAreEscaped() {
        store.put(key("job", "a\"b\\c\nd"), helped("m", "back\\slash\nline \"quote\"", 1));

        assertThat(store.page()).contains("# HELP m back\\\\slash\\nline \"quote\"\n# TYPE m gauge\n",
                "m{instance=\"\",job=\"a\\\"b\\\\c\\nd\"} 1\n");
    }

    @Test
    void theHelpIsThatOfTheFirstGroupInPageOrderThatHasOne() {
        store.put(key("job", "c"), helped("m", "third", 3));
        store.put(key("job", "b"), helped("m", "second", 2));
        store.put(key("job", "a"), helped("m", "", 1));

        assertThat(store.page()).contains("# HELP m second\n").doesNotContain("third");
    }

    @Test
    void pushedFamiliesOfThePushTimesAreIgnored() {
        store.at(5);
        store.put(BACKUP, gauge("push_failure_time_seconds", 42), gauge("push_time_seconds", 43));
        store.put(BACKUP, gauge("push_failure_time_seconds", 42, "x", "y"), gauge("push_time_seconds", 43));

        assertThat(store.page()).contains("push_failure_time_seconds{instance=\"\",job=\"backup\"} 0\n",
                "push_time_seconds{instance=\"\",job=\"backup\"} 5\n").doesNotContain("42").doesNotContain("43");
    }

    @Test
    void aFamilyWithoutMetricsTakesTheStoredOnesPlaceAndIsShownNowhere() {
        store.put(BACKUP, gauge("m", 1));

        store.post(BACKUP, new MetricFamily("m", MetricType.COUNTER, "", List.of()));

        assertThat(store.samples()).isEmpty();
        assertThat(store.page()).doesNotContain("TYPE m");
    }

    @Test
    void ownAndPushedFamiliesOfOneNameAreOneFamily() {
        store.put(BACKUP,
                new MetricFamily("gateway_requests_total", MetricType.COUNTER, "pushed", gauge("x", 7).metrics()));

        String page = store.page(new MetricFamily("gateway_requests_total", MetricType.COUNTER, "own",
                gauge("x", 1, "code", "200").metrics()));

        assertThat(page).startsWith("""
                # HELP gateway_requests_total own
                # TYPE gateway_requests_total counter
                gateway_requests_total{code="200"} 1
                gateway_requests_total{instance="",job="backup"} 7
                """);
    }

    @Test
    void everyFamilyOfThePageIsHandedOutForOtherFormats() {
        store.put(BACKUP, gauge("m", 1), helped("n", "help", 2));
        List<MetricFamily> families = new ArrayList<>();

        store.snapshot().forEachFamily(List.of(gauge("a", 3)), Escaping.ALLOW_UTF_8, family -> {
            List<Metric> metrics = new ArrayList<>();
            family.metrics().forEach(metrics::add);
            families.add(new MetricFamily(family.name(), family.type(), family.help(), metrics));
        });

        assertThat(families).extracting(MetricFamily::name).containsExactly("a", "m", "n", "push_failure_time_seconds",
                "push_time_seconds");
        assertThat(families.get(2)).isEqualTo(new MetricFamily("n", MetricType.GAUGE, "help",
                List.of(Metric.of(2, "job", "backup", "instance", ""))));
    }
}
