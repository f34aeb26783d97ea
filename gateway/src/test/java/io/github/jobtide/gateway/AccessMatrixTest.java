package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.gateway.Principals.Knocker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every principal at every route over every transport: what is answered is what the table in docs/operating.md says. */
class AccessMatrixTest {
    private static final String STALE = "this form was not handed out";

    @TempDir
    private Path folder;

    enum Transport {
        PLAIN(false, Version.HTTP_1_1), TLS(true, Version.HTTP_1_1), H2(true, Version.HTTP_2);

        final boolean tls;
        final Version version;

        Transport(boolean tls, Version version) {
            this.tls = tls;
            this.version = version;
        }
    }

    /**
     * A request and what is answered to those who may.
     *
     * @param beginning of the body
     */
    private record Case(String method, String path, Need need, int status, String beginning) {
        Case(String method, String path, Need need, int status) {
            this(method, path, need, status, "");
        }
    }

    private static final List<Case> ROUTES = List.of(
            new Case("PUT", "/metrics/job/a", Need.PUSH, 200), new Case("POST", "/metrics/job/a/b/c", Need.PUSH, 200),
            new Case("POST", "/api/v2/add/metrics/job@base64/YQ", Need.PUSH, 200),
            new Case("DELETE", "/metrics/job/a", Need.DELETE, 202),
            new Case("GET", "/metrics", Need.READ, 200), new Case("HEAD", "/metrics", Need.READ, 200),
            new Case("GET", "/", Need.READ, 200), new Case("GET", "/status", Need.READ, 200),
            new Case("GET", "/static/page.css", Need.READ, 200), new Case("GET", "/api/v1/status", Need.READ, 200),
            new Case("GET", "/api/v1/metrics", Need.READ, 200), new Case("PUT", "/api/v1/admin/wipe", Need.ADMIN, 202),
            new Case("GET", "/api/v2/groups", Need.READ, 200),
            new Case("GET", "/api/v2/groups?sort=pushed", Need.READ, 200),
            new Case("GET", "/api/v2/groups/am9i_25vbmU", Need.READ, 404),
            new Case("DELETE", "/api/v2/groups?older_than=1h", Need.DELETE, 200),
            new Case("DELETE", "/api/v2/groups?older_than=1h&dry_run=true", Need.DELETE, 200),
            new Case("POST", "/page/delete", Need.DELETE, 403, STALE),
            new Case("POST", "/page/delete-all", Need.ADMIN, 403, STALE),
            new Case("POST", "/-/quit", Need.ADMIN, 200), new Case("GET", "/-/quit", Need.KNOWN, 405),
            new Case("GET", "/-/healthy", Need.HEALTH, 200), new Case("GET", "/-/ready", Need.HEALTH, 200),
            new Case("OPTIONS", "/metrics", Need.KNOWN, 200), new Case("OPTIONS", "/api/v1/x", Need.KNOWN, 200),
            new Case("GET", "/nowhere", Need.KNOWN, 404), new Case("GET", "//metrics", Need.KNOWN, 301),
            new Case("PUT", "/METRICS/job/a", Need.KNOWN, 307), new Case("PUT", "/metrics", Need.KNOWN, 405));

    @ParameterizedTest
    @EnumSource
    void whoMayWhatIsAsTheTableSays(Transport transport) throws IOException, InterruptedException {
        var principals = new Principals(folder);
        List<String> shown = new ArrayList<>();
        try (var log = new LogCapture();
                var running = principals.start(transport.tls, web -> web.withAdminApi(true).withLifecycle(true))) {
            List<Knocker> knockers = Stream.concat(principals.all().stream(),
                    transport.tls ? principals.withCertificates().stream() : Stream.empty()).toList();
            var soft = new SoftAssertions();
            for (int i = 0; i < knockers.size(); i++) {
                try (HttpClient client = client(transport, knockers.get(i), 2 + i)) {
                    for (Case route : ROUTES) {
                        shown.add(knock(client, transport, running, knockers.get(i), route, soft));
                    }
                }
            }
            soft.assertAll();
            assertThat(shown).hasSize(ROUTES.size() * knockers.size());
            assertThat(String.join("\n", shown) + log.text()).doesNotContain(principals.secrets());
            assertThat(log.text()).contains("request refused who=nobody from=127.0.0.",
                    "deleted who=operator from=127.0.0.", "what=all groups");
        }
    }

    /** From an address of its own, because failures from one address are bounded. */
    private static HttpClient client(Transport transport, Knocker knocker, int host) throws IOException {
        var builder = HttpClient.newBuilder().version(transport.version)
                .localAddress(InetAddress.getByName("127.0.0." + host));
        return transport.tls
                ? builder.sslContext(TlsClient.of(Principals.AUTHORITY, knocker.certificate()).context()).build()
                : builder.build();
    }

    /** Everything that the answer shows. */
    private static String knock(HttpClient client, Transport transport, RunningGateway running, Knocker knocker,
            Case route, SoftAssertions soft) throws IOException, InterruptedException {
        String body = route.method.startsWith("P") && route.path.contains("/job") ? "m 1\n" : "";
        var request = HttpRequest.newBuilder(URI.create("%s://localhost:%d%s".formatted(
                transport.tls ? "https" : "http", running.address().getPort(), route.path)))
                .method(route.method, HttpRequest.BodyPublishers.ofString(body));
        knocker.authorization().forEach(value -> request.header("Authorization", value));

        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());

        String what = "%s: %s %s: %s".formatted(knocker.name(), route.method, route.path, answer.body());
        soft.assertThat(answer.version()).as(what).isEqualTo(transport.version);
        if (!knocker.known()) {
            soft.assertThat(answer.statusCode()).as(what).isEqualTo(401);
            soft.assertThat(answer.headers().allValues("WWW-Authenticate")).as(what)
                    .containsExactly("Bearer realm=\"jobtide\"", "Basic realm=\"jobtide\", charset=\"UTF-8\"");
        } else if (!knocker.may(route.need)) {
            soft.assertThat(answer.statusCode()).as(what).isEqualTo(403);
            soft.assertThat(answer.body()).as(what).contains(
                    route.method.equals("HEAD") ? "" : " does not have the role " + route.need.roleWord());
        } else {
            soft.assertThat(answer.statusCode()).as(what).isEqualTo(route.status);
            soft.assertThat(answer.body()).as(what).startsWith(route.beginning);
        }
        return answer.headers() + answer.body();
    }
}
