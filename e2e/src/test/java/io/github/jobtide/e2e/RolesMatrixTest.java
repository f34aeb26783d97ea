package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens and roles with curl as client: who may do what over each transport, what changes while the gateway runs, and what is shown of tokens. */
final class RolesMatrixTest {
    /** Of "sesame", cost 4. */
    private static final String SESAME = "$2a$04$ylVsjoqf.5/7kCafNF9hFOVcWbDoyl.rg/qGmOcdLInuNoqZ3iv4u";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> ROLES = List.of("push", "delete", "read", "admin");

    /** What is asked with, and the role that it takes. */
    private static final Map<String, List<String>> ROUTES = Map.of(
            "push", List.of("/metrics/job/a", "--data-binary", "m 1\n"),
            "delete", List.of("/metrics/job/a", "--request", "DELETE"),
            "read", List.of("/metrics"),
            "admin", List.of("/api/v1/admin/wipe", "--request", "PUT"));

    private final TlsFolder tls = new TlsFolder();
    private final Map<String, String> tokens = new TreeMap<>();
    private final List<String> hashes = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"http", "https", "https --http2"})
    void eachTokenOpensWhatItsRoleSaysAndNothingElse(String transport) throws IOException {
        Path access = accessFile();
        boolean secure = transport.startsWith("https");
        String users = users(access);
        if (secure) {
            Files.writeString(access, "  the-host: {roles: [push], certificate-sans: [job.example]}\n",
                    StandardOpenOption.APPEND);
        }
        Path web = secure
                ? tls.configure("client_auth_type: VerifyClientCertIfGiven\nclient_ca_file: ca.crt", users)
                : tls.write("web.yml", users);
        List<String> shown = new ArrayList<>();
        try (ServerProcess gateway = JobtideGateway.startGuarded(web, secure ? 400 : 200,
                "--access.config.file=" + access, "--web.enable-admin-api", "--log.level=debug")) {
            for (String role : ROLES) {
                for (String route : ROLES) {
                    boolean may = role.equals(route) || role.equals("admin");
                    shown.add(ask(gateway, transport, route, may ? ok(route) : 403,
                            bearer(tokens.getOrDefault(role, ""))));
                }
            }
            for (String route : ROLES) {
                shown.add(ask(gateway, transport, route, 401));
                shown.add(ask(gateway, transport, route, 401, bearer(tokens.getOrDefault("admin", "") + "x")));
                shown.add(ask(gateway, transport, route, 401, "--user", "reader:wrong"));
                shown.add(ask(gateway, transport, route, route.equals("read") ? 200 : 403, "--user", "reader:sesame"));
            }
            if (secure) {
                shown.add(ask(gateway, transport, "push", 200, certificate("job")));
                shown.add(ask(gateway, transport, "delete", 403, certificate("job")));
                shown.add(ask(gateway, transport, "push", 401, certificate("other")));
            }
            shown.add(ask(gateway, transport, "read", 200, bearer(tokens.getOrDefault("read", ""))));
            shown.add(gateway.output());
            assertThat(gateway.output()).contains("deleted who=the-admin", "request refused who=the-push",
                    "request refused who=nobody");
        }
        assertThat(String.join("\n", shown)).doesNotContain(tokens.values()).doesNotContain(hashes)
                .doesNotContain("sesame", SESAME);
        assertThat(String.join("\n", names(web.resolveSibling("")))).doesNotContain(tokens.values());
    }

    @Test
    void tokensAreRotatedWhileTheGatewayRuns() throws IOException {
        Path access = accessFile();
        String before = Files.readString(access);
        try (ServerProcess gateway = JobtideGateway.start("--access.config.file=" + access)) {
            String fresh = token("another");
            Files.writeString(access, before.replace("    tokens:\n      - sha256: " + hashes.getFirst(),
                    "    tokens:\n      - sha256: %s\n      - sha256: %s".formatted(hashes.getLast(),
                            hashes.getFirst())));
            gateway.hangUp();
            await(() -> answer(gateway, "push", bearer(fresh)) == 200);
            assertThat(answer(gateway, "push", bearer(tokens.getOrDefault("push", "")))).isEqualTo(200);

            Files.writeString(access, before.replace(hashes.getFirst(), hashes.getLast()));
            await(() -> answer(gateway, "push", bearer(tokens.getOrDefault("push", ""))) == 401);
            assertThat(answer(gateway, "push", bearer(fresh))).isEqualTo(200);

            Files.writeString(access, "principals: oops\n");
            await(() -> gateway.output().contains("access configuration not taken"));
            assertThat(answer(gateway, "push", bearer(fresh))).isEqualTo(200);
            assertThat(answer(gateway, "push")).isEqualTo(401);
        }
    }

    @Test
    void aWrongFileEndsTheStartWithOneAndSaysWhere() {
        Path access = tls.write("broken.yml", "principals:\n  a: {roles: [push], tokens: [{sha256: jobtide_abc}]}\n");

        Command.Result result = Jobtide.run("serve", "--web.listen-address=127.0.0.1:0",
                "--storage.path=" + tls.path("data"), "--access.config.file=" + access);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output())
                .contains(access + ", line 2: principals.a.tokens[0].sha256: must be the SHA-256 of a"
                        + " token")
                .doesNotContain("jobtide_abc");
    }

    @Test
    void oldGroupsAreDeletedByWhoMay() throws IOException {
        try (ServerProcess gateway = JobtideGateway.start("--access.config.file=" + accessFile())) {
            answer(gateway, "push", bearer(tokens.getOrDefault("push", "")));
            String all = Jobtide.url(gateway) + "/api/v2/groups?match[]={job=~\".%2B\"}";

            assertThat(Curl.run(all + "&dry_run=true", with("delete")).body()).contains("\"would_delete\":[{\"key\"");
            assertThat(Curl.run(all, with("read")).answer()).isEqualTo(403);
            assertThat(Curl.run(all, with("delete")).body()).contains("\"deleted\":[{\"key\":\"am9i_2E\"");
            assertThat(gateway.output()).contains("deleted who=the-delete");
        }
    }

    private String[] with(String role) {
        return Stream.concat(Stream.of("--globoff", "--request", "DELETE"),
                Stream.of(bearer(tokens.getOrDefault(role, "")))).toArray(String[]::new);
    }

    /** With a principal for each role, by tokens that the program has made. */
    private Path accessFile() {
        tls.keep("job", tls.authority().issue("job", "job.example"));
        tls.keep("other", tls.authority().issue("other", "other.example"));
        var file = new StringBuilder("principals:\n");
        for (String role : ROLES) {
            tokens.put(role, token(role));
            file.append("  the-%s:\n    roles: [%s]\n    tokens:\n      - sha256: %s\n".formatted(role, role,
                    hashes.getLast()));
        }
        return tls.write("jobtide-gateway.yml", file.toString());
    }

    private String token(String role) {
        Command.Result made = Jobtide.run("token", "new", "--output=json");
        assertThat(made.status()).as(role).isZero();
        hashes.add(made.output().replaceAll("(?s).*\"sha256\":\"([^\"]+)\".*", "$1"));
        return made.output().replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1");
    }

    /** A user of the web configuration, who is a principal as well. */
    private String users(Path access) throws IOException {
        Files.writeString(access, "  the-reader: {roles: [read], users: [reader]}\n", StandardOpenOption.APPEND);
        return "basic_auth_users: {reader: %s}\n".formatted(SESAME);
    }

    private static int ok(String route) {
        return route.equals("delete") || route.equals("admin") ? 202 : 200;
    }

    private static String[] bearer(String token) {
        return new String[]{"--header", "Authorization: Bearer " + token};
    }

    private String[] certificate(String name) {
        return new String[]{"--cert", tls.path(name + ".crt").toString(), "--key", tls.path(name + ".key").toString()};
    }

    private String ask(ServerProcess gateway, String transport, String route, int status, String... who) {
        List<String> words = new ArrayList<>(List.of("--include", "--cacert", tls.path("ca.crt").toString()));
        words.addAll(List.of(transport.split(" ")).subList(1, transport.split(" ").length));
        words.addAll(ROUTES.getOrDefault(route, List.of()).subList(1, ROUTES.getOrDefault(route, List.of()).size()));
        words.addAll(List.of(who));
        Curl.Result result = Curl.run("%s://localhost:%d%s".formatted(transport.split(" ")[0], gateway.port(),
                ROUTES.getOrDefault(route, List.of()).getFirst()), words.toArray(String[]::new));
        assertThat(result.answer()).as("%s over %s: %s", route, transport, result.body()).isEqualTo(status);
        return result.body();
    }

    private int answer(ServerProcess gateway, String route, String... who) {
        List<String> words = new ArrayList<>(ROUTES.getOrDefault(route, List.of()));
        String path = words.removeFirst();
        words.addAll(List.of(who));
        return Curl.run(Jobtide.url(gateway) + path, words.toArray(String[]::new)).answer();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).toList();
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the deadline").isLessThan(deadline);
            Pause.of(Duration.ofMillis(100));
        }
    }
}
