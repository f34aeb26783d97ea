package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Behind a real nginx that speaks TLS to clients and serves the gateway below a path, with connections that it keeps open. */
final class NginxTest {
    private static final Pattern LINK = Pattern.compile("(?:href|src|action)=\"([^\"#]+)\"");

    private final TlsFolder tls = new TlsFolder();

    @Test
    void everythingWorksBelowAPath() {
        int front = ServerProcess.freePort();
        String external = "https://localhost:" + front + "/jobs";
        try (ServerProcess gateway = JobtideGateway.start(Workspace.newFolder("jobtide"), ServerProcess.freePort(),
                "/jobs",
                "--web.external-url=" + external, "--web.route-prefix=/jobs", "--web.enable-admin-api");
                ServerProcess nginx = nginx(front, gateway.port())) {
            assertThat(nginx.isAlive()).isTrue();
            assertThat(curl(external + "/metrics/job/a/x/1", "--data-binary", "m 1\n").answer()).isEqualTo(200);
            assertThat(curl(external + "/metrics/job/a@base64/L2E", "--data-binary", "m 1\n").answer()).isEqualTo(400);
            assertThat(curl(external + "/metrics/job/a/dir@base64/L2E", "--data-binary", "m 2\n").answer())
                    .isEqualTo(200);
            assertThat(curl(external + "/metrics").body()).contains("m{instance=\"\",job=\"a\",x=\"1\"} 1\n",
                    "m{dir=\"/a\",instance=\"\",job=\"a\"} 2\n");
            assertThat(curl(external + "/-/ready").answer()).isEqualTo(200);

            Curl.Result page = curl(external + "/");
            assertThat(page.body()).contains("<span class=\"name\">job</span>a</span>");
            List<String> links = LINK.matcher(page.body()).results().map(link -> link.group(1).replace("&amp;", "&"))
                    .toList();
            assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(curl(resolved(external, link)).answer())
                    .as(link).isEqualTo(200));

            assertThat(curl(external + "/metrics/job/a/x/1", "-X", "DELETE").answer()).isEqualTo(202);
            assertThat(curl(external + "/api/v1/admin/wipe", "-X", "PUT", "-H", "Origin: https://localhost:" + front)
                    .answer()).as("a page of ours").isEqualTo(202);
            assertThat(curl(external + "/api/v1/admin/wipe", "-X", "PUT", "-H", "Origin: https://elsewhere")
                    .answer()).as("a page of another's").isEqualTo(403);
            assertThat(curl(external + "/metrics").body()).doesNotContain("job=\"a\"");
        }
    }

    private static String resolved(String external, String link) {
        return link.startsWith("/")
                ? external.replace("/jobs", link)
                : external + "/" + link.replaceFirst("^\\./", "");
    }

    private Curl.Result curl(String url, String... arguments) {
        return Curl.run(url, Stream.concat(Stream.of("--cacert", tls.path("ca.crt").toString()),
                Stream.of(arguments)).toArray(String[]::new));
    }

    private ServerProcess nginx(int port, int gatewayPort) {
        int plain = ServerProcess.freePort();
        Path folder = Workspace.newFolder("nginx");
        Path configuration = tls.write("nginx.conf", """
                daemon off;
                pid %1$s/nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    upstream gateway {
                        server 127.0.0.1:%2$d;
                        keepalive 4;
                    }
                    server {
                        listen 127.0.0.1:%3$d ssl;
                        listen 127.0.0.1:%4$d;
                        ssl_certificate gateway.crt;
                        ssl_certificate_key gateway.key;
                        location /jobs/ {
                            proxy_pass http://gateway;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                        }
                    }
                }
                """.formatted(folder, gatewayPort, port, plain));
        return ServerProcess.start("nginx", plain, folder, List.of(program(), "-p", folder.toString(), "-c",
                configuration.toString()), "/jobs/-/ready");
    }

    private static String program() {
        return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
                .filter(path -> Files.isExecutable(Path.of(path))).findFirst()
                .orElseThrow(() -> new MissingPeerException("there is no nginx; run tools/peers bench"));
    }

    /** Proxies keep idle connections for a minute or more, and must not find them ended when they use them: nginx's 60 s, clients' 75 s. */
    @Test
    void anIdleConnectionIsKeptLongerThanProxiesKeepTheirs() throws Exception {
        try (ServerProcess gateway = JobtideGateway.start();
                KeepAliveConnection connection = KeepAliveConnection.open(gateway.port())) {
            assertThat(connection.exchange("GET", "/-/healthy", new byte[0])).isEqualTo(200);

            Pause.of(Duration.ofSeconds(80));

            assertThat(connection.exchange("GET", "/-/healthy", new byte[0])).isEqualTo(200);
        }
    }
}
