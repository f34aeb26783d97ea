package io.github.jobtide.gateway;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.github.jobtide.gateway.access.TokenText;
import io.github.jobtide.testing.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A folder with a web configuration and an access file, and everybody who may knock at a gateway that uses them. */
final class Principals {
    static final TestCertificate AUTHORITY = TestCertificate.authority("authority");

    final Path folder;
    final String pushToken = fresh();
    final String secondPushToken = fresh();
    final String endedToken = fresh();
    final String deleteToken = fresh();
    final String readToken = fresh();
    final String adminToken = fresh();
    final String strangersToken = fresh();
    final String shortToken = "jobtide_short";

    /**
     * Somebody who knocks.
     *
     * @param known whether the gateway knows them
     * @param roles in words
     */
    record Knocker(String name, boolean known, Set<String> roles, List<String> authorization,
            @Nullable TestCertificate certificate) {
        boolean may(Need need) {
            return known && (need.roleWord().isEmpty() || roles.contains(need.roleWord()) || roles.contains("admin"));
        }
    }

    Principals(Path folder) {
        this.folder = folder;
        write("authority.crt", AUTHORITY.certificatePem());
        TestCertificate own = AUTHORITY.issue("gateway", "localhost");
        write("own.pem", own.certificatePem() + own.keyPem());
        write("jobtide-gateway.yml", accessFile());
    }

    private static String fresh() {
        return TokenText.fresh(new SecureRandom());
    }

    String accessFile() {
        return """
                health: closed
                principals:
                  pushers:
                    roles: [push]
                    tokens:
                      - sha256: %s
                        not-after: 2026-02-03T04:05:05Z
                      - sha256: %s
                        not-after: 2026-02-03T04:05:06Z
                      - {sha256: %s}
                  cleaner: {roles: [delete], tokens: [{sha256: %s}, {sha256: %s}]}
                  prometheus: {roles: [read], tokens: [{sha256: %s}], users: [reader]}
                  operator: {roles: [admin], tokens: [{sha256: %s}], users: [boss]}
                """.formatted(TokenText.hash(endedToken), TokenText.hash(pushToken),
                TokenText.hash(secondPushToken), TokenText.hash(deleteToken), TokenText.hash(shortToken),
                TokenText.hash(readToken), TokenText.hash(adminToken));
    }

    /** With principals that show certificates. */
    String accessFileOfTls() {
        return accessFile() + """
                  host: {roles: [push, read], certificate-sans: [host.example]}
                  team: {roles: [delete], certificate-subjects: ["CN=team"]}
                """;
    }

    List<Knocker> all() {
        return List.of(new Knocker("nobody", false, Set.of(), List.of(), null),
                token("push token", pushToken, "push"), token("second push token", secondPushToken, "push"),
                token("delete token", deleteToken, "delete"), token("read token", readToken, "read"),
                token("admin token", adminToken, "admin"),
                basic("reader", "reader:sesame", "read"), basic("boss", "boss:sesame", "admin"),
                new Knocker("user without a principal", true, Set.of(), List.of(basic("guest:sesame")), null),
                unknown("ended token", "Bearer " + endedToken), unknown("stranger's token", "Bearer " + strangersToken),
                unknown("token too short", "Bearer " + shortToken), unknown("wrong password", basic("boss:wrong")),
                unknown("token as a password", basic("boss:" + adminToken)),
                unknown("hash of a token", "Bearer " + TokenText.hash(adminToken)),
                new Knocker("two tokens", false, Set.of(), List.of("Bearer " + pushToken, "Bearer " + adminToken),
                        null));
    }

    List<Knocker> withCertificates() {
        return List.of(shows("certificate by name", true, Set.of("push", "read"), List.of(), "any", "host.example"),
                shows("certificate by subject", true, Set.of("delete"), List.of(), "team", "other.example"),
                shows("certificate of no principal", false, Set.of(), List.of(), "any", "other.example"),
                shows("certificate of two", false, Set.of(), List.of(), "team", "host.example"),
                shows("token and certificate", true, Set.of("admin"), List.of("Bearer " + adminToken), "any",
                        "host.example"),
                shows("wrong token and certificate", false, Set.of(), List.of("Bearer " + strangersToken), "any",
                        "host.example"),
                shows("certificate with the name as a mail address", false, Set.of(), List.of(), "any",
                        "email:host.example"));
    }

    private static Knocker token(String name, String token, String role) {
        return new Knocker(name, true, Set.of(role), List.of("Bearer " + token), null);
    }

    private static Knocker basic(String name, String credentials, String role) {
        return new Knocker(name, true, Set.of(role), List.of(basic(credentials)), null);
    }

    private static Knocker unknown(String name, String authorization) {
        return new Knocker(name, false, Set.of(), List.of(authorization), null);
    }

    private static Knocker shows(String name, boolean known, Set<String> roles, List<String> authorization,
            String subject, String dnsName) {
        return new Knocker(name, known, roles, authorization, AUTHORITY.issue(subject, dnsName));
    }

    static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** What must never be shown. */
    List<String> secrets() {
        return List.of(pushToken, secondPushToken, endedToken, deleteToken, readToken, adminToken, strangersToken,
                TokenText.hash(pushToken), TokenText.hash(adminToken), "sesame", basic("boss:sesame").substring(6));
    }

    RunningGateway start(boolean tls, UnaryOperator<WebConfig> web) {
        String users = "basic_auth_users: {reader: '%s', boss: '%1$s', guest: '%1$s'}\n"
                .formatted(BCrypt.withDefaults().hashToString(4, "sesame".toCharArray()));
        String secure = "tls_server_config: {cert_file: own.pem, key_file: own.pem, client_ca_file: authority.crt, "
                + "client_auth_type: VerifyClientCertIfGiven}\n";
        write("web.yml", tls ? users + secure : users);
        write("jobtide-gateway.yml", tls ? accessFileOfTls() : accessFile());
        WebConfig local = WebConfig.DEFAULT.withListenAddresses(new ListenAddress("127.0.0.1", 0))
                .withConfigFile(folder.resolve("web.yml"));
        return RunningGateway.start(GatewayConfig.DEFAULT.withWeb(web.apply(local))
                .withBounds(GatewayBounds.forHeap(256 << 20)).withAccessFile(folder.resolve("jobtide-gateway.yml")));
    }

    void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
