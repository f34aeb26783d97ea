package io.github.jobtide.mixin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GatewaySurveyTest {
    @Test
    void whatAGatewayHoldsBecomesAnInventoryThatCanBeRead() {
        String proposed = GatewaySurvey.inventory("""
                # TYPE jobtide_info gauge
                jobtide_info{instance="",job="nightly",owner="storage",schedule="0 2 * * *",timezone="Europe/Berlin"} 1
                jobtide_info{instance="",job="hourly",schedule="every 1h"} 1
                # TYPE jobtide_last_start_timestamp_seconds gauge
                jobtide_last_start_timestamp_seconds{instance="",job="nightly"} 1.7e+09
                jobtide_last_start_timestamp_seconds{instance="",job="hourly"} 1.7e+09
                # TYPE jobtide_max_duration_seconds gauge
                jobtide_max_duration_seconds{instance="",job="nightly"} 3600
                # TYPE jobtide_start_grace_seconds gauge
                jobtide_start_grace_seconds{instance="",job="nightly"} 300
                # TYPE rows_left gauge
                rows_left{instance="",job="nightly",region="eu"} 5
                # TYPE rows_total counter
                rows_total{instance="",job="nightly"} 5
                # TYPE push_time_seconds gauge
                push_time_seconds{instance="",job="hourly"} 1.7e+09
                push_time_seconds{instance="",job="odd \\"one\\""} 1.7e+09
                # TYPE jobtide_gateway_groups gauge
                jobtide_gateway_groups 3
                """, "mixin --from URL");

        assertThat(proposed).isEqualTo("""
                # Proposed by: jobtide mixin --from URL
                # Look it through: what no job has declared is missing, and limits are yours to know.
                jobs:
                  - job: hourly
                    every: 1h
                  - job: nightly
                    schedule: '0 2 * * *'
                    timezone: Europe/Berlin
                    max-duration: 1h
                    grace: 5m
                    owner: storage
                    # thresholds:
                    #   - {metric: rows_left, below: 0, fresh: 1d}
                # not under jobtide run yet:
                #  - job: 'odd "one"'
                """);
        assertThat(Inventory.parse("proposed", proposed).jobs()).hasSize(2);
        assertThat(Inventory.parse("proposed", GatewaySurvey.inventory("push_time_seconds{job=\"plain\"} 1\n", "x"))
                .jobs()).isEmpty();
        assertThat(Inventory.parse("proposed", GatewaySurvey.inventory("", "x")).jobs()).isEmpty();
    }
}
