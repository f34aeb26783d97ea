package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a push says of itself in its headers, on every route. The gateway's clock stands at 1770091506. */
class MarkHeadersTest {
    private static final String ADD = "/api/v2/add/metrics/job/a";
    private static final String STOCK = "/metrics/job/a";

    private final RunningGateway running = RunningGateway.start();
    private final RawClient client = running.client;

    @AfterEach
    void stop() {
        running.close();
    }

    @ParameterizedTest
    @CsvSource({"POST, " + ADD, "POST, " + STOCK, "PUT, " + STOCK})
    void aPushOfAKnownIdIsAnsweredAndChangesNothing(String method, String path) {
        String id = "Jobtide-Push-Id: run 1/C~\r\n";
        assertThat(client.ask(method, path, id, counter(1)).status()).isEqualTo(200);

        assertThat(client.ask(method, path, id, counter(5)).status()).isEqualTo(200);
        assertThat(client.ask(method, path, id, "# TYPE c_total summary\nc_total_sum 1\n").status()).isEqualTo(200);

        assertThat(value("c_total")).isEqualTo("1");
        assertThat(running.value("jobtide_gateway_duplicate_pushes_total")).isEqualTo("2");
        assertThat(running.value("jobtide_gateway_push_ids")).isEqualTo("1");
        assertThat(client.ask(method, "/metrics/job/b", id, counter(7)).status()).isEqualTo(200);
        assertThat(running.value("c_total{instance=\"\",job=\"b\"}")).isEqualTo("7");
    }

    @Test
    void aKnownTextOfAKnownIdIsADuplicateToo() {
        for (int i = 0; i < 5; i++) {
            client.ask("POST", ADD, "Jobtide-Push-Id: x" + i / 2 + "\r\n", counter(1));
        }

        assertThat(value("c_total")).isEqualTo("3");
    }

    @Test
    void aReplayLeavesWhatIsNewerAndItsDeltasCount() {
        client.ask("POST", ADD, event("1000.5"), counter(1) + "g 1\n");
        assertThat(client.ask("POST", ADD, event("1000.25") + "Jobtide-Replay: 1\r\n", counter(2) + "g 2\nh 2\n")
                .status()).isEqualTo(200);
        assertThat(client.ask("PUT", STOCK, event("999") + "Jobtide-Replay: 1\r\n", "i 3\n").status()).isEqualTo(200);

        assertThat(List.of(value("c_total"), value("g"), value("h"), value("i"))).containsExactly("3", "1", "2", "3");
        assertThat(running.value("jobtide_gateway_late_pushes_total")).isEqualTo("2");
        assertThat(value("push_time_seconds")).isEqualTo("1.770091506e+09");

        client.ask("POST", STOCK, event("1"), "g 4\n"); // no replay
        assertThat(value("g")).isEqualTo("4");
        client.ask("POST", STOCK, "", "g 5\n"); // of when it is received
        client.ask("POST", STOCK, event("1770091505.999999999") + "Jobtide-Replay: 1\r\n", "g 6\n");
        assertThat(value("g")).isEqualTo("5");
    }

    @Test
    void failuresInARowAreCountedOnTheAddingPath() {
        String failed = "# TYPE jobtide_consecutive_failures gauge\njobtide_consecutive_failures 1\n";
        client.ask("POST", ADD, event("100"), failed);
        client.ask("POST", ADD, event("300"), failed);
        assertThat(value("jobtide_consecutive_failures")).isEqualTo("2");

        client.ask("POST", ADD, event("200") + "Jobtide-Replay: 1\r\n", failed.replace("failures 1", "failures 0"));
        assertThat(value("jobtide_consecutive_failures")).isEqualTo("1");

        assertThat(client.ask("POST", ADD, "", failed.replace("failures 1", "failures 2")).body())
                .startsWith("pushed metrics are invalid or inconsistent with existing metrics: "
                        + "\"jobtide_consecutive_failures\" must be a gauge with one sample");
        client.ask("DELETE", STOCK);
        client.ask("POST", ADD, "", failed);
        assertThat(value("jobtide_consecutive_failures")).isEqualTo("1");
    }

