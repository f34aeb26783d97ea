package io.github.jobtide.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.lint.LintMode;
import io.github.jobtide.push.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the linter says of a job's own metrics. */
final class OwnMetricsLintTest {
    private static final String SOUND = """
            # HELP backup_last_run_files Files that were backed up.
            # TYPE backup_last_run_files gauge
            backup_last_run_files 12
            """;
    private static final String WARNED = """
            # HELP backup_size_kb Size of the backup.
            # TYPE backup_size_kb gauge
            backup_size_kb{instance="db1"} 12
            """;
    private static final String WRONG = """
            # HELP backup_errors_total Errors.
            # TYPE backup_errors_total counter
            backup_errors_total -1
            """;

    @TempDir
    private Path folder;
    private final List<String> told = new ArrayList<>();

    private JobMetrics read(LintMode mode, String text, String... given) throws IOException {
        Group group = new Group("backup", new TreeMap<>(Map.of("instance", "db1")));
        return JobMetrics.read(Files.writeString(folder.resolve("metrics"), text).toFile(), Instant.now(),
                List.of(given), new OwnMetricsLint(mode, group, (mark, line) -> told.add(line)), told::add);
    }

    private static List<String> names(JobMetrics metrics) {
        return metrics.families().stream().map(MetricFamily::name).toList();
    }

    @Test
    void nobodyLooksUnlessAsked() throws IOException {
        assertThat(names(read(LintMode.OFF, WARNED + WRONG))).containsExactly("backup_size_kb", "backup_errors_total");
        assertThat(told).isEmpty();
    }

    @Test
    void soundMetricsAreNoReasonToSayAnything() throws IOException {
        assertThat(names(read(LintMode.ENFORCE, SOUND, "backup_last_run_bytes=5"))).hasSize(2);
        assertThat(told).isEmpty();
    }

    @Test
    void findingsAreToldWithTheirLines() throws IOException {
        JobMetrics own = read(LintMode.WARN, WARNED + WRONG);

        assertThat(own.valid()).contains(true);
        assertThat(names(own)).containsExactly("backup_size_kb", "backup_errors_total");
        assertThat(told).hasSize(2).satisfiesExactly(
                unit -> assertThat(unit).startsWith("JT203 warning in the metrics file, line 1: backup_size_kb: ")
                        .contains("backup_size_bytes"),
                counter -> assertThat(counter)
                        .startsWith("JT301 error in the metrics file, line 6: backup_errors_total: "));
    }

    @Test
    void aFileWithErrorsIsLeftOutIfThatIsWanted() throws IOException {
        JobMetrics own = read(LintMode.ENFORCE, SOUND + WRONG, "backup_last_run_bytes=5");

        assertThat(own.valid()).contains(false);
        assertThat(names(own)).containsExactly("backup_last_run_bytes");
        assertThat(told).last().isEqualTo("the metrics file is left out, because it has errors and --lint is enforce");
    }

    @Test
    void warningsAreNoReasonToLeaveAFileOut() throws IOException {
        assertThat(names(read(LintMode.ENFORCE, WARNED))).containsExactly("backup_size_kb");
        assertThat(told).hasSize(1);
    }

    @Test
    void metricsOfTheOptionAreLookedAtOneByOne() throws IOException {
        JobMetrics own = read(LintMode.ENFORCE, SOUND, "backup_size_kb=5", "up=1", "backup_last_run_bytes=5");

        assertThat(names(own)).containsExactly("backup_last_run_files", "backup_size_kb", "backup_last_run_bytes");
        assertThat(told).satisfiesExactly(
                unit -> assertThat(unit).startsWith("JT203 warning in --metric backup_size_kb: "),
                up -> assertThat(up).startsWith("JT701 error in --metric up: Prometheus "),
                out -> assertThat(out).startsWith("--metric up is left out"));
    }

    @Test
    void whatTheWrapperDescribesItselfNeedsNoHelp() throws IOException {
        read(LintMode.WARN,
                "jobtide_last_run_records{result=\"processed\"} 10\njobtide_dependency_up{dependency=\"db\"} 1\n");

        assertThat(told).isEmpty();
    }

    @Test
    void ofManyFindingsOnlySomeAreTold() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append(WARNED.replace("size_kb", "size" + (char) ('a' + i) + "_kb"));
        }
        read(LintMode.WARN, text.toString());

        assertThat(told).hasSize(11).last().asString().startsWith("10 findings more in the metrics file; ");
    }

    @Test
    void aLineIsALineWhateverANameHolds() throws IOException {
        String name = new String(new byte[]{27}, UTF_8);
        read(LintMode.WARN,
                "# HELP backup_size_kb x\n# TYPE backup_size_kb gauge\nbackup_size_kb{a=\"" + name + "\"} 1\n");

        assertThat(told).isNotEmpty().noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    }
}
