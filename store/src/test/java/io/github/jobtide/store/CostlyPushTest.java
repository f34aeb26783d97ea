package io.github.jobtide.store;

import static io.github.jobtide.store.StoreDriver.gauge;
import static io.github.jobtide.store.StoreDriver.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Pushes made to be costly to check. Each test is over in a second or two; work that grew with what other groups hold would take minutes,
 * in which every other push waits.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CostlyPushTest {
    private static final Outcome STORED = new Outcome.Stored();
    private static final StoreLimits WIDE = StoreLimits.forHeap(1L << 30);
    private static final int LABELS = 20;
    private static final int SERIES = 90_000;

    @Test
    void seriesThatCouldBeOneOfEachOfAThousandSetsOfLabelNamesAreCheckedInTheSizeOfThePush() {
        try (StoreDriver store = StoreDriver.open(WIDE)) {
            int sets = 0;
            for (int i = 0; i < LABELS && sets < 900; i++) {
                for (int j = 0; j < i && sets < 900; j++) {
                    for (int k = 0; k < j && sets < 900; k++, sets++) {
                        store.put(key("job", "a", "l" + i, "v", "l" + j, "v", "l" + k, "v"), gauge("m", 1));
                    }
                }
            }
            List<Metric> metrics = wide(SERIES);

            assertThat(store.put(key("job", "a"), family(metrics))).isEqualTo(STORED);
            metrics.add(Metric.of(1, "l0", "v", "l1", "v", "l2", "v")); // the group a holds it with these grouping labels
            assertThat(store.put(key("job", "b"), family(metrics))).isEqualTo(STORED);
            assertThat(store.put(key("job", "a"), family(metrics))).isInstanceOfSatisfying(Outcome.Rejected.class,
                    rejected -> assertThat(rejected.message()).endsWith(
                            " was collected before with the same name and label values, in the group {job=\"a\",l0=\"v\",l1=\"v\",l2=\"v\"}"));
        }
    }

    private static List<Metric> wide(int series) {
        List<Metric> metrics = new ArrayList<>();
        for (int n = 0; n < series; n++) {
            String[] pairs = new String[2 * LABELS + 2];
            for (int i = 0; i < LABELS; i++) {
                pairs[2 * i] = "l" + i;
                pairs[2 * i + 1] = "v";
            }
            pairs[2 * LABELS] = "n";
            pairs[2 * LABELS + 1] = Integer.toString(n);
            metrics.add(Metric.of(Labels.of(pairs), new Reading.Scalar(1)));
        }
        return metrics;
    }

    private static MetricFamily family(List<Metric> metrics) {
        return new MetricFamily("m", MetricType.GAUGE, "", metrics);
    }

    @Test
    void smallPushesBesideALargeGroupThatCouldHoldTheirSeriesAreCheckedInTheirOwnSize() {
        try (StoreDriver store = StoreDriver.open(WIDE)) {
            assertThat(store.put(key("job", "a"), family(wide(SERIES)))).isEqualTo(STORED);

            for (int i = 0; i < 5000; i++) {
                assertThat(store.put(key("job", "a", "x", "x" + i), gauge("m", 1))).isEqualTo(STORED);
                store.put(key("job", "a", "l0", "v"), gauge("m", 1), gauge("n" + i, 1));
            }
        }
    }
}