    @Test
    void theClientsClockIsComparedWithTheGatewaysForEachGroup() {
        client.ask("POST", STOCK, "", "g 1\n");
        assertThat(client.ask("GET", "/metrics").body()).doesNotContain("client_clock_skew");

        client.ask("POST", "/metrics/job/b/x/y", "Jobtide-Client-Time: 1770091507.25\r\n", "g 1\n");
        client.ask("PUT", STOCK, "Jobtide-Client-Time: 1770091405\r\n", "g 1\n");
        client.ask("POST", "/metrics/job/c", "", "g 1\n");
        client.ask("PUT", STOCK, "", "g 2\n");

        for (String accept : List.of("", "Accept: application/openmetrics-text\r\n")) {
            assertThat(client.ask("GET", "/metrics", accept, "").body().lines()
                    .filter(line -> line.contains("client_clock_skew"))).containsExactly(
                            "# HELP jobtide_gateway_client_clock_skew_seconds Seconds that the client's clock was ahead of the"
                                    + " gateway's at the last push that told its time.",
                            "# TYPE jobtide_gateway_client_clock_skew_seconds gauge",
                            "jobtide_gateway_client_clock_skew_seconds{instance=\"\",job=\"a\"} -101",
                            "jobtide_gateway_client_clock_skew_seconds{instance=\"\",job=\"b\",x=\"y\"} 1.25");
        }
        assertThat(client.ask("GET", "/metrics", "Accept: application/vnd.google.protobuf;"
                + "proto=io.prometheus.client.MetricFamily;encoding=text\r\n", "").body())
                .containsOnlyOnce("name: \"jobtide_gateway_client_clock_skew_seconds\"");
        assertThat(client.ask("GET", "/api/v1/metrics").body())
                .contains("\"jobtide_gateway_client_clock_skew_seconds\":{");
        client.ask("DELETE", STOCK);
        client.ask("DELETE", "/metrics/job/b/x/y");
        assertThat(client.ask("GET", "/metrics").body()).doesNotContain("client_clock_skew");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gauge", "counter"})
    void theSkewsNameIsTheGatewaysOwn(String type) {
        String name = "jobtide_gateway_client_clock_skew_seconds";
        var answer = client.ask("POST", STOCK, "", "# TYPE " + name + " " + type + "\n" + name + " 1\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"" + name + "\" is the gateway's own");
        assertThat(running.value("jobtide_gateway_rejected_pushes_total{reason=\"reserved_name\"}")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Jobtide-Push-Id: ", "Jobtide-Push-Id: \u00e4", "Jobtide-Push-Id: a\tb",
            "Jobtide-Event-Time: ",
            "Jobtide-Event-Time: -1", "Jobtide-Event-Time: +1", "Jobtide-Event-Time: 1e9", "Jobtide-Event-Time: 1.",
            "Jobtide-Event-Time: .5", "Jobtide-Event-Time: 1.5x", "Jobtide-Event-Time: 1.1234567890x",
            "Jobtide-Event-Time: 1.2.3", "Jobtide-Event-Time: 9223372036", "Jobtide-Event-Time: 99999999999",
            "Jobtide-Event-Time: 1.0000000000000000000000000000000", "Jobtide-Client-Time: NaN",
            "Jobtide-Client-Time: 0x10", "Jobtide-Replay: 1", "Jobtide-Replay: 0\r\nJobtide-Event-Time: 1",
            "Jobtide-Event-Time: 1\r\nJobtide-Event-Time: 2", "Jobtide-Push-Id: a\r\nJobtide-Push-Id: a"})
    void whatCannotBeReadIsRefusedAndLeavesNoTrace(String header) {
        var answer = client.ask("POST", ADD, header + "\r\n", "m 1\n");

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(header.substring(0, header.indexOf(':')));
        assertThat(client.ask("GET", "/metrics").body()).doesNotContain("push_time");
        assertThat(running.value("jobtide_gateway_rejected_pushes_total{reason=\"parse\"}")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0", "1770091506", "1770091506.5", "9223372035.999999999",
            "0001770091.12345678901234567890"})
    void timesAreDecimalSecondsSinceTheEpoch(String time) {
        assertThat(client.ask("POST", ADD, event(time) + "Jobtide-Client-Time: " + time + "\r\n", "m 1\n").status())
                .isEqualTo(200);
    }

    @Test
    void anIdHasAtMost128Characters() {
        assertThat(client.ask("POST", ADD, "Jobtide-Push-Id: " + "x".repeat(128) + "\r\n", "m 1\n").status())
                .isEqualTo(200);
        assertThat(client.ask("POST", ADD, "Jobtide-Push-Id: " + "x".repeat(129) + "\r\n", "m 1\n").status())
                .isEqualTo(400);
    }

    private String value(String name) {
        return running.value(name + "{instance=\"\",job=\"a\"}");
    }

    private static String event(String seconds) {
        return "Jobtide-Event-Time: " + seconds + "\r\n";
    }

    private static String counter(int value) {
        return "# TYPE c_total counter\nc_total " + value + "\n# TYPE other untyped\n";
    }
}
