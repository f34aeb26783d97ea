package io.github.jobtide.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.ReaderLimits;
import io.github.jobtide.exposition.TextReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunReportTest {
    /** A Monday, 02:00:01.5 in Berlin. */
    private static final Instant START = Instant.parse("2026-11-23T01:00:01.500Z");
    private static final Instant END = START.plusSeconds(90);
    private static final JobFacts NIGHTLY = JobFacts.of("0.1.0", "cli")
            .withSchedule(CronSchedule.parse("0 2 * * *", ZoneId.of("Europe/Berlin"))).withOwner("data")
            .withGrace(Duration.ofMinutes(15)).withMaxDuration(Duration.ofHours(1));
    private static final JobFacts UNDECLARED = JobFacts.of("0.1.0", "java");
    private static final ClientState CLIENT = new ClientState(1, 0, Optional.of("db3"));
    private static final ClientState AFTERWARDS = new ClientState(0, 2, Optional.of("db3"));
    private static final Usage USAGE = new Usage(1.25, 0.5, 4096, 100, 200);

    @Test
    void aDeclarationSaysWhenTheNextStartAndTheNextSuccessAreDue() {
        JobMemory memory = JobMemory.NONE.started(START);

        assertThat(Shown.samples(new Declaration(NIGHTLY, START, Optional.of(memory)).families())).isEqualTo("""
                jobtide_info{owner="data",schedule="0 2 * * *",timezone="Europe/Berlin"} 1
                jobtide_client_build_info{client="cli",version="0.1.0"} 1
                jobtide_start_grace_seconds 900
                jobtide_max_duration_seconds 3600
                jobtide_next_start_timestamp_seconds 1.795482e+09
                jobtide_success_deadline_timestamp_seconds 1.7955729e+09
                """);
    }

    @Test
    void aClientWithoutMemoryDoesNotMoveTheDeadlineOn() {
        assertThat(Shown.samples(new RunStart(NIGHTLY, START, CLIENT, Optional.empty()).families()))
                .doesNotContain("success_deadline").contains("jobtide_next_start_timestamp_seconds");
    }

    @Test
    void aStartTellsOfItselfAndOfWhatIsDeclared() {
        JobMemory memory = JobMemory.NONE.started(START);

        assertThat(Shown.samples(new RunStart(NIGHTLY, START, CLIENT, Optional.of(memory)).families())).isEqualTo("""
                jobtide_info{owner="data",schedule="0 2 * * *",timezone="Europe/Berlin"} 1
                jobtide_client_build_info{client="cli",version="0.1.0"} 1
                jobtide_start_grace_seconds 900
                jobtide_max_duration_seconds 3600
                jobtide_next_start_timestamp_seconds 1.795482e+09
                jobtide_success_deadline_timestamp_seconds 1.7955729e+09
                jobtide_running 1
                jobtide_client_spooled_pushes 0
                jobtide_last_run_info{host="db3"} 1
                jobtide_heartbeat_timestamp_seconds 1.7953956015e+09
                jobtide_last_start_timestamp_seconds 1.7953956015e+09
                jobtide_last_run_start_delay_seconds 1.5
                """);
    }

    @Test
    void aStartWithoutAScheduleTellsHowOftenTheJobWasSeenToStart() {
        JobMemory memory = JobMemory.NONE.started(START.minusSeconds(9000)).started(START.minusSeconds(3600))
                .started(START);

        assertThat(Shown.samples(new RunStart(UNDECLARED, START, new ClientState(2, 0, Optional.empty()),
                Optional.of(memory)).families())).isEqualTo("""
                        jobtide_info 1
                        jobtide_client_build_info{client="java",version="0.1.0"} 1
                        jobtide_start_grace_seconds 300
                        jobtide_running 2
                        jobtide_client_spooled_pushes 0
                        jobtide_heartbeat_timestamp_seconds 1.7953956015e+09
                        jobtide_last_start_timestamp_seconds 1.7953956015e+09
                        jobtide_last_run_start_delay_seconds NaN
                        jobtide_observed_interval_seconds 5400
                        """);
    }

    @Test
    void aScheduleIsBelievedRatherThanWhatWasSeen() {
        JobMemory memory = JobMemory.NONE.started(START.minusSeconds(9000)).started(START.minusSeconds(3600))
                .started(START);

        assertThat(Shown.samples(new RunStart(NIGHTLY, START, CLIENT, Optional.of(memory)).families()))
                .doesNotContain("observed_interval");
    }

    @Test
    void aHeartbeatTellsProgressOnlyIfTheRunDoes() {
        assertThat(Shown.samples(new Heartbeat(END, 1, OptionalDouble.empty()).families())).isEqualTo("""
                jobtide_running 1
                jobtide_heartbeat_timestamp_seconds 1.7953956915e+09
                """);
        assertThat(Shown.samples(new Heartbeat(END, 1, OptionalDouble.of(0.5)).families())).isEqualTo("""
                jobtide_running 1
                jobtide_heartbeat_timestamp_seconds 1.7953956915e+09
                jobtide_progress_ratio 0.5
                """);
    }

    @Test
    void aSuccessMovesTheDeadlineOn() {
        assertThat(Shown.samples(success(NIGHTLY).families())).isEqualTo("""
                jobtide_running 0
                jobtide_client_spooled_pushes 2
                jobtide_last_run_info{host="db3"} 1
                jobtide_heartbeat_timestamp_seconds 1.7953956915e+09
                jobtide_last_completion_timestamp_seconds 1.7953956915e+09
                jobtide_last_success_timestamp_seconds 1.7953956915e+09
                jobtide_success_deadline_timestamp_seconds 1.7955729e+09
                jobtide_last_run_success 1
                jobtide_last_run_outcome{outcome="success"} 1
                jobtide_last_run_outcome{outcome="failure"} 0
                jobtide_last_run_outcome{outcome="timeout"} 0
                jobtide_last_run_outcome{outcome="cancellation"} 0
                jobtide_last_run_outcome{outcome="error"} 0
                jobtide_last_run_exit_code 0
                jobtide_last_run_duration_seconds 90
                jobtide_last_run_attempts 1
                jobtide_last_run_cpu_seconds{mode="user"} 1.25
                jobtide_last_run_cpu_seconds{mode="system"} 0.5
                jobtide_last_run_max_resident_memory_bytes 4096
                jobtide_last_run_io_bytes{direction="read"} 100
                jobtide_last_run_io_bytes{direction="write"} 200
                """);
    }

    @Test
    void whatCouldNotBeMeasuredIsNotANumberSoThatTheRunBeforeDoesNotAnswerForIt() {
        Completion lost = new Completion(NIGHTLY,
                new Ending(START, END, Outcome.ERROR, OptionalInt.empty(), Optional.empty(), 1), Usage.UNKNOWN,
                OwnFigures.NONE, AFTERWARDS, Optional.of(false));

        assertThat(Shown.samples(lost.families())).isEqualTo("""
                jobtide_running 0
                jobtide_client_spooled_pushes 2
                jobtide_last_run_info{host="db3"} 1
                jobtide_heartbeat_timestamp_seconds 1.7953956915e+09
                jobtide_last_completion_timestamp_seconds 1.7953956915e+09
                jobtide_last_failure_timestamp_seconds 1.7953956915e+09
                jobtide_last_run_success 0
                jobtide_last_run_outcome{outcome="success"} 0
                jobtide_last_run_outcome{outcome="failure"} 0
                jobtide_last_run_outcome{outcome="timeout"} 0
                jobtide_last_run_outcome{outcome="cancellation"} 0
                jobtide_last_run_outcome{outcome="error"} 1
                jobtide_last_run_exit_code NaN
                jobtide_last_run_duration_seconds NaN
                jobtide_last_run_attempts 1
                jobtide_last_run_cpu_seconds{mode="user"} NaN
                jobtide_last_run_cpu_seconds{mode="system"} NaN
                jobtide_last_run_max_resident_memory_bytes NaN
                jobtide_last_run_io_bytes{direction="read"} NaN
                jobtide_last_run_io_bytes{direction="write"} NaN
                jobtide_metrics_file_valid 0
                """);
    }

    @Test
    void aJobsOwnFiguresComeWithItsEnd() {
        OwnFigures figures = OwnFigures.of(Map.of("processed", 41.0), Map.of("load", Duration.ofMillis(1500)),
                Map.of("billing-db", true, "mail", false), true);
        Completion completion = new Completion(UNDECLARED, ending(Outcome.SUCCESS, 1), USAGE, figures, AFTERWARDS,
                Optional.empty());

        assertThat(Shown.samples(completion.families())).endsWith("""
                jobtide_last_run_records{result="failed"} 0
                jobtide_last_run_records{result="processed"} 41
                jobtide_last_run_records{result="skipped"} 0
                jobtide_last_run_stage_duration_seconds{stage="load"} 1.5
                jobtide_dependency_up{dependency="billing-db"} 1
                jobtide_dependency_up{dependency="mail"} 0
                jobtide_progress_ratio NaN
                """);
    }

    @Test
    void onTheAddingPathARunSendsWhatItAddsAndEveryOutcomeIsThereFromTheStart() {
        Completion failed = new Completion(NIGHTLY, ending(Outcome.TIMEOUT, 3), USAGE,
                OwnFigures.of(Map.of("processed", 5.0, "failed", 1.0), Map.of(), Map.of(), false), AFTERWARDS,
                Optional.empty());

        List<MetricFamily> families = failed.addingFamilies(4);

        assertThat(Shown.samples(families)).startsWith(Shown.samples(failed.families())).endsWith("""
                jobtide_runs_total{outcome="cancellation"} 0
                jobtide_runs_total{outcome="error"} 0
                jobtide_runs_total{outcome="failure"} 0
                jobtide_runs_total{outcome="success"} 0
                jobtide_runs_total{outcome="timeout"} 1
                jobtide_run_duration_seconds_bucket{le="1"} 0
                jobtide_run_duration_seconds_bucket{le="5"} 0
                jobtide_run_duration_seconds_bucket{le="15"} 0
                jobtide_run_duration_seconds_bucket{le="30"} 0
                jobtide_run_duration_seconds_bucket{le="60"} 0
                jobtide_run_duration_seconds_bucket{le="120"} 1
                jobtide_run_duration_seconds_bucket{le="300"} 1
                jobtide_run_duration_seconds_bucket{le="600"} 1
                jobtide_run_duration_seconds_bucket{le="1800"} 1
                jobtide_run_duration_seconds_bucket{le="3600"} 1
                jobtide_run_duration_seconds_bucket{le="7200"} 1
                jobtide_run_duration_seconds_bucket{le="14400"} 1
                jobtide_run_duration_seconds_bucket{le="28800"} 1
                jobtide_run_duration_seconds_bucket{le="+Inf"} 1
                jobtide_run_duration_seconds_sum 90
                jobtide_run_duration_seconds_count 1
                jobtide_retries_total 2
                jobtide_skips_total{reason="overlap"} 0
                jobtide_cpu_seconds_total{mode="system"} 0.5
                jobtide_cpu_seconds_total{mode="user"} 1.25
                jobtide_records_total{result="failed"} 1
                jobtide_records_total{result="processed"} 5
                jobtide_records_total{result="skipped"} 0
                jobtide_client_dropped_pushes_total 4
                jobtide_consecutive_failures 1
                """);
        assertThat(Shown.samples(success(NIGHTLY).addingFamilies(0))).endsWith("jobtide_consecutive_failures 0\n");
    }

    @Test
    void aRunThatNobodyMeasuredIsCountedButNotObserved() {
        Completion lost = new Completion(NIGHTLY,
                new Ending(START, END, Outcome.ERROR, OptionalInt.empty(), Optional.empty(), 1), Usage.UNKNOWN,
                OwnFigures.NONE, AFTERWARDS, Optional.empty());

        assertThat(Shown.samples(Totals.of(lost, 0).families())).contains("jobtide_runs_total{outcome=\"error\"} 1\n",
                "jobtide_run_duration_seconds_count 0\n", "jobtide_cpu_seconds_total{mode=\"user\"} 0\n");
    }

    @Test
    void onThePlainPathAFailureBringsTheLastSuccessAndTheSumsAlong() {
        Completion success = success(NIGHTLY);
        Completion failure = new Completion(NIGHTLY,
                new Ending(START.plusSeconds(86_400), END.plusSeconds(86_400), Outcome.FAILURE, OptionalInt.of(3),
                        Optional.of(Duration.ofSeconds(90)), 1),
                USAGE, OwnFigures.NONE, AFTERWARDS, Optional.empty());
        JobMemory memory = JobMemory.NONE.started(START).ended(success, 0).started(START.plusSeconds(86_400))
                .ended(failure, 0);

        String samples = Shown.samples(failure.families(memory));

        assertThat(samples).contains("""
                jobtide_last_success_timestamp_seconds 1.7953956915e+09
                jobtide_success_deadline_timestamp_seconds 1.7955729e+09
                """, "jobtide_last_failure_timestamp_seconds 1.7954820915e+09\n",
                "jobtide_runs_total{outcome=\"failure\"} 1\njobtide_runs_total{outcome=\"success\"} 1\n",
                "jobtide_run_duration_seconds_sum 180\n", "jobtide_cpu_seconds_total{mode=\"user\"} 2.5\n",
                "jobtide_consecutive_failures 1\n");
        assertThat(Shown.samples(failure.families(memory.withoutTotals()))).doesNotContain("_total")
                .contains("jobtide_consecutive_failures 1\n");
    }

    @Test
    void aSkipLeavesTheLastRunAlone() {
        Skip skip = new Skip(NIGHTLY, START, Skip.OVERLAP);

        assertThat(Shown.samples(skip.families())).isEqualTo("""
                jobtide_next_start_timestamp_seconds 1.795482e+09
                jobtide_last_skip_timestamp_seconds{reason="overlap"} 1.7953956015e+09
                """);
        assertThat(Shown.samples(skip.addingFamilies(0))).contains("jobtide_skips_total{reason=\"overlap\"} 1\n")
                .doesNotContain("last_run").doesNotContain("consecutive");
        JobMemory memory = JobMemory.NONE.skipped(skip, 0).skipped(skip, 0);
        assertThat(Shown.samples(skip.families(memory))).contains("jobtide_skips_total{reason=\"overlap\"} 2\n");
    }

    @Test
    void aReportThatBringsAnEarlierOneAlongKeepsItsOwnValues() {
        List<MetricFamily> start = new RunStart(NIGHTLY, START, CLIENT, Optional.empty()).families();
        List<MetricFamily> end = success(NIGHTLY).families();

        List<MetricFamily> both = RunReport.combined(start, end);

        assertThat(both).extracting(MetricFamily::name).doesNotHaveDuplicates();
        assertThat(Shown.samples(both)).contains("jobtide_running 0\n", "jobtide_last_start_timestamp_seconds",
                "jobtide_last_success_timestamp_seconds").doesNotContain("jobtide_running 1");
    }

    @Test
    void everyReportReadsBackAsItWasWrittenAndHasOnlyTheLabelsOfTheVocabulary() {
        OwnFigures figures = OwnFigures.of(Map.of("processed", 5.0), Map.of("a \"stage\"\n", Duration.ofSeconds(1)),
                Map.of("db", true), true);
        Completion completion = new Completion(NIGHTLY, ending(Outcome.FAILURE, 2), USAGE, figures, AFTERWARDS,
                Optional.of(true));
        List<MetricFamily> all = RunReport.combined(
                new RunStart(NIGHTLY, START, CLIENT, Optional.of(JobMemory.NONE.started(START))).families(),
                RunReport.combined(new Skip(NIGHTLY, START, Skip.OVERLAP).families(), completion.addingFamilies(1)));

        List<MetricFamily> read = TextReader.read(Shown.page(all).getBytes(StandardCharsets.UTF_8),
                ReaderLimits.DEFAULT);

        assertThat(Shown.page(read)).isEqualTo(Shown.page(all));
        for (MetricFamily family : all) {
            JobFamily known = known(family);
            assertThat(family.type()).isEqualTo(known.type());
            assertThat(family.help()).isEqualTo(known.help());
            for (Metric metric : family.metrics()) {
                Set<String> names = new HashSet<>();
                for (int i = 0; i < metric.labels().size(); i++) {
                    names.add(metric.labels().name(i));
                }
                assertThat(known.labelNames()).containsAll(names);
            }
        }
    }

    @Test
    void anOpeningMakesEverySeriesAndAddsNothing() {
        List<MetricFamily> opening = Totals.NONE.families();

        assertThat(opening).extracting(MetricFamily::type).containsOnly(MetricType.COUNTER, MetricType.HISTOGRAM);
        assertThat(Shown.samples(opening).lines()).hasSize(26).allMatch(line -> line.endsWith(" 0"));
    }

    @Test
    void totalsReadBackFromTheirFamilies() {
        Totals totals = Totals.of(success(NIGHTLY), 3).plus(Totals.of(success(UNDECLARED), 1));

        assertThat(Totals.read(totals.families())).isEqualTo(totals);
        assertThat(Totals.read(List.of())).isEqualTo(Totals.NONE);
        assertThat(Shown.samples(totals.families())).contains("jobtide_runs_total{outcome=\"success\"} 2\n",
                "jobtide_run_duration_seconds_bucket{le=\"120\"} 2\n", "jobtide_client_dropped_pushes_total 4\n");
    }

    private static JobFamily known(MetricFamily family) {
        for (JobFamily known : JobFamily.values()) {
            if (known.familyName().equals(family.name())) {
                return known;
            }
        }
        throw new AssertionError(family.name() + " is not in the vocabulary");
    }

    private static Completion success(JobFacts facts) {
        return new Completion(facts, ending(Outcome.SUCCESS, 1), USAGE, OwnFigures.NONE, AFTERWARDS, Optional.empty());
    }

    private static Ending ending(Outcome outcome, int attempts) {
        return new Ending(START, END, outcome, OptionalInt.of(outcome.isSuccess() ? 0 : 124),
                Optional.of(Duration.ofSeconds(90)), attempts);
    }
}
