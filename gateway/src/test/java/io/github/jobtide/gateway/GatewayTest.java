package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {
    private final RunningGateway running = RunningGateway.start(web -> web.withAdminApi(true), bounds -> bounds);
    private final RawClient client = running.client;

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aPushIsScraped() {
        var pushed = client.ask("POST", "/metrics/job/a/b/c", "", "some_metric 3.14\n");

        assertThat(pushed.status()).isEqualTo(200);
        assertThat(pushed.body()).isEmpty();
        assertThat(pushed.headers()).doesNotContainKey("content-type");
        assertThat(pushedLines()).isEqualTo("""
                # TYPE push_failure_time_seconds gauge
                push_failure_time_seconds{b="c",instance="",job="a"} 0
                # TYPE push_time_seconds gauge
                push_time_seconds{b="c",instance="",job="a"} 1.770091506e+09
                # TYPE some_metric untyped
                some_metric{b="c",instance="",job="a"} 3.14
                """);
    }

    @Test
    void aDeletedGroupIsGone() {
        client.ask("PUT", "/metrics/job/a", "", "m 1\n");

        assertThat(client.ask("DELETE", "/metrics/job/a").status()).isEqualTo(202);
        assertThat(pushedLines()).isEmpty();
    }

    @Test
    void aWipeRemovesEverything() {
        client.ask("PUT", "/metrics/job/a", "", "m 1\n");
        client.ask("PUT", "/metrics/job/b", "", "m 1\n");

        assertThat(client.ask("PUT", "/api/v1/admin/wipe").status()).isEqualTo(202);
        assertThat(client.ask("GET", "/api/v1/metrics").body()).isEqualTo("{\"status\":\"success\",\"data\":[]}");
    }

    @Test
    void aBodyThatCannotBeReadIsRefusedInOneLine() {
        var answer = client.ask("POST", "/metrics/job/a", "", "m one\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("text format parsing error in line 1: expected float as value, got \"one\"\n");
        assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    }

    @Test
    void bytesOutsideAsciiMayStandInThePathAsTheyAre() {
        client.send("POST /metrics/job/\u00ce\u00a0 HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nm 1\n");

        assertThat(client.read(false).status()).isEqualTo(200);
        assertThat(pushedLines()).contains("m{instance=\"\",job=\"Π\"} 1");
    }

    @Test
    void aJobThatIsNotUtf8IsRefusedAndHarmsNobody() {
        var answer = client.ask("POST", "/metrics/job/%ff", "", "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("job name is not valid UTF-8: \"\\xff\"\n");
        assertThat(client.ask("POST", "/metrics/job/a", "", "m 1\n").status()).isEqualTo(200);
        assertThat(client.ask("GET", "/metrics").status()).isEqualTo(200);
    }

    @Test
    void aRequestWithoutHostIsRefused() {
        client.send("GET /metrics HTTP/1.1\r\n\r\n");

        assertThat(client.read(false).status()).isEqualTo(400);
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void anOldRequestWithoutHostIsAnsweredAndTheConnectionEnds() {
        client.send("GET /-/healthy HTTP/1.0\r\n\r\n");

        assertThat(client.read(false).body()).isEqualTo("OK");
        assertThat(client.isAtEnd()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/metrics/job/%f"})
    void malformedEscapesAreRefused(String path) {
        assertThat(client.ask("GET", path).status()).isEqualTo(400);
    }

    @Test
    void aHeadIsAnsweredLikeAGetWithoutItsBody() {
        var answer = client.ask("HEAD", "/metrics");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type"))
                .isEqualTo("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
        assertThat(client.ask("GET", "/-/healthy").body()).isEqualTo("OK");
    }

    @Test
    void chunkedBodiesAreTaken() {
        client.send("POST /metrics/job/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nm \r\n");
        client.send("2\r\n1\n\r\n0\r\n\r\n");

        assertThat(client.read(false).status()).isEqualTo(200);
        assertThat(pushedLines()).contains("m{instance=\"\",job=\"a\"} 1");
    }

    @Test
    void aClientThatWaitsToBeToldMaySend() {
        client.send("POST /metrics/job/a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");

        assertThat(client.read(false).status()).isEqualTo(100);
        client.send("m 1\n");
        assertThat(client.read(false).status()).isEqualTo(200);
    }

    @Test
    void requestsSentTogetherAreAnsweredInOrder() {
        String push = "POST /metrics/job/%s HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nm 1\n";
        client.send(push.formatted("a") + "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n" + push.formatted("b"));

        assertThat(client.read(false).status()).isEqualTo(200);
        assertThat(client.read(false).status()).isEqualTo(404);
        assertThat(client.read(false).status()).isEqualTo(200);
    }

    @Test
    void redirectsSayWhere() {
        var get = client.ask("GET", "/metrics/?a=b&c");

        assertThat(get.status()).isEqualTo(301);
        assertThat(get.header("location")).isEqualTo("/metrics?a=b&c");
        assertThat(get.body()).isEqualTo("<a href=\"/metrics?a=b&amp;c\">Moved Permanently</a>.\n\n");
        assertThat(client.ask("POST", "/METRICS/job/a", "", "m 1\n").status()).isEqualTo(307);
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        var answer = client.ask("POST", "/metrics", "", "m 1\n");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("GET, OPTIONS");
        assertThat(answer.body()).isEqualTo("Method Not Allowed\n");
    }

    @Test
    void anOldClientKnowsByTheEndOfTheConnectionThatAPageIsWhole() {
        client.ask("PUT", "/metrics/job/a", "", "# HELP m " + "x".repeat(600_000) + "\nm 1\n");

        client.send("GET /metrics HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

        var answer = client.read(false);
        assertThat(answer.headers()).doesNotContainKeys("content-length", "transfer-encoding");
        assertThat(answer.body()).contains("x".repeat(600_000)).contains("\npushgateway_build_info{");
    }

    @Test
    void aMalformedRequestEndsItsConnectionAndNoOther() {
        try (RawClient odd = running.connect()) {
            odd.send("GET //x?\u007f HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(odd.read(false).body()).startsWith("400 Bad Request: malformed request target");
            assertThat(odd.isAtEnd()).isTrue();
        }

        assertThat(client.ask("GET", "/-/healthy").status()).isEqualTo(200);
    }

    @Test
    void largeBodiesAreReadByWorkers() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            body.append("m{i=\"").append(i).append("\"} 1\n");
        }

        assertThat(client.ask("PUT", "/metrics/job/a", "", body.toString()).status()).isEqualTo(200);
        assertThat(pushedLines().lines().filter(line -> line.startsWith("m{"))).hasSize(20_000);
    }

    /** The page without the gateway's own families. */
    private String pushedLines() {
        var answer = client.ask("GET", "/metrics");
        assertThat(answer.status()).isEqualTo(200);
        return new String(answer.bytes(), StandardCharsets.UTF_8).lines()
                .filter(line -> !line.startsWith("# HELP") && !line.contains("jobtide_gateway_")
                        && !line.contains("pushgateway_") && !line.contains("process_"))
                .map(line -> line + "\n").collect(Collectors.joining());
    }
}
