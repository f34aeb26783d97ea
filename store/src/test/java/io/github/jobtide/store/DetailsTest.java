package io.github.jobtide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.RandomFamilies;
import io.github.jobtide.store.log.LocalEngine;
import io.github.jobtide.testing.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What protobuf tells and text cannot, kept beside the text: read back to the bit, also after a restart, and absent from the page. */
final class DetailsTest {
    private static final GroupKey GROUP = StoreDriver.key("job", "nightly");

    @TempDir
    Path folder;

    static LongStream seeds() {
        return Seeds.first(20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRestartFindsEveryDetail(long seed) {
        MetricFamily[] families = RandomFamilies.detailed(seed).toArray(MetricFamily[]::new);

        String page;
        List<String> samples;
        try (StoreDriver store = open()) {
            assertThat(store.put(GROUP, families)).isInstanceOf(Outcome.Stored.class);
            assertThat(stored(store)).isEqualTo(complete(families));
            page = store.page();
            samples = store.samples();
        }

        try (StoreDriver store = open()) {
            assertThat(stored(store)).isEqualTo(complete(families));
            assertThat(store.page()).isEqualTo(page);
            store.put(GROUP, plain(families));
            assertThat(store.samples()).isEqualTo(samples);
        }
    }

    @Test
    void twoGroupsMayNotDisagreeWhetherAHistogramIsOneOfGauges() {
        try (StoreDriver store = StoreDriver.open()) {
            store.put(GROUP, StoreDriver.histogram("h", new double[]{1}, 1));
            MetricFamily gauges = new MetricFamily("h", MetricType.GAUGE_HISTOGRAM, "",
                    StoreDriver.histogram("h", new double[]{1}, 1).metrics());

            assertThat(store.put(StoreDriver.key("job", "other"), gauges)).isInstanceOf(Outcome.Rejected.class);
            assertThat(store.put(GROUP, gauges)).isInstanceOf(Outcome.Stored.class);
            assertThat(store.put(StoreDriver.key("job", "other"), StoreDriver.gauge("h_bucket", 1)))
                    .isInstanceOf(Outcome.Rejected.class);
        }
    }

    private StoreDriver open() {
        return StoreDriver.open(LocalEngine.open(folder, Duration.ofSeconds(5), InstantSource.system()));
    }

    private static List<MetricFamily> stored(StoreDriver store) {
        return store.snapshot().group(GROUP).orElseThrow().families().stream().map(StoredFamily::family)
                .filter(family -> !PushTimes.owns(family.name())).toList();
    }

    private static List<MetricFamily> complete(MetricFamily[] families) {
        List<MetricFamily> all = new ArrayList<>();
        for (MetricFamily family : families) {
            List<Metric> metrics = family.metrics().stream().map(
                    metric -> Metric.of(FamilyDecoder.complete(metric.labels(), GROUP.labels()), metric.reading()))
                    .toList();
            all.add(new MetricFamily(family.name(), family.type(), family.help(), metrics));
        }
        return all;
    }

    private static MetricFamily[] plain(MetricFamily[] families) {
        MetricFamily[] plain = new MetricFamily[families.length];
        for (int i = 0; i < plain.length; i++) {
            List<Metric> metrics = families[i].metrics().stream()
                    .map(metric -> Metric.of(metric.labels(), metric.reading().plain())).toList();
            plain[i] = new MetricFamily(families[i].name(), families[i].type(), families[i].help(), metrics);
        }
        return plain;
    }
}
