package io.github.jobtide.store;

import static io.github.jobtide.store.StoreDriver.gauge;
import static io.github.jobtide.store.StoreDriver.histogram;
import static io.github.jobtide.store.StoreDriver.key;
import static io.github.jobtide.store.StoreDriver.summary;
import static io.github.jobtide.store.StoreDriver.untyped;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Details;
import io.github.jobtide.exposition.Exemplar;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.exposition.NativeHistogram;
import io.github.jobtide.exposition.NativeHistogram.Buckets;
import io.github.jobtide.exposition.NativeHistogram.Span;
import io.github.jobtide.exposition.Numbers;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.exposition.Reading.Bucket;
import io.github.jobtide.exposition.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pushes that add: what adds, what takes the place of what is stored, what starts anew, and what is refused. */
final class AddingTest {
    private static final GroupKey ETL = key("job", "etl");
    private static final Outcome STORED = new Outcome.Stored();
    private static final Buckets NONE = new Buckets(List.of(), List.of());
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final ScriptedEngine engine = new ScriptedEngine();
    private StoreDriver store = StoreDriver.open(engine);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void countersAddSeriesBySeries() {
        add(counter("runs_total", 3, "outcome", "success"));
        add(family("runs_total", MetricType.COUNTER, Metric.of(1, "outcome", "failure"),
                Metric.of(2, "outcome", "success")));
        add(counter("runs_total", 4, "outcome", "failure"));

        assertThat(store.samples()).containsExactly("runs_total{instance=\"\",job=\"etl\",outcome=\"failure\"} 5",
                "runs_total{instance=\"\",job=\"etl\",outcome=\"success\"} 5");
    }

    @Test
    void whatThePushDoesNotNameStays() {
        store.put(ETL, gauge("other", 1), counter("runs_total", 1));

        add(counter("runs_total", 1));
        add();

        assertThat(store.samples()).containsExactly("other{instance=\"\",job=\"etl\"} 1",
                "runs_total{instance=\"\",job=\"etl\"} 2");
    }

    @Test
    void gaugesAndUntypedMetricsTakeThePlaceOfTheirFamily() {
        add(gauge("last", 1, "stage", "a"), untyped("some", 1));

        add(gauge("last", 5, "stage", "b"), untyped("some", 2));

        assertThat(store.samples()).containsExactly("last{instance=\"\",job=\"etl\",stage=\"b\"} 5",
                "some{instance=\"\",job=\"etl\"} 2");
    }

    @Test
    void histogramsOfGaugesTakeThePlaceOfTheirFamily() {
        MetricFamily gauges = family("h", MetricType.GAUGE_HISTOGRAM,
                histogram("h", new double[]{1}, 5).metrics().getFirst());
        add(gauges);

        add(gauges);

        assertThat(store.samples()).contains("h_sum{instance=\"\",job=\"etl\"} 5");
    }

    @Test
    void aSummaryIsRefusedAndNothingOfThePushIsStored() {
        add(counter("runs_total", 1));

        assertThat(refusal(counter("runs_total", 1), summary("seconds", 1, 2)))
                .isEqualTo(
                        "pushed metrics are invalid or inconsistent with existing metrics: summary \"seconds\" cannot be"
                                + " added up: its quantiles are those of one run; push it to /metrics/job/…, or a histogram instead");

        assertThat(store.samples()).containsExactly("runs_total{instance=\"\",job=\"etl\"} 1");
    }

