package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiTest {
    private final TimeZone before = TimeZone.getDefault();
    private final RunningGateway running;
    private final RawClient client;

    ApiTest() {
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        this.running = RunningGateway.start();
        this.client = running.client;
    }

    @AfterEach
    void stop() {
        running.close();
        TimeZone.setDefault(before);
    }

    @Test
    void groupsAreListedWithTheirFamilies() {
        client.ask("PUT", "/metrics/job/a", "", """
                # HELP z <b> & more
                # TYPE z counter
                z{l="%s"} 1e6
                # TYPE s summary
                s{quantile="0.5"} 2
                s_sum 3.5
                s_count 4000000
                # TYPE h histogram
                h_bucket{le="10"} 1
                h_bucket{le="2"} 1
                h_sum 9
                h_count 3
                """.formatted("\u2028ü"));

        var answer = client.ask("GET", "/api/v1/metrics");

        String time = "2026-02-03T05:05:06+01:00";
        String labels = "\"labels\":{\"instance\":\"\",\"job\":\"a\"}";
        assertThat(answer.body()).isEqualTo("{\"status\":\"success\",\"data\":[{"
                + "\"h\":{\"time_stamp\":\"" + time
                + "\",\"type\":\"HISTOGRAM\",\"metrics\":[{\"buckets\":{\"10\":\"1\","
                + "\"2\":\"1\"},\"count\":\"3\"," + labels + ",\"sum\":\"9\"}]},"
                + "\"labels\":{\"job\":\"a\"},\"last_push_successful\":true,"
                + "\"push_failure_time_seconds\":{\"time_stamp\":\"" + time
                + "\",\"type\":\"GAUGE\",\"help\":\"Unix time of the last push to this group that was refused, 0 if there was none.\","
                + "\"metrics\":[{" + labels + ",\"value\":\"0\"}]},"
                + "\"push_time_seconds\":{\"time_stamp\":\"" + time
                + "\",\"type\":\"GAUGE\",\"help\":\"Unix time of the last push to this group that was stored.\","
                + "\"metrics\":[{" + labels + ",\"value\":\"1.770091506e+09\"}]},"
                + "\"s\":{\"time_stamp\":\"" + time + "\",\"type\":\"SUMMARY\",\"metrics\":[{\"count\":\"4000000\","
                + labels + ",\"quantiles\":{\"0.5\":\"2\"},\"sum\":\"3.5\"}]},"
                + "\"z\":{\"time_stamp\":\"" + time
                + "\",\"type\":\"COUNTER\",\"help\":\"\\u003cb\\u003e \\u0026 more\",\"metrics\":[{"
                + "\"labels\":{\"instance\":\"\",\"job\":\"a\",\"l\":\"\\u2028ü\"},\"value\":\"1e+06\"}]}}]}");
    }

    @Test
    void otherSitesMayRead() {
        var answer = client.ask("GET", "/api/v1/metrics");

        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(answer.header("cache-control")).isEqualTo("no-cache, no-store, must-revalidate");
        assertThat(client.ask("OPTIONS", "/api/v1/x").header("access-control-allow-methods"))
                .isEqualTo("GET, POST, DELETE, OPTIONS");
        assertThat(client.ask("OPTIONS", "/metrics/job/a").headers()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void theStatusTellsBuildFlagsAndStart() {
        var body = client.ask("GET", "/api/v1/status").body();

        assertThat(body).startsWith("{\"status\":\"success\",\"data\":{\"build_information\":{\"branch\":\"\",")
                .contains("\"version\":\"1.11.2\"").contains("\"persistence.interval\":\"5m0s\"")
                .contains("\"web.enable-admin-api\":\"false\"")
                .endsWith("},\"start_time\":\"2026-02-03T05:05:06+01:00\"}}");
    }

    @Test
    void durationsAreWrittenAsGoWritesThem() {
        assertThat(GoDuration.text(java.time.Duration.ofMillis(250))).isEqualTo("250ms");
        assertThat(GoDuration.text(java.time.Duration.ofMillis(3_723_500))).isEqualTo("1h2m3.5s");
        assertThat(GoDuration.text(java.time.Duration.ofHours(2))).isEqualTo("2h0m0s");
        assertThat(GoDuration.text(java.time.Duration.ZERO)).isEqualTo("0s");
    }
}
