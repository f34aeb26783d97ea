package io.github.jobtide.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobtide push --lint}, with a gateway in this JVM. */
final class PushLintOptionTest {
    private static final String WRONG = """
            # HELP backup_errors_total Errors.
            # TYPE backup_errors_total counter
            backup_errors_total -1
            """;

    @TempDir
    private Path folder;

    private CommandRun run(RunningGateway gateway) {
        return new CommandRun(folder).with("JOBTIDE_GATEWAY", gateway.url());
    }

    private static String page(RunningGateway gateway) throws Exception {
        try (var in = URI.create(gateway.url() + "/metrics").toURL().openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void nobodyLooksUnlessAsked() {
        try (RunningGateway gateway = new RunningGateway(folder)) {
            assertThat(run(gateway).reading(WRONG).run("push", "--job=j")).isEqualTo(new CommandRun.Result(0, "", ""));
        }
    }

    @Test
    void whatIsWrongIsToldAndSentAllTheSame() throws Exception {
        try (RunningGateway gateway = new RunningGateway(folder)) {
            CommandRun.Result result = run(gateway).reading(WRONG).run("push", "--job=j", "--lint=warn");

            assertThat(result.status()).isZero();
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains("the standard input:3:21: error JT301 ", "\n  backup_errors_total\n");
            assertThat(page(gateway)).contains("backup_errors_total{");
        }
    }

    @Test
    void whatHasAnErrorIsNotSentIfThatIsWanted() throws Exception {
        try (RunningGateway gateway = new RunningGateway(folder)) {
            Path file = Files.writeString(folder.resolve("m.prom"), WRONG);

            CommandRun.Result result = run(gateway).run("push", "--job=j", "--lint=enforce", file.toString());

            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err()).contains(file + ":3:21: error JT301 ")
                    .endsWith(
                            "jobtide push: error: nothing was sent, because the body has errors and --lint is enforce\n");
            assertThat(page(gateway)).doesNotContain("backup_errors_total");
        }
    }

    @Test
    void warningsAreNoReasonNotToSend() throws Exception {
        try (RunningGateway gateway = new RunningGateway(folder)) {
            CommandRun.Result result = run(gateway).run("push", "--job=j", "--lint=enforce",
                    "--metric=backup_size_kb=3");

            assertThat(result.status()).isZero();
            assertThat(result.err()).contains("--metric:1: warning JT203 ");
            assertThat(page(gateway)).contains("backup_size_kb{");
        }
    }

    @Test
    void labelsThatTheUrlSetsAreKnown() {
        try (RunningGateway gateway = new RunningGateway(folder)) {
            assertThat(run(gateway).run("push", "--job=j", "--group=zone=eu", "--lint=warn",
                    "--metric=backup_size_bytes{zone=\"us\"}=3").err()).contains(" warning JT403 ");
        }
    }

    @Test
    void openMetricsIsReadAsSuch() {
        try (RunningGateway gateway = new RunningGateway(folder)) {
            CommandRun run = run(gateway).reading(
                    "# HELP backup_errors Errors.\n# TYPE backup_errors counter\nbackup_errors_total 1\n# EOF\n");

            assertThat(run.run("push", "--job=j", "--lint=enforce",
                    "--content-type=application/openmetrics-text; version=1.0.0").err())
                    .doesNotContain("JT205", "error");
        }
    }

    @Test
    void whatCannotBeLookedAtIsWrongUse() {
        try (RunningGateway gateway = new RunningGateway(folder)) {
            CommandRun run = run(gateway).reading("x 1\n");

            CommandRun.Result binary = run.run("push", "--job=j", "--lint=warn",
                    "--content-type=application/x-protobuf");
            assertThat(binary.status()).isEqualTo(2);
            assertThat(binary.err()).contains("a body of type 'application/x-protobuf' cannot be looked at");

            CommandRun.Result unknown = run.run("push", "--job=j", "--lint=maybe");
            assertThat(unknown.status()).isEqualTo(2);
            assertThat(unknown.err()).contains("--lint 'maybe' is not known; write off, warn or enforce");
        }
    }
}
