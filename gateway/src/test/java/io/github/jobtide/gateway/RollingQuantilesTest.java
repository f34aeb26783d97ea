package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jobtide.exposition.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollingQuantilesTest {
    private static final long NOW = 1_770_091_506_000L;

    private final RollingQuantiles quantiles = new RollingQuantiles();

    @Test
    void quantilesAreRightToOnePercent() {
        for (int i = 1; i <= 1000; i++) {
            quantiles.observe(i / 1000.0, NOW);
        }

        Reading.Summary summary = quantiles.summary(NOW);

        assertThat(summary.count()).isEqualTo(1000);
        assertThat(summary.sum()).isCloseTo(500.5, within(1e-9));
        assertThat(values(summary).get(0)).isCloseTo(0.1, within(0.0012));
        assertThat(values(summary).get(1)).isCloseTo(0.5, within(0.006));
        assertThat(values(summary).get(2)).isCloseTo(0.9, within(0.011));
    }

    @Test
    void afterTenMinutesOnlyCountAndSumAreLeft() {
        quantiles.observe(3, NOW);

        assertThat(values(quantiles.summary(NOW + 470_000))).allMatch(value -> !value.isNaN());
        Reading.Summary later = quantiles.summary(NOW + 600_000);
        assertThat(values(later)).allMatch(value -> value.isNaN());
        assertThat(later.count()).isEqualTo(1);
        assertThat(later.sum()).isEqualTo(3);
    }

    @Test
    void anythingCanBeObserved() {
        for (double value : new double[]{0, -1, 1e300, Double.MAX_VALUE, Double.MIN_VALUE}) {
            quantiles.observe(value, NOW);
        }

        assertThat(quantiles.summary(NOW).count()).isEqualTo(5);
    }

    private static List<Double> values(Reading.Summary summary) {
        return summary.quantiles().stream().map(Reading.Quantile::value).toList();
    }
}
