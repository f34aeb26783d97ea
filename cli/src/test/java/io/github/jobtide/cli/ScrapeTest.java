package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class ScrapeTest {
    @Test
    void theLinesOfOneJobStandBelowTheHeadersOfTheirFamilies() {
        Scrape scrape = new Scrape("""
                # HELP available Numbers left.
                # TYPE available gauge
                available{instance="",job="other"} 1
                available{instance="",job="stock",region="east"} 5
                available{instance="",job="stock",region="north"} 9
                # TYPE go_info gauge
                go_info 1
                # TYPE push_time_seconds gauge
                push_time_seconds{instance="",job="stock"} 7
                # TYPE unasked gauge
                unasked{instance="",job="stock"} 1
                """);

        assertThat(scrape.group("stock", Set.of("available", "push_time_seconds"))).isEqualTo("""
                # HELP available Numbers left.
                # TYPE available gauge
                available{instance="",job="stock",region="east"} 5
                available{instance="",job="stock",region="north"} 9
                # TYPE push_time_seconds gauge
                push_time_seconds{instance="",job="stock"} 7
                """);
    }

    @Test
    void aJobThatHasNotPushedHasNoLines() {
        assertThat(new Scrape("# TYPE a gauge\na{job=\"x\"} 1\n").group("stock", Set.of("a"))).isEmpty();
    }
}