    @Test
    void aNumberThatWouldSpoilATotalIsRefused() {
        for (double value : new double[]{-1, Double.NaN, INFINITY, -INFINITY}) {
            assertThat(refusal(counter("runs_total", value, "a", "b"))).endsWith(
                    "counter \"runs_total\" {a=\"b\",instance=\"\",job=\"etl\"} cannot be added up: its value is "
                            + Numbers.text(value)
                            + "; push what was counted since the last push, a finite number from 0 on");
        }
        assertThat(refusal(histogram("h", new double[]{1}, Double.NaN)))
                .contains(
                        "its sum is NaN; push what was counted since the last push, and a sum that is a finite number");
        assertThat(refusal(classic(-1, 5, new Bucket(1, 0)))).contains("one of its counts is -1;");
        assertThat(refusal(classic(1, 5, new Bucket(1, -2)))).contains("one of its counts is -2;");
        assertThat(add(classic(1, -5, new Bucket(1, 0)))).isEqualTo(STORED);
        assertThat(add(classic(1, -5, new Bucket(1, 0)))).isEqualTo(STORED);
        assertThat(store.samples()).contains("h_sum{instance=\"\",job=\"etl\"} -10");
    }

    @Test
    void aTextThatIsKnownAddsAndIsRefusedLikeAnyOther() {
        byte[] text = "# TYPE c counter\nc 2\n".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 3; i++) {
            assertThat(store.pushText(ETL, PushMode.ADD, text)).isEqualTo(STORED);
        }
        assertThat(store.pushText(ETL, PushMode.ADD,
                "# TYPE c counter\nc -2\n".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(Outcome.Rejected.class);

        assertThat(store.samples()).containsExactly("c{instance=\"\",job=\"etl\"} 6");
    }

    @Test
    void classicHistogramsAddBucketByBucket() {
        add(classic(3, 10, new Bucket(1, 1), new Bucket(5, 2)));
        add(classic(4, 20, new Bucket(1, 0), new Bucket(5, 4)));

        assertThat(store.samples()).containsExactly("h_bucket{instance=\"\",job=\"etl\",le=\"1\"} 1",
                "h_bucket{instance=\"\",job=\"etl\",le=\"5\"} 6", "h_bucket{instance=\"\",job=\"etl\",le=\"+Inf\"} 7",
                "h_sum{instance=\"\",job=\"etl\"} 30", "h_count{instance=\"\",job=\"etl\"} 7");
        assertThat(store.store().histogramResets()).isZero();
    }

    @Test
    void bucketsOfTheSameBoundsAddInWhateverOrderAndWithOrWithoutInfinity() {
        add(classic(3, 10, new Bucket(1, 1), new Bucket(5, 2)));
        add(classic(4, 20, new Bucket(5, 4), new Bucket(INFINITY, 4), new Bucket(1, 0)));
        add(classic(1, 1, new Bucket(5, 1), new Bucket(1, 1)));

        assertThat(stored("h").metrics().getFirst().reading()).isEqualTo(new Reading.Histogram(8, 31,
                List.of(new Bucket(1, 2), new Bucket(5, 7), new Bucket(INFINITY, 8))));
        assertThat(store.store().histogramResets()).isZero();
    }

    @Test
    void aSeriesWithOtherBoundsStartsAnewAndIsCountedAndTheOthersGoOn() {
        Reading old = reading(3, 10, new Bucket(1, 1), new Bucket(5, 2));
        Reading other = reading(2, 7, new Bucket(1, 1), new Bucket(10, 2));
        add(family("h", MetricType.HISTOGRAM, metric(old, "a"), metric(old, "b")));

        add(family("h", MetricType.HISTOGRAM, metric(other, "a"), metric(old, "b")));

        assertThat(stored("h").metrics()).extracting(Metric::reading).containsExactly(other,
                reading(6, 20, new Bucket(1, 2), new Bucket(5, 4)));
        assertThat(store.store().histogramResets()).isEqualTo(1);
    }

    @Test
    void aTotalBeyondAllNumbersStartsAnew() {
        add(counter("c", Double.MAX_VALUE), classic(1, Double.MAX_VALUE, new Bucket(1, 0)));
        add(counter("c", Double.MAX_VALUE), classic(1, Double.MAX_VALUE, new Bucket(1, 0)));

        assertThat(stored("c").metrics().getFirst().reading()).isEqualTo(new Reading.Scalar(Double.MAX_VALUE));
        assertThat(store.store().histogramResets()).isEqualTo(1);
    }

    @Test
    void whatIsStoredAndNoNumberThatCanBeAddedToStartsAnew() {
        store.put(ETL, counter("c", Double.NaN), classic(1, Double.NaN, new Bucket(1, 0)));

        add(counter("c", 2), classic(1, 3, new Bucket(1, 0)));

        assertThat(store.samples()).contains("c{instance=\"\",job=\"etl\"} 2", "h_sum{instance=\"\",job=\"etl\"} 3");
    }

    @Test
    void aFamilyOfAnotherTypeIsReplacedAsByAPostAndClashesWithOtherGroupsAsItDoes() {
        store.put(ETL, gauge("m", 5));
        add(counter("m", 2));
        add(counter("m", 2));
        assertThat(store.samples()).containsExactly("m{instance=\"\",job=\"etl\"} 4");
        store.put(key("job", "other"), counter("m", 7));

        assertThat(refusal(gauge("m", 1))).contains("and this push has GAUGE; use one type everywhere");
        assertThat(store.samples()).contains("m{instance=\"\",job=\"etl\"} 4");
    }

    @Test
    void nativeHistogramsAddBucketByBucket() {
        add(nativeFamily(false, 3, 0.5, 1, side(0, 2, 3.0, 4.0), side(5, 1, 2.0), 10, 8));
        add(nativeFamily(false, 3, 0.5, 2, side(-1, 2, 1.0, 5.0), side(7, 1, 1.0), 9, 1));

        assertThat(stored("h").metrics().getFirst().reading())
                .isEqualTo(nativeReading(false, 3, 0.5, 3, side(-1, 3, 1.0, 8.0, 4.0),
                        new Buckets(List.of(new Span(5, 1), new Span(1, 1)), List.of(2.0, 1.0)), 19, 9));
        assertThat(store.store().histogramResets()).isZero();
        store.close();
        store = StoreDriver.open(engine);
        assertThat(stored("h").metrics().getFirst().reading().details().nativeBuckets()).isPresent();
    }

    @Test
    void anotherSchemaOrZeroThresholdOrOnlyOnePartStartsAnew() {
        MetricFamily first = nativeFamily(false, 3, 0.5, 1, side(0, 1, 3.0), side(5, 1, 2.0), 6, 8);
        for (MetricFamily other : List.of(nativeFamily(false, 2, 0.5, 1, side(0, 1, 3.0), side(5, 1, 2.0), 6, 8),
                nativeFamily(false, 3, 0.25, 1, side(0, 1, 3.0), side(5, 1, 2.0), 6, 8), classic(6, 8))) {
            store.put(ETL, first);
            long before = store.store().histogramResets();

            add(other);

            assertThat(stored("h").metrics().getFirst().reading()).isEqualTo(other.metrics().getFirst().reading());
            assertThat(store.store().histogramResets()).isEqualTo(before + 1);
        }
    }

    @Test
    void wholeNativeCountsBeyondWhatCanBeReadBackStartAnew() {
        double most = 0x1p53 - 1;
        add(nativeFamily(false, 3, 0.5, 0, side(0, 0), side(5, 1, most), most, 8));
        add(nativeFamily(false, 3, 0.5, 0, side(0, 0), side(5, 1, 1.0), 1, 8));
        assertThat(store.store().histogramResets()).isZero();
        MetricFamily more = nativeFamily(false, 3, 0.5, 0, side(0, 0), side(5, 1, 2.0), 2, 8);

        add(more);

        assertThat(store.store().histogramResets()).isEqualTo(1);
        assertThat(stored("h").metrics().getFirst().reading()).isEqualTo(more.metrics().getFirst().reading());
    }

    @Test
    void bucketsThatDoNotComeToTheCountStartAnew() {
        add(nativeFamily(false, 3, 0, 0, NONE, NONE, 5, 1));
        add(nativeFamily(false, 3, 0, 0, NONE, NONE, 4, 1));
        assertThat(store.store().histogramResets()).isZero();
        MetricFamily some = nativeFamily(false, 3, 0, 0, NONE, side(0, 1, 2.0), 2, 1);

        add(some);
        assertThat(stored("h").metrics().getFirst().reading()).isEqualTo(some.metrics().getFirst().reading());
        assertThat(store.store().histogramResets()).isEqualTo(1);
        add(some);

        assertThat(stored("h").metrics().getFirst().reading())
                .isEqualTo(nativeReading(false, 3, 0, 0, NONE, side(0, 1, 4.0), 4, 2));
    }

    @Test
    void whatIsStoredAndCannotBeReadBackIsNotAddedToAndHarmsNothingElse() {
        store.put(ETL, nativeFamily(false, 3, 0.5, 0, side(0, 0), side(5, 1, 2.0), 7, 8));

        assertThat(refusal(nativeFamily(false, 3, 0.5, 0, side(0, 0), side(5, 1, 2.0), 2, 8)))
                .contains("what is stored cannot be added to").contains("push its families to /metrics/job/");

        assertThat(add(counter("c", 1))).isEqualTo(STORED);
    }

    @Test
    void anEmptyNativeHistogramIsAddedToAndAddsNothing() {
        MetricFamily empty = nativeFamily(false, 3, 0.5, 0, side(0, 0), side(0, 0), 0, 0);
        MetricFamily some = nativeFamily(false, 3, 0.5, 0, side(0, 0), side(5, 1, 2.0), 2, 8);

        add(empty);
        add(some);
        add(empty);

        assertThat(stored("h").metrics().getFirst().reading()).isEqualTo(some.metrics().getFirst().reading());
        assertThat(store.store().histogramResets()).isZero();
    }

    @Test
    void doublesAndWholeNativeCountsAddToDoubles() {
        add(nativeFamily(true, 3, 0.5, 0.5, side(0, 0), side(5, 1, 2.0), 2.5, 8));
        add(nativeFamily(false, 3, 0.5, 1, side(0, 0), side(5, 1, 2.0), 3, 8));

        assertThat(stored("h").metrics().getFirst().reading())
                .isEqualTo(nativeReading(true, 3, 0.5, 1.5, side(0, 0), side(5, 1, 4.0), 5.5, 16));
    }

    @Test
    void theNewestExemplarsStayAndTheFirstTimeOfCreation() {
        Exemplar first = new Exemplar(Labels.of("trace", "1"), 1, Optional.empty());
        Exemplar second = new Exemplar(Labels.of("trace", "2"), 2, Optional.empty());
        add(exemplary(100, Map.of(0, first, 1, first)), detailedCounter(100, first));

        add(exemplary(200, Map.of(1, second)), detailedCounter(200, second));
        add(classic(1, 1, new Bucket(1, 1), new Bucket(2, 1)), counter("c", 1));

        Details details = stored("h").metrics().getFirst().reading().details();
        assertThat(details.created()).contains(new Timestamp(100, 0));
        assertThat(details.exemplars()).isEqualTo(Map.of(0, first, 1, second));
        Reading counter = stored("c").metrics().getFirst().reading();
        assertThat(counter.plain()).isEqualTo(new Reading.Scalar(3));
        assertThat(counter.details().created()).contains(new Timestamp(100, 0));
        assertThat(counter.details().exemplars()).isEqualTo(Map.of(0, second));
    }

    @Test
    void whatStartsAnewBringsItsOwnTimeOfCreation() {
        add(exemplary(100, Map.of()));
        Reading other = new Reading.Detailed(reading(1, 1, new Bucket(9, 1)), new Details(
                Optional.of(new Timestamp(300, 0)), new TreeMap<>(), List.of(), Optional.empty()));

        add(family("h", MetricType.HISTOGRAM, Metric.of(Labels.NONE, other)));

        assertThat(stored("h").metrics().getFirst().reading()).isEqualTo(other);
    }

    @Test
    void theHelpOfThePushCountsWhereItHasOne() {
        MetricFamily counter = counter("c", 1);
        add(new MetricFamily("c", MetricType.COUNTER, "Old.", counter.metrics()));
        add(counter);
        assertThat(stored("c").help()).isEqualTo("Old.");

        add(new MetricFamily("c", MetricType.COUNTER, "New.", counter.metrics()));

        assertThat(stored("c").help()).isEqualTo("New.");
        assertThat(store.samples()).containsExactly("c{instance=\"\",job=\"etl\"} 3");
    }

    @Test
    void labelsThatTheGroupSetsMakeNoDifferenceAndOnesOfTheirOwnStay() {
        GroupKey host = key("job", "etl", "instance", "a");
        store.push(host, PushMode.ADD, counter("c", 1, "job", "x"));
        store.push(host, PushMode.ADD, counter("c", 1));
        add(counter("d", 1, "instance", ""));
        add(counter("d", 1));
        add(counter("d", 1, "instance", "b"));

        assertThat(store.samples()).containsExactly("c{instance=\"a\",job=\"etl\"} 2",
                "d{instance=\"\",job=\"etl\"} 2", "d{instance=\"b\",job=\"etl\"} 1");
    }

    @Test
    void seriesThatAnEscapingMakesAlikeAreRefusedThoughTheyCameWithTwoPushes() {
        store.close();
        store = StoreDriver.open(engine, NameRule.UTF_8);
        add(counter("c", 1, "a.b", "x"));

        assertThat(refusal(counter("c", 1, "a_b", "x"))).contains("under the escaping underscores");

        assertThat(store.samples()).containsExactly("c{\"a.b\"=\"x\",instance=\"\",job=\"etl\"} 1");
    }

    @Test
    void aSeriesOfAnotherGroupIsRefusedWhicheverPushBringsIt() {
        store.put(key("job", "etl", "zone", "eu"), counter("c", 5));
        add(counter("c", 1));

        assertThat(refusal(counter("c", 1, "zone", "eu"))).contains("was collected before");

        assertThat(store.samples()).contains("c{instance=\"\",job=\"etl\"} 1");
    }

    @Test
    void aRestartKeepsTheSumsAndGoesOnFromThem() {
        add(counter("c", 3), classic(3, 10, new Bucket(1, 1)));

        store.close();
        store = StoreDriver.open(engine);
        add(counter("c", 4), classic(1, 1, new Bucket(1, 1)));

        assertThat(store.samples()).contains("c{instance=\"\",job=\"etl\"} 7", "h_count{instance=\"\",job=\"etl\"} 4");
    }

    @Test
    void whatCouldNotBeStoredIsNotAdded() {
        add(counter("c", 3), classic(3, 10, new Bucket(1, 1)));

        engine.refuses = batch -> !batch.isEmpty();
        assertThat(add(counter("c", 100), classic(3, 10, new Bucket(2, 1)))).isInstanceOf(Outcome.Unavailable.class);
        engine.refuses = _ -> false;
        add(counter("c", 1));

        assertThat(store.samples()).contains("c{instance=\"\",job=\"etl\"} 4");
        assertThat(store.store().histogramResets()).isZero();
    }

    @Test
    void pushesOfOneBatchSeeEachThoseBefore() throws InterruptedException {
        Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
        for (int round = 0; round < 20; round++) {
            CountDownLatch answers = new CountDownLatch(90);
            for (int i = 0; i < 90; i++) {
                store.store().push(ETL, PushMode.ADD, List.of(counter("c", 1), counter("c" + i % 3, 2)), outcome -> {
                    outcomes.add(outcome);
                    answers.countDown();
                });
            }
            assertThat(answers.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(outcomes).hasSize(1800).containsOnly(STORED);
        assertThat(store.samples()).containsExactly("c{instance=\"\",job=\"etl\"} 1800",
                "c0{instance=\"\",job=\"etl\"} 1200", "c1{instance=\"\",job=\"etl\"} 1200",
                "c2{instance=\"\",job=\"etl\"} 1200");
    }

    @Test
    void anEmptyFamilyAddsNothing() {
        add(counter("c", 1));

        add(family("c", MetricType.COUNTER));

        assertThat(store.samples()).containsExactly("c{instance=\"\",job=\"etl\"} 1");
    }

    @Test
    void theGroupMayNotGrowBeyondItsLimit() {
        store.close();
        StoreLimits few = new StoreLimits(10, 100, 1L << 40, 3, 1 << 20, 4096, 10, 100, 1 << 20, 100, 1000);
        store = StoreDriver.open(few);
        for (String label : List.of("1", "2", "3")) {
            assertThat(add(counter("c", 1, "a", label))).isEqualTo(STORED);
        }

        assertThat(refusal(counter("c", 1, "a", "4"))).contains("the group would have 4 series, and 3 is the limit");
        assertThat(add(counter("c", 1, "a", "1"))).isEqualTo(STORED);
    }

    @Test
    void aFamilyMayNotGrowToMoreThanABodyMayHold() {
        store.close();
        store = StoreDriver.open(StoreDriver.LIMITS.withFamilyValues(10));
        MetricFamily eight = nativeFamily(false, 3, 0, 0, NONE, side(0, 4, 1.0, 1.0, 1.0, 1.0), 4, 1);
        assertThat(add(eight)).isEqualTo(STORED);
        assertThat(add(eight, counter("other", 1))).isEqualTo(STORED);

        assertThat(store.push(ETL, PushMode.ADD, nativeFamily(false, 3, 0, 0, NONE, side(9, 2, 1.0, 1.0), 2, 1)))
                .isEqualTo(new Outcome.Rejected(Outcome.Reason.LIMIT,
                        "pushed metrics are invalid or inconsistent with existing metrics: histogram \"h\" would have 11"
                                + " values, native buckets and spans after this push, and 10 is the limit;"
                                + " push fewer series or coarser buckets, or raise --limits.samples"));

        assertThat(stored("h").metrics().getFirst().reading().plain()).isEqualTo(reading(8, 2));
        assertThat(add(eight)).isEqualTo(STORED);
    }

    @Test
    void aFamilyThatIsLargerThanItMayGrowCanStillBeAddedTo() {
        store.close();
        store = StoreDriver.open(StoreDriver.LIMITS.withFamilyValues(1));
        MetricFamily two = family("c", MetricType.COUNTER, Metric.of(1, "a", "1"), Metric.of(1, "a", "2"));
        store.put(ETL, two);

        assertThat(add(counter("c", 1, "a", "1"))).isEqualTo(STORED);
        assertThat(refusal(counter("c", 1, "a", "3"))).contains("counter \"c\" would have 3 values");
    }

    @Test
    void manyPushesThatMakeANewFamilyGrowDoNotHoldUpOtherGroups() throws InterruptedException {
        store.close();
        CountDownLatch gate = new CountDownLatch(1);
        engine.gate = gate;
        StoreLimits roomy = new StoreLimits(10, 100_000, 1L << 40, 100_000, 64 << 20, 4096, 10, 10_000, 1 << 26, 100,
                200_000);
        store = StoreDriver.open(engine, roomy);
        CountDownLatch answers = new CountDownLatch(1000);
        for (int i = 0; i < 1000; i++) {
            store.store().push(ETL, PushMode.ADD, List.of(counter("c", 1, "path", "/some/long/path/number/" + i)),
                    _ -> answers.countDown());
        }
        CompletableFuture<Outcome> other = new CompletableFuture<>();
        AtomicLong waiting = new AtomicLong();
        store.store().push(key("job", "other"), PushMode.REPLACE, List.of(gauge("g", 1)), outcome -> {
            waiting.set(answers.getCount());
            other.complete(outcome);
        });
        gate.countDown();

        assertThat(other.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(STORED);
        assertThat(waiting.get()).isGreaterThan(300);
        assertThat(answers.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(stored("c").metrics()).hasSize(1000);
    }

    @Test
    void aSmallPushWeighsWhatItAddsTo() {
        ShapeTable shapes = new ShapeTable();
        StoredGroup group = new WorkingState(shapes, new Readers()).newGroup(ETL, GroupNames.of(ETL.labels()));
        PushRenderer renderer = new PushRenderer(shapes, _ -> group.place(), NameRule.CLASSIC);
        Metric[] many = IntStream.range(0, 5000).mapToObj(i -> Metric.of(i, "a", "label value " + i))
                .toArray(Metric[]::new);
        Request.Push large = render(renderer, PushMode.MERGE, family("c", MetricType.COUNTER, many));
        group.place().begin(group.with(Families.ofOnePush(large.families().list(), large.families().values(), 1), 1));

        assertThat(render(renderer, PushMode.ADD, counter("c", 1, "a", "x")).weight())
                .isGreaterThan(RequestQueue.LIGHT_BYTES);
        assertThat(render(renderer, PushMode.MERGE, counter("c", 1, "a", "x")).weight()).isLessThan(1000);
        assertThat(render(renderer, PushMode.ADD, counter("d", 1, "a", "x")).weight()).isLessThan(1000);
    }

    private static Request.Push render(PushRenderer renderer, PushMode mode, MetricFamily family) {
        return renderer.render(ETL, mode, List.of(family), Mark.NONE, 1, _ -> {});
    }

    private Outcome add(MetricFamily... families) {
        return store.push(ETL, PushMode.ADD, families);
    }

    private String refusal(MetricFamily... families) {
        Outcome outcome = add(families);
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected) outcome).message();
    }

    private MetricFamily stored(String name) {
        return store.snapshot().group(ETL).orElseThrow().families().stream().filter(each -> each.name().equals(name))
                .findFirst().orElseThrow().family();
    }

    private static MetricFamily counter(String name, double value, String... labels) {
        return family(name, MetricType.COUNTER, Metric.of(value, labels));
    }

    private static MetricFamily family(String name, MetricType type, Metric... metrics) {
        return new MetricFamily(name, type, "", List.of(metrics));
    }

    private static Metric metric(Reading reading, String label) {
        return Metric.of(Labels.of("a", label), reading);
    }

    private static Reading reading(double count, double sum, Bucket... buckets) {
        return new Reading.Histogram(count, sum, List.of(buckets));
    }

    private static MetricFamily classic(double count, double sum, Bucket... buckets) {
        return family("h", MetricType.HISTOGRAM, Metric.of(Labels.NONE, reading(count, sum, buckets)));
    }

    private static Buckets side(int offset, int length, Double... counts) {
        return new Buckets(List.of(new Span(offset, length)), List.of(counts));
    }

    private static Reading nativeReading(boolean floats, int schema, double threshold, double zeros, Buckets negative,
            Buckets positive, double count, double sum) {
        var parts = new NativeHistogram(floats, schema, threshold, zeros, negative, positive);
        return new Reading.Detailed(reading(count, sum),
                new Details(Optional.empty(), new TreeMap<>(), List.of(), Optional.of(parts)));
    }

    private static MetricFamily nativeFamily(boolean floats, int schema, double threshold, double zeros,
            Buckets negative, Buckets positive, double count, double sum) {
        return family("h", MetricType.HISTOGRAM, Metric.of(Labels.NONE,
                nativeReading(floats, schema, threshold, zeros, negative, positive, count, sum)));
    }

    private static MetricFamily exemplary(long created, Map<Integer, Exemplar> exemplars) {
        Details details = new Details(Optional.of(new Timestamp(created, 0)), new TreeMap<>(exemplars), List.of(),
                Optional.empty());
        return family("h", MetricType.HISTOGRAM, Metric.of(Labels.NONE,
                new Reading.Detailed(reading(1, 1, new Bucket(1, 1), new Bucket(2, 1)), details)));
    }

    private static MetricFamily detailedCounter(long created, Exemplar exemplar) {
        Details details = new Details(Optional.of(new Timestamp(created, 0)), new TreeMap<>(Map.of(0, exemplar)),
                List.of(), Optional.empty());
        return family("c", MetricType.COUNTER,
                Metric.of(Labels.NONE, new Reading.Detailed(new Reading.Scalar(1), details)));
    }
}
