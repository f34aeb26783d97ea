package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.gateway.access.TokenText;
import io.github.jobtide.testing.Seeds;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random requests of somebody who has no token, but knows much of what there is: none gets in, and nothing of the gateway's is changed or shown. */
class IntrusionTest {
    private static final int SEEDS = 1500;
    private static final List<String> METHODS = List.of("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "get",
            "PATCH",
            "TRACE");
    private static final List<String> PATHS = List.of("/metrics", "/metrics/job/a", "/", "/status", "/api/v1/metrics",
            "/api/v1/status", "/api/v1/admin/wipe", "/-/quit", "/-/healthy", "/-/ready", "/page/delete",
            "/page/delete-all", "/static/page.css", "/static/../metrics", "//metrics", "/./metrics", "/metrics/",
            "/METRICS", "/metrics%2f", "/%6detrics", "http://test/metrics", "*", "/?delete-all",
            "/metrics?x=/-/healthy",
            "/-/healthy/../../metrics", "/-/healthy%2f..%2f..%2fmetrics", "/-/healthy;/metrics", "/api/v2/groups",
            "/api/v2/add/metrics/job/a");
    private static final List<String> HEADERS = List.of("X-Forwarded-For: 127.0.0.1", "X-Forwarded-User: boss",
            "X-Original-URL: /-/healthy", "X-Rewrite-URL: /-/healthy", "Forwarded: for=127.0.0.1",
            "X-Client-Cert: CN=team", "Sec-Fetch-Site: same-origin", "X-HTTP-Method-Override: GET",
            "Connection: Authorization", "Cookie: token=boss", "Content-Encoding: gzip");

    @TempDir
    private Path folder;

    @Test
    void noRequestWithoutARightTokenGetsIn() throws IOException {
        var principals = new Principals(folder);
        try (var running = principals.start(false, web -> web.withAdminApi(true).withLifecycle(true))) {
            String boss = "Authorization: Bearer " + principals.adminToken + "\r\n";
            assertThat(running.client.ask("PUT", "/metrics/job/a", boss, "m 1\n").status()).isEqualTo(200);

            Seeds.each(SEEDS, seed -> knock(principals, running, seed));

            String page = running.client.ask("GET", "/metrics", boss, "").body();
            assertThat(page).contains("m{instance=\"\",job=\"a\"} 1\n", "jobtide_gateway_groups 1\n",
                    "jobtide_gateway_access_refusals_total{reason=\"role\"} 0\n")
                    .containsOnlyOnce("pushgateway_http_requests_total{");
        }
    }

    private static void knock(Principals principals, RunningGateway running, long seed) {
        var random = new Random(seed);
        try (var client = RawClient.connect(running.address(), address(random))) {
            String method = one(METHODS, random);
            String head = "%s %s HTTP/1.%d\r\nHost: test\r\n%s%sContent-Length: 4\r\n\r\nm 2\n".formatted(method,
                    one(PATHS, random), random.nextInt(2), authorizations(principals, random), more(random));
            client.send(head.getBytes(StandardCharsets.UTF_8));

            var answer = client.read(method.equals("HEAD"));

            assertThat(answer.status()).as(head).isIn(400, 401, 429, 501, 505);
            assertThat(answer.body()).as(head).doesNotContain("m{", "job=").doesNotContain(principals.secrets());
        }
    }

    /** Of many machines, so that bounds on failures hide nothing. */
    private static InetAddress address(Random random) {
        try {
            return InetAddress.getByAddress(new byte[]{127, 0, (byte) random.nextInt(256),
                    (byte) (1 + random.nextInt(254))});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String authorizations(Principals principals, Random random) {
        var lines = new StringBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            lines.append(random.nextBoolean() ? "Authorization: " : "authorization:\t");
            lines.append(authorization(principals, random)).append("\r\n");
        }
        return lines.toString();
    }

    private static String authorization(Principals principals, Random random) {
        String token = one(List.of(principals.adminToken, principals.pushToken, principals.readToken), random);
        return switch (random.nextInt(16)) {
            case 0 -> "Bearer " + token.substring(0, random.nextInt(token.length()));
            case 1 -> "Bearer " + token + (char) ('a' + random.nextInt(26));
            case 2 -> "Bearer " + changed(token, random);
            case 3 -> "Bearer " + token.toUpperCase(Locale.ROOT);
            case 4 -> "Bearer " + TokenText.hash(token);
            case 5 -> token;
            case 6 -> "Basic " + token;
            case 7 -> Principals.basic("boss:" + token);
            case 8 -> Principals.basic(token + ":");
            case 9 -> "Bearer " + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
            case 10 -> "Bearer  " + token;
            case 11 -> "Bearer\t" + token;
            case 12 -> "Bearer " + token + "," + token;
            case 13 -> "Bearer " + principals.shortToken;
            case 14 -> "Token " + token;
            default -> "Bearer " + principals.endedToken;
        };
    }

    private static String changed(String token, Random random) {
        int at = random.nextInt(token.length());
        char other = (char) (token.charAt(at) ^ (1 << random.nextInt(5)));
        return token.substring(0, at) + (other > ' ' && other < 127 ? other : '!') + token.substring(at + 1);
    }

    private static String more(Random random) {
        var lines = new StringBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            lines.append(one(HEADERS, random)).append("\r\n");
        }
        return lines.toString();
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
