package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteGuardTest {
    private final RunningGateway running = RunningGateway.start(
            web -> web.withAdminApi(true).withLifecycle(true).withExternalUrl("https://metrics.example.com/tide")
                    .withRoutePrefix("/"),
            bounds -> bounds);
    private final RawClient client = running.client;

    @AfterEach
    void stop() {
        running.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site",
            "Sec-Fetch-Site: cross-site\r\nOrigin: http://test", "Origin: http://elsewhere", "Origin: http://test:81",
            "Origin: null", "Origin: https://metrics.example.com.elsewhere"})
    void whatAPageOfAnotherSiteSendsChangesNothing(String headers) {
        client.ask("PUT", "/metrics/job/a", "", "m 1\n");

        assertThat(answer("POST", "/metrics/job/a", headers, "m 2\n")).isEqualTo(403);
        assertThat(answer("PUT", "/metrics/job/b", headers, "m 2\n")).isEqualTo(403);
        assertThat(answer("DELETE", "/metrics/job/a", headers, "")).isEqualTo(403);
        assertThat(answer("PUT", "/api/v1/admin/wipe", headers, "")).isEqualTo(403);
        assertThat(answer("POST", "/-/quit", headers, "")).isEqualTo(403);
        assertThat(running.value("m{instance=\"\",job=\"a\"}")).isEqualTo("1");
        assertThat(running.value("jobtide_gateway_groups")).isEqualTo("1");
        assertThat(running.value("pushgateway_http_requests_total{code=\"403\",handler=\"push\",method=\"put\"}"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none",
            "Sec-Fetch-Site: same-origin\r\nOrigin: https://somewhere-behind-a-proxy", "Origin: http://test",
            "Origin: http://TEST", "Origin: https://front\r\nX-Forwarded-Host: front",
            "Origin: https://metrics.example.com", "Accept: */*"})
    void ownPagesAndProgramsMayPush(String headers) {
        assertThat(answer("POST", "/metrics/job/a", headers, "m 2\n")).isEqualTo(200);
        assertThat(answer("DELETE", "/metrics/job/a", headers, "")).isEqualTo(202);
    }

    @Test
    void otherSitesMayStillRead() {
        assertThat(answer("GET", "/api/v1/metrics", "Sec-Fetch-Site: cross-site", "")).isEqualTo(200);
        assertThat(answer("GET", "/metrics", "Origin: http://elsewhere", "")).isEqualTo(200);
    }

    @Test
    void theRefusalSaysWhatToDo() {
        var answer = client.ask("POST", "/metrics/job/a", "Origin: http://elsewhere\r\n", "m 2\n");

        assertThat(answer.body())
                .isEqualTo("a web page of another site made a browser send this request, so nothing was "
                        + "done; use a program; if it was the gateway's own page behind a proxy, set --web.external-url to where "
                        + "people reach it; if another page may, let your proxy drop the headers Sec-Fetch-Site and Origin\n");
    }

    private int answer(String method, String path, String headers, String body) {
        return client.ask(method, path, headers + "\r\n", body).status();
    }
}
