package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** {@code --lint} of {@code jobtide run} and {@code jobtide push}, whose gateway itself does not look: what is told, and what is held back. */
@TestInstance(Lifecycle.PER_CLASS)
final class LintOnTheWayTest {
    private static final String WRONG = "# HELP rejected_rows_total Rows.\\n# TYPE rejected_rows_total counter\\nrejected_rows_total -1\\n";

    private final Wrapped host = Wrapped.inNewHome();
    private ServerProcess gateway;

    @BeforeAll
    void start() {
        gateway = JobtideGateway.start();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private Wrapped.Ended run(String job, String lint, String metrics, String metric) {
        return host.run("--job", job, "--gateway", Jobtide.url(gateway), "--lint", lint, "--metric", metric, "--", "sh",
                "-c", "printf '" + metrics + "' > $JOBTIDE_METRICS_FILE; exit 3");
    }

    @Test
    void aRunTellsAndReportsAllTheSame() {
        Wrapped.Ended ended = run("warned", "warn", WRONG, "import_size_kb=3");

        Reported reported = Reported.of(gateway, "warned");
        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.error().lines()).satisfiesExactly(
                counter -> assertThat(counter).startsWith(
                        "jobtide run: warning: JT301 error in the metrics file, line 3: rejected_rows_total: "),
                unit -> assertThat(unit)
                        .startsWith("jobtide run: warning: JT203 warning in --metric import_size_kb: "));
        assertThat(reported.value("rejected_rows_total")).isEqualTo(-1);
        assertThat(reported.value("import_size_kb")).isEqualTo(3);
        assertThat(reported.value("jobtide_metrics_file_valid")).isEqualTo(1);
    }

    @Test
    void aRunLeavesOutWhatHasErrors() {
        Wrapped.Ended ended = run("enforced", "enforce", WRONG, "import_size_bytes=3");

        Reported reported = Reported.of(gateway, "enforced");
        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.error()).contains("JT301 error in the metrics file, line 3: ",
                "the metrics file is left out, because it has errors and --lint is enforce\n");
        assertThat(reported.has("rejected_rows_total")).isFalse();
        assertThat(reported.value("import_size_bytes")).isEqualTo(3);
        assertThat(reported.value("jobtide_metrics_file_valid")).isZero();
        assertThat(reported.value("jobtide_last_run_exit_code")).isEqualTo(3);
    }

    @Test
    void eachFindingIsToldOnceADay() {
        String two = WRONG + WRONG.replace("rejected", "skipped");

        assertThat(run("daily", "enforce", two, "import_size_bytes=3").error().lines()).hasSize(3)
                .satisfies(lines -> assertThat(lines.get(0)).contains("JT301 ", "rejected_rows_total"))
                .satisfies(lines -> assertThat(lines.get(1)).contains("JT301 ", "skipped_rows_total"));
        assertThat(run("daily", "enforce", two, "import_size_bytes=3").error()).isEmpty();
        assertThat(run("daily", "enforce", WRONG.replace("rejected", "other"), "import_size_bytes=3").error())
                .contains("JT301 ", "other_rows_total");
    }

    @Test
    void aPushTellsOrIsHeldBack() {
        JobCommand job = new JobCommand(Jobtide.url(gateway)).reading(WRONG.replace("\\n", "\n"));

        JobCommand.Result told = job.run("push", "--job=told", "--lint=warn");
        JobCommand.Result held = job.run("push", "--job=held", "--lint=enforce");

        assertThat(told.status()).isZero();
        assertThat(told.err()).contains("the standard input:3:21: error JT301 ");
        assertThat(Reported.of(gateway, "told").value("rejected_rows_total")).isEqualTo(-1);
        assertThat(held.status()).isEqualTo(1);
        assertThat(held.err()).contains("error JT301 ", "nothing was sent, because the body has errors");
        assertThat(Reported.of(gateway, "held").has("rejected_rows_total")).isFalse();
    }
}
