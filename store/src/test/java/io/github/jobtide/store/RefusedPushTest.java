package io.github.jobtide.store;

import static io.github.jobtide.store.StoreDriver.gauge;
import static io.github.jobtide.store.StoreDriver.histogram;
import static io.github.jobtide.store.StoreDriver.key;
import static io.github.jobtide.store.StoreDriver.summary;
import static io.github.jobtide.store.StoreDriver.untyped;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.store.Outcome.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RefusedPushTest {
    private static final GroupKey A = key("job", "a");
    private static final GroupKey B = key("job", "b");
    private static final Outcome STORED = new Outcome.Stored();
    private static final String FIRST_SENTENCE = "pushed metrics are invalid or inconsistent with existing metrics: ";

    private final StoreDriver store = StoreDriver.open();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aTimestampIsRefusedAndTheFailureRecorded() {
        store.at(100);
        store.put(A, gauge("m", 1));
        store.at(200);
        MetricFamily timed = new MetricFamily("m", MetricType.GAUGE, "",
                List.of(new Metric(Labels.NONE, new Reading.Scalar(2), true)));

        Outcome outcome = store.put(A, timed);

        assertThat(outcome).isEqualTo(
                new Outcome.Rejected(Reason.TIMESTAMP, FIRST_SENTENCE + "pushed metrics must not have timestamps"));
        assertThat(store.samples()).containsExactly("m{instance=\"\",job=\"a\"} 1");
        assertThat(store.page()).contains("push_time_seconds{instance=\"\",job=\"a\"} 100\n",
                "push_failure_time_seconds{instance=\"\",job=\"a\"} 200\n");
        assertThat(store.snapshot().group(A).orElseThrow().lastPushSuccessful()).isFalse();
    }

    @Test
    void aRefusedPushToAnUnknownGroupMakesOneThatWasNeverPushed() {
        store.at(300);

        refused(store.put(A, untyped("0bad", 1)));

        assertThat(store.page()).contains("push_time_seconds{instance=\"\",job=\"a\"} 0\n",
                "push_failure_time_seconds{instance=\"\",job=\"a\"} 300\n");
    }

    @Test
    void theFailureTimeStaysAcrossLaterPushes() {
        store.at(300);
        refused(store.put(A, untyped("0bad", 1)));
        store.at(400);

        store.put(A, untyped("good", 1));

        assertThat(store.page()).contains("push_time_seconds{instance=\"\",job=\"a\"} 400\n",
                "push_failure_time_seconds{instance=\"\",job=\"a\"} 300\n");
    }

    @Test
    void aGroupWhosePushTimesAreAnotherGroupsIsRefusedWithoutATrace() {
        store.put(A, gauge("m", 1));
        store.put(key("job", "b", "instance", ""), gauge("m", 1));
        String before = store.page();

        refused(store.put(key("job", "a", "instance", ""), gauge("n", 1)));
        refused(store.put(B, gauge("n", 1)));

        assertThat(store.page()).isEqualTo(before);
    }

    @Test
    void aTypeThatOtherGroupsDoNotHaveIsRefused() {
        store.put(A, gauge("m", 1));

        assertThat(refused(store.put(B, untyped("m", 1)))).contains("\"m\" is not a GAUGE");

        assertThat(store.samples()).containsExactly("m{instance=\"\",job=\"a\"} 1");
    }

    @Test
    void aTypeMayChangeWhereNoOtherGroupHoldsTheOldOne() {
        store.put(A, gauge("m", 1));

        assertThat(store.put(A, untyped("m", 2))).isEqualTo(STORED);
        assertThat(store.put(B, untyped("m", 3))).isEqualTo(STORED);

        assertThat(store.page()).contains("# TYPE m untyped\n");
    }

    @Test
    void aTypeThatTheGatewaysOwnFamilyDoesNotHaveIsRefused() {
        assertThat(store.put(A, gauge("gateway_requests_total", 1))).isInstanceOfSatisfying(Outcome.Rejected.class,
                rejected -> assertThat(rejected.reason()).isEqualTo(Reason.RESERVED_NAME));
        refused(store.put(A, gauge("gateway_latency_seconds_count", 1)));
    }

    @Test
    void namesThatAHistogramOrSummaryPrintsAreTaken() {
        store.put(A, summary("s", 1, 1), histogram("h", new double[]{1}, 1));

        refused(store.put(B, untyped("s_count", 1)));
        refused(store.put(B, untyped("s_sum", 1)));
        refused(store.put(B, untyped("h_bucket", 1)));
        refused(store.post(A, untyped("h_count", 1)));
        assertThat(store.put(B, untyped("s_bucket", 1))).isEqualTo(STORED);
    }

    @Test
    void aHistogramWhosePrintedNamesAreTakenIsRefused() {
        store.put(A, untyped("h_bucket", 1), untyped("s_count", 1));

        refused(store.put(B, histogram("h", new double[]{1}, 1)));
        refused(store.put(B, summary("s", 1, 1)));
        refused(store.put(B, summary("t", 1, 1), untyped("t_sum", 1)));
        assertThat(store.put(B, summary("h", 1, 1))).isEqualTo(STORED);
    }

    @Test
    void whatAPutRemovesIsNotInItsOwnWay() {
        store.put(A, untyped("x_count", 1));

        refused(store.post(A, summary("x", 1, 1)));
        assertThat(store.put(A, summary("x", 1, 1))).isEqualTo(STORED);
    }

    @Test
    void aSeriesOfAnotherGroupIsRefusedWhicheverCameFirst() {
        store.put(key("job", "a", "x", "1"), untyped("m", 1, "y", "2"));

        assertThat(refused(store.put(A, untyped("m", 2, "x", "1", "y", "2")))).contains("was collected before");
        refused(store.put(key("job", "a", "y", "2"), untyped("m", 2, "x", "1")));
        refused(store.put(key("job", "a", "x", "1", "y", "2"), untyped("m", 2)));
        assertThat(store.put(A, untyped("m", 2, "x", "1", "y", "3"))).isEqualTo(STORED);
        assertThat(store.put(A, untyped("m", 2, "x", "2", "y", "2"))).isEqualTo(STORED);
        assertThat(store.put(A, untyped("n", 2, "x", "1", "y", "2"))).isEqualTo(STORED);
    }

    @Test
    void anEmptyInstanceIsTheSameSeriesWhetherItWasPushedOrFilledIn() {
        store.put(A, untyped("m", 1, "x", "1"));

        refused(store.put(key("job", "a", "x", "1", "instance", ""), untyped("m", 1)));
        refused(store.put(key("job", "a", "x", "1"), untyped("m", 1, "instance", "")));
    }

    @Test
    void aSeriesTwiceInOnePushIsRefused() {
        MetricFamily twice = new MetricFamily("m", MetricType.UNTYPED, "",
                List.of(Metric.of(1, "job", "x"), Metric.of(2, "job", "y")));

        assertThat(refused(store.put(A, twice)))
                .contains("collected metric \"m\" {instance=\"\",job=\"a\"} was collected before");
    }

    @Test
    void linesThatWouldBePrintedTwiceAreRefused() {
        refused(store.put(A, histogram("h", new double[]{1, 1}, 1)));
        refused(store.put(A, histogram("h", new double[]{0.0, -0.0}, 1)));
        refused(store.put(A, histogram("h", new double[]{1}, 1, "le", "2")));
        refused(store.put(A, summary("s", 1, 1, "quantile", "2")));
        refused(store.put(key("job", "a", "le", "1"), histogram("h", new double[]{1}, 1)));
        assertThat(store.put(key("job", "a", "le", "1"), gauge("m", 1, "quantile", "x"))).isEqualTo(STORED);
    }

    @Test
    void namesOutsideTheClassicAlphabetAreRefused() {
        refused(store.put(A, gauge("a.b", 1)));
        refused(store.put(A, gauge("", 1)));
        refused(store.put(A, gauge("m", 1, "a.b", "x")));
        refused(store.put(A, gauge("m", 1, "__a", "x")));
        refused(store.put(A, gauge("m", 1, "a", "x", "a", "y")));
        store.put(A, gauge("n", 1));
        refused(store.put(A, gauge("n", 1, "job", "x", "job", "y")));
        assertThat(store.put(A, gauge("a:b", 1))).isEqualTo(STORED);
    }

    @Test
    void aMetricWithoutAReadingOfItsTypeIsRefused() {
        MetricFamily hollow = new MetricFamily("m", MetricType.COUNTER, "",
                List.of(Metric.of(Labels.NONE, new Reading.Missing())));

        assertThat(refused(store.put(A, hollow))).contains("is not a COUNTER");
    }

    @Test
    void tenProblemsAreToldAndTheOthersCounted() {
        List<MetricFamily> families = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            families.add(gauge("m" + i, 1, "__x", "y"));
        }

        String message = refused(store.put(A, families.toArray(MetricFamily[]::new)));

        assertThat(message).startsWith(FIRST_SENTENCE + "12 error(s) occurred:\n* ").endsWith("\n* and 2 more");
        assertThat(message.lines()).hasSize(12);
    }

    @Test
    void limitsAreToldByName() {
        try (StoreDriver small = StoreDriver
                .open(StoreDriver.LIMITS.withGroups(1).withSeries(10).withGroupSeries(5).withGroupBytes(100))) {
            assertThat(refused(small.put(A, histogram("h", new double[]{1, 2, 3}, 1))))
                    .contains("6 series, and 5 is the limit");
            assertThat(refused(small.put(A, gauge("m".repeat(200), 1)))).contains("bytes, and 100 is the limit");
            assertThat(refused(small.put(B, gauge("m", 1)))).contains(
                    "there are 1 groups, and 1 is the limit; delete groups that are no longer needed, or raise --limits.groups");
            assertThat(small.snapshot().groupCount()).isEqualTo(1);
        }
    }

    @Test
    void groupingLabelsThatWouldSwellEveryLineAreRefusedWithoutATrace() {
        String message = refused(store.put(key("job", "x".repeat(5000)), gauge("m", 1)));

        assertThat(message).isEqualTo(
                "the grouping labels take 5004 bytes, and 4096 is the limit; use shorter values, or raise --limits.key-bytes");
        assertThat(store.page()).isEmpty();
    }

    @Test
    void theLimitOfAGroupsBytesCountsTheKeyForEachLine() {
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            metrics.add(Metric.of(i, "x", Integer.toString(i)));
        }

        assertThat(
                refused(store.put(key("job", "x".repeat(4000)), new MetricFamily("m", MetricType.GAUGE, "", metrics))))
                .contains("bytes, and 1048576 is the limit");
    }

    @Test
    void theNumberOfSetsOfGroupingLabelNamesIsLimited() {
        try (StoreDriver wide = StoreDriver.open(StoreDriver.LIMITS.withGroups(2000))) {
            for (int i = 0; i < 1000; i++) {
                assertThat(wide.put(key("job", "a", "label" + i, "x"))).isEqualTo(STORED);
            }

            assertThat(refused(wide.put(A))).contains("1000 different sets of label names");
            wide.delete(key("job", "a", "label7", "x"));
            assertThat(wide.put(A)).isEqualTo(STORED);
        }
    }

    private static String refused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected) outcome).message();
    }
}
