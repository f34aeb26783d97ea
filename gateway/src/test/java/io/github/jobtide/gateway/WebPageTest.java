package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebPageTest {
    /** {@code <script>alert(1)</script>} in base64. */
    private static final String SCRIPT = "PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg";

    private final RunningGateway running = RunningGateway.start(web -> web.withAdminApi(true), bounds -> bounds);
    private final RawClient client = running.client;

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void theListLeadsToAGroupWithItsValues() {
        client.ask("PUT", "/metrics/job/a/b/c", "", "# HELP m About it.\n# TYPE m gauge\nm{x=\"y\"} 42\n");

        var list = client.ask("GET", "/");
        var group = client.ask("GET", "/" + match(list.body(), "href=\"\\./(\\?group=[^\"]+)\""));

        assertThat(list.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(list.body()).contains("1 groups, 1 series", "<span class=\"name\">job</span>a</span>",
                "<span class=\"state ok\">ok</span>", ">0 s ago</time>");
        assertThat(group.body()).contains("<h2>m</h2>", "<span class=\"type\">gauge</span>", "About it.",
                "<span class=\"name\">x</span>y</span>", "<td class=\"number\">42</td>");
    }

    @Test
    void aFailedPushIsShown() {
        client.ask("PUT", "/metrics/job/a", "", "m 1\nm 1\n");
        client.ask("PUT", "/metrics/job/b", "", "m 1\n");

        assertThat(client.ask("GET", "/").body()).contains("<span class=\"state failed\">failed</span>",
                "Last push failed (1)");
        assertThat(shown("/?failed")).contains("a").doesNotContain("b");
    }

    @Test
    void wordsFindLabelsAndFamiliesInAnyCase() {
        client.ask("PUT", "/metrics/job/Backup/zone/eu", "", "files_total 1\n");
        client.ask("PUT", "/metrics/job/billing/zone/us", "", "invoices 1\n");

        assertThat(shown("/?q=backup")).containsExactly("Backup");
        assertThat(shown("/?q=INVOICES")).containsExactly("billing");
        assertThat(shown("/?q=b+zone")).containsExactly("Backup", "billing");
        assertThat(shown("/?q=billing+eu")).isEmpty();
        assertThat(client.ask("GET", "/?q=%22%3E%3Cb%3E").body()).contains("value=\"&#34;>&lt;b>\"")
                .contains("No group fits.");
    }

    @Test
    void groupsAreSortedAsAskedFor() {
        client.ask("PUT", "/metrics/job/b", "", "m 1\n");
        client.ask("PUT", "/metrics/job/a/instance/z", "", "m{l=\"1\"} 1\nm{l=\"2\"} 1\n");
        client.ask("PUT", "/metrics/job/c", "", "bad bad\n");
        client.ask("PUT", "/metrics/job/c", "", "m 1\nm 1\n");

        assertThat(shown("/")).containsExactly("a", "b", "c");
        assertThat(shown("/?sort=name&backwards")).containsExactly("c", "b", "a");
        assertThat(shown("/?sort=series")).containsExactly("a", "b", "c");
        assertThat(shown("/?sort=failed")).containsExactly("c", "a", "b");
        assertThat(shown("/?sort=pushed&backwards")).first().isEqualTo("c");
        assertThat(shown("/?sort=nonsense&page=x")).containsExactly("a", "b", "c");
    }

    @Test
    void longListsComeInPages() {
        for (int i = 0; i < 120; i++) {
            client.ask("PUT", "/metrics/job/j%03d".formatted(i), "", "m 1\n");
        }

        assertThat(shown("/")).hasSize(50).first().isEqualTo("j000");
        assertThat(shown("/?page=3")).hasSize(20).first().isEqualTo("j100");
        assertThat(shown("/?page=999")).hasSize(20).first().isEqualTo("j100");
        assertThat(client.ask("GET", "/?page=2&q=j").body()).contains("<strong aria-current=\"page\">2</strong>",
                "href=\"./?sort=name&amp;q=j&amp;page=3\"");
    }

    @Test
    void whateverIsPushedStaysText() {
        client.ask("PUT", "/metrics/job@base64/" + SCRIPT + "/x@base64/" + SCRIPT, "",
                "# HELP m </p><script>x</script>\nm{a=\"\\\"><img onerror=x>\"} 1\n");

        String list = client.ask("GET", "/").body();
        String group = client.ask("GET", "/" + match(list, "href=\"\\./(\\?group=[^\"]+)\"")).body();
        String question = client.ask("GET", "/" + match(group, "href=\"\\./(\\?delete=[^\"]+)\"")).body();

        assertThat(list + group + question).doesNotContain("<script", "<img onerror", "onerror=x>\"")
                .contains("<span class=\"name\">x</span>&lt;script&gt;alert(1)&lt;/script&gt;</span>");
    }

    @Test
    void aGroupIsDeletedByTheFormOfItsOwnPage() {
        client.ask("PUT", "/metrics/job@base64/YS9i/l/", "", "m 1\n");
        String form = client.ask("GET", "/" + deleteLink()).body();
        String body = "key=" + match(form, "name=\"key\" value=\"([^\"]+)\"") + "&token="
                + match(form, "name=\"token\" value=\"([^\"]+)\"");

        var answer = client.ask("POST", "/page/delete", "Sec-Fetch-Site: same-origin\r\n", body);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).startsWith("../?gone=");
        assertThat(running.value("jobtide_gateway_groups")).isEqualTo("0");
        assertThat(client.ask("GET", answer.header("location").substring(2)).body())
                .contains("Deleted: {job=&#34;a/b&#34;,l=&#34;&#34;}".replace("&#34;", "\""));
        assertThat(client.ask("GET", "/" + "?delete=" + match(body, "key=([^&]+)")).body())
                .contains("There is no such group any more.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "key=am9i_2E", "key=am9i_2E&token=x", "key=%%%&token=x", "key=am9i_2E&token=OTHER"})
    void aFormThatTheGatewayDidNotHandOutDeletesNothing(String body) {
        client.ask("PUT", "/metrics/job/a", "", "m 1\n");
        client.ask("PUT", "/metrics/job/b", "", "m 1\n");
        String ofB = client.ask("GET", "/?delete=am9i_2I").body();
        String token = match(ofB, "name=\"token\" value=\"([^\"]+)\"");

        assertThat(client.ask("POST", "/page/delete", "", body.replace("OTHER", token)).status()).isEqualTo(403);
        assertThat(client.ask("POST", "/page/delete-all", "", "token=" + token).status()).isEqualTo(403);
        assertThat(running.value("jobtide_gateway_groups")).isEqualTo("2");
        assertThat(client.ask("POST", "/page/delete", "", "key=am9i_2I&token=" + token).status()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-Fetch-Site: cross-site\r\n", "Origin: http://elsewhere\r\n", "Origin: null\r\n"})
    void anotherSiteDeletesNothingEvenWithAToken(String header) {
        client.ask("PUT", "/metrics/job/a", "", "m 1\n");
        String token = match(client.ask("GET", "/?delete=am9i_2E").body(), "name=\"token\" value=\"([^\"]+)\"");

        assertThat(client.ask("POST", "/page/delete", header, "key=am9i_2E&token=" + token).status()).isEqualTo(403);
        assertThat(running.value("jobtide_gateway_groups")).isEqualTo("1");
    }

    @Test
    void allGroupsAreDeletedByAFormIfTheAdminApiIsOn() {
        client.ask("PUT", "/metrics/job/a", "", "m 1\n");
        client.ask("PUT", "/metrics/job/b", "", "m 1\n");
        String token = match(client.ask("GET", "/?delete-all").body(), "name=\"token\" value=\"([^\"]+)\"");

        assertThat(client.ask("POST", "/page/delete-all", "", "key=&token=" + token).status()).isEqualTo(303);

        assertThat(running.value("jobtide_gateway_groups")).isEqualTo("0");
        assertThat(client.ask("GET", "/").body()).contains("Nothing has been pushed yet.").doesNotContain("delete-all");
    }

    @Test
    void withoutTheAdminApiNothingOffersToDeleteAll() {
        try (RunningGateway plain = RunningGateway.start()) {
            plain.client.ask("PUT", "/metrics/job/a", "", "m 1\n");

            assertThat(plain.client.ask("GET", "/").body()).doesNotContain("delete-all");
            assertThat(plain.client.ask("GET", "/?delete-all").body()).contains("<h1>Groups</h1>");
            assertThat(plain.client.ask("POST", "/page/delete-all", "", "token=x").status()).isEqualTo(404);
        }
    }

    @Test
    void aFormIsOnlyPosted() {
        var answer = client.ask("GET", "/page/delete");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("OPTIONS, POST, PUT");
    }

    @Test
    void theStatusPageShowsStorageLimitsBuildAndFlags() {
        assertThat(client.ask("GET", "/status").body()).contains("<h2>Storage</h2>", "memory", "<h2>Limits</h2>",
                "bytes of a body", "<h2>Build</h2>", "jobtideVersion", "<h2>Flags</h2>", "--web.enable-admin-api");
    }

    @Test
    void nothingOnThePageIsExecuted() {
        assertThat(client.ask("GET", "/").header("content-security-policy"))
                .isEqualTo("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
                        + "base-uri 'none'; frame-ancestors 'none'");
        assertThat(client.ask("GET", "/static/icon.svg").header("content-type")).isEqualTo("image/svg+xml");
        assertThat(client.ask("GET", "/static/page.css").status()).isEqualTo(200);
        assertThat(client.ask("GET", "/static/Gateway.class").status()).isEqualTo(404);
    }

    private String deleteLink() {
        String group = client.ask("GET", "/" + match(client.ask("GET", "/").body(), "href=\"\\./(\\?group=[^\"]+)\""))
                .body();
        return match(group, "href=\"\\./(\\?delete=[^\"]+)\"");
    }

    /** The jobs of the groups that a page lists. */
    private List<String> shown(String path) {
        return Pattern.compile("<span class=\"name\">job</span>([^<]*)</span>").matcher(client.ask("GET", path).body())
                .results().map(match -> match.group(1)).toList();
    }

    private static String match(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }
}
