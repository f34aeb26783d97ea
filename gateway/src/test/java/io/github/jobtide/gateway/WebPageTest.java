package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebPageTest {
    private final RunningGateway running = RunningGateway.start();
    private final RawClient client = running.client;

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void groupsAreShownWithTheirValues() {
        client.ask("PUT", "/metrics/job/a/b/c", "", "# HELP m About it.\n# TYPE m gauge\nm{x=\"y\"} 42\n");

        var page = client.ask("GET", "/");

        assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.body()).contains("1 groups, 1 series", "<span class=\"label\">job=\"a\"</span>",
                "<h3>m</h3>", "gauge, pushed ", ": About it.", "<span class=\"label\">x=\"y\"</span>",
                "<td class=\"value\">42</td>").doesNotContain("Last push failed!");
        assertThat(client.ask("GET", "/status").body()).isEqualTo(client.ask("GET", "/").body());
    }

    @Test
    void aFailedPushIsShown() {
        client.ask("PUT", "/metrics/job/a", "", "m 1\nm 1\n");

        assertThat(client.ask("GET", "/").body()).contains("Last push failed!");
    }

    @Test
    void whateverIsPushedStaysText() {
        client.ask("PUT", "/metrics/job/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "",
                "# HELP m </p><script>x</script>\nm{a=\"\\\"><img onerror=x>\"} 1\n");

        assertThat(client.ask("GET", "/").body()).doesNotContain("<script>", "<img", "onerror=x>\"");
    }

    @Test
    void aGroupIsDeletedByItsValuesInBase64() {
        client.ask("PUT", "/metrics/job@base64/YS9i/l/", "", "m 1\n");

        assertThat(client.ask("GET", "/").body())
                .contains("data-method=\"DELETE\" data-path=\"./metrics/job@base64/YS9i=/l@base64/=\"");
        assertThat(client.ask("DELETE", "/metrics/job@base64/YS9i=/l@base64/=").status()).isEqualTo(202);
        assertThat(running.value("jobtide_gateway_groups")).isEqualTo("0");
    }

    @Test
    void onlyThePagesOwnFilesAreExecuted() {
        assertThat(client.ask("GET", "/").header("content-security-policy")).contains("default-src 'none'",
                "script-src 'self'");
        assertThat(client.ask("GET", "/static/page.js").header("content-type"))
                .isEqualTo("text/javascript; charset=utf-8");
        assertThat(client.ask("GET", "/static/page.css").status()).isEqualTo(200);
        assertThat(client.ask("GET", "/static/Gateway.class").status()).isEqualTo(404);
    }
}
