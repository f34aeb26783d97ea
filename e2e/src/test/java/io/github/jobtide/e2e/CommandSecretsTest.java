package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tokens and passwords of commands: they get in by them, and nobody else gets to see them. */
final class CommandSecretsTest {
    private static final String SECRET = "jobtide_s3cretS3cret";
    /** Of "sesame", cost 4. */
    private static final String SESAME = "$2a$04$ylVsjoqf.5/7kCafNF9hFOVcWbDoyl.rg/qGmOcdLInuNoqZ3iv4u";

    @Test
    void whoMayDoWhatIsToldAndNoSecretIs() throws IOException {
        Path folder = Workspace.newFolder("roles");
        String token = line(Jobtide.run("token", "new").output(), "jobtide_");
        String hash = line(Jobtide.run("token", "new", "--name=x", "--role=push").output(), "jobtide_");
        Path access = Files.writeString(folder.resolve("access.yml"), """
                principals:
                  pusher:
                    roles: [push]
                    tokens: [{sha256: %s}]
                  reader: {roles: [read], users: [reader]}
                """.formatted(sha256(token)));
        Path web = Files.writeString(folder.resolve("web.yml"), "basic_auth_users: {reader: %s}\n".formatted(SESAME));
        try (ServerProcess gateway = JobtideGateway.startGuarded(web, 200, "--access.config.file=" + access)) {
            JobCommand job = new JobCommand(gateway.uri("").toString()).with("JOBTIDE_TOKEN", token);

            assertThat(job.run("push", "--job=j", "--metric=a=1")).isEqualTo(new JobCommand.Result(0, "", ""));
            JobCommand.Result groups = job.run("groups");
            assertThat(groups.err()).contains(" refuses it with status 403: ").hasLineCount(1);
            assertThat(groups.status()).isEqualTo(1);
            JobCommand.Result doctor = job.run("doctor");
            assertThat(doctor.out()).contains("ok    authorised: it takes pushes from whom it was shown",
                    "ok    version: Jobtide, of a version that it does not tell this client");
            assertThat(doctor.status()).isZero();

            job.with("JOBTIDE_TOKEN", "").with("JOBTIDE_PASSWORD", "reader:sesame");
            assertThat(job.run("groups").out()).startsWith("/job/j\t");
            JobCommand.Result reader = job.run("doctor");
            assertThat(reader.out()).contains("WRONG authorised: it knows who this is, who may not do this: to push");
            assertThat(reader.status()).isEqualTo(5);
            job.with("JOBTIDE_PASSWORD", "").with("JOBTIDE_TOKEN", hash);
            JobCommand.Result stranger = job.run("doctor");
            assertThat(stranger.out()).contains("WRONG authorised: it does not know who this is (status 401");
            assertThat(stranger.status()).isEqualTo(5);
            assertThat(groups + doctor.toString() + reader + stranger + gateway.output()).doesNotContain(token, hash,
                    "sesame");
        }
    }

    private static String line(String text, String start) {
        return text.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }

    private static String sha256(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTokenIsSeenInNoProcessNoSpoolAndNoMessageAndWhatWaitedArrives() throws IOException {
        int port = ServerProcess.freePort();
        Path token = Files.writeString(Workspace.newFolder("token").resolve("token"), SECRET + "\n");
        JobCommand job = new JobCommand("unused").with("JOBTIDE_GATEWAY", "").with("JOBTIDE_ENV", "far");
        Files.writeString(job.home().resolve("jobtide.yml"), """
                environments:
                  far: {gateway: "http://127.0.0.1:%d", token-file: %s}
                """.formatted(port, token));
        Path nothing = Files.writeString(job.home().resolve("empty"), "");

        String[] words = {"push", "--job=j", "--metric=a=1", "--spool", "--budget=1s"};
        Process process = job.start(nothing.toFile(), words);
        StringBuilder seen = new StringBuilder();
        while (process.isAlive()) {
            seen.append(commandLines(process));
            Pause.of(Duration.ofMillis(20));
        }
        JobCommand.Result kept = job.await(process, words);

        assertThat(kept.err()).startsWith("jobtide push: warning: not delivered yet, kept in " + job.home()
                + "/state/jobtide/spool: connecting to 127.0.0.1 port ");
        assertThat(kept.status()).isZero();
        assertThat(seen.toString()).contains("--metric=a=1");
        String spool = content(job.home().resolve("state"));
        assertThat(spool).contains("0000000000000001.push", "environment far", "a 1");
        assertThat(seen + spool + kept.out() + kept.err()).doesNotContain(SECRET);
        assertThat(job.run("drain")).isEqualTo(new JobCommand.Result(3, "", ""));
        try (ServerProcess gateway = JobtideGateway.start(Workspace.newFolder("jobtide"), port, "")) {
            assertThat(job.run("drain")).isEqualTo(new JobCommand.Result(0, "", ""));
            assertThat(gateway.exchange(Request.of("GET", "/metrics")).text())
                    .contains("a{instance=\"\",job=\"j\"} 1\n");
            assertThat(gateway.output()).doesNotContain(SECRET);
        }
        assertThat(job.run("drain")).as("nothing waits").isEqualTo(new JobCommand.Result(0, "", ""));
        JobCommand.Result wrong = job.with("JOBTIDE_ENV", "").run("doctor", "--gateway=http://me:" + SECRET + "@h:1");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.out() + wrong.err()).contains("holds an @").doesNotContain(SECRET);
    }

    private static String commandLines(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(one -> Path.of("/proc", Long.toString(one.pid()), "cmdline")).map(CommandSecretsTest::text)
                .collect(Collectors.joining("\n"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // It has ended.
        }
    }

    private static String content(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file + "\n" + (Files.isRegularFile(file) ? text(file) : ""))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
