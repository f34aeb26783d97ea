package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a wrapped command can end: the exit code that its caller sees, and what the gateway's page says of it. */
@TestInstance(Lifecycle.PER_CLASS)
final class RunOutcomesTest {
    private static final String LAST_SUCCESS = "jobtide_last_success_timestamp_seconds";

    private final Wrapped host = Wrapped.inNewHome();
    private ServerProcess gateway;
    private String url;
    private int signalled;
    private int spooled;

    @BeforeAll
    void start() {
        gateway = JobtideGateway.start();
        url = Jobtide.url(gateway);
    }

    @AfterAll
    void stop() {
        gateway.close();
        assertThat(spooled).as("runs that were signalled and had to spool their result")
                .isLessThanOrEqualTo(signalled / 2);
    }

    private List<String> words(String job, List<String> options, String... command) {
        List<String> words = new ArrayList<>(List.of("--job", job, "--gateway", url));
        words.addAll(options);
        words.add("--");
        words.addAll(List.of(command));
        return words;
    }

    private Wrapped.Ended run(String job, List<String> options, String... command) {
        return host.run(words(job, options, command).toArray(String[]::new));
    }

    private Wrapped.Running begin(String job, List<String> options, String... command) {
        return host.start(words(job, options, command).toArray(String[]::new));
    }

    /**
     * Waits for a run that was signalled. It has little time to tell its result: what would take longer waits in the spool, and is sent from there
     * now. Then one more run says that the gateway can be reported to again, so that no other one does.
     */
    private Wrapped.Ended awaitSignalled(Wrapped.Running running) {
        Wrapped.Ended ended = running.await();
        signalled++;
        if (!host.spooled().isEmpty()) {
            spooled++;
            assertThat(host.drain().status()).isZero();
            run("drained", List.of(), "true");
        }
        return ended;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            success       |                      | exit 0                 | 0   | success
            exit-3        |                      | exit 3                 | 3   | failure
            success-codes | --success-codes=0,3  | exit 3                 | 3   | success
            own-signal    |                      | kill -9 $$             | 137 | failure
            own-term      |                      | kill -TERM $$          | 143 | failure
            timeout       | --timeout=300ms      | exec sleep 30          | 124 | timeout
            """)
    void theExitCodeIsTheCommandsOwn(String job, String option, String script, int status, String outcome) {
        Wrapped.Ended ended = run(job, option == null ? List.of() : List.of(option), "sh", "-c", script);

        Reported reported = Reported.of(gateway, job);
        assertThat(ended.status()).isEqualTo(status);
        assertThat(ended.error()).isEmpty();
        assertThat(reported.result()).isEqualTo(outcome + " " + (double) status);
        assertThat(reported.value("jobtide_last_run_success")).isEqualTo(outcome.equals("success") ? 1 : 0);
        assertThat(reported.has(LAST_SUCCESS)).isEqualTo(outcome.equals("success"));
        assertThat(reported.value("jobtide_running")).isZero();
        assertThat(reported.runs(outcome)).isEqualTo(1);
        assertThat(reported.value("jobtide_consecutive_failures")).isEqualTo(outcome.equals("success") ? 0 : 1);
        assertThat(host.spooled()).isEmpty();
    }

    @Test
    void outputInputFolderAndEnvironmentAreTheCommandsOwn() throws IOException {
        Wrapped.Ended ended = run("streams", List.of(), "sh", "-c",
                "cat; pwd; echo $JOBTIDE_JOB $JOBTIDE_ATTEMPT ${#JOBTIDE_RUN_ID}; echo to stderr >&2");

        assertThat(ended.output()).isEqualTo(host.home().toRealPath() + "\nstreams 1 36\n");
        assertThat(ended.error()).isEqualTo("to stderr\n");
    }

    @Test
    void aCommandThatIsNotThereOrCannotBeRunIsAnError() throws IOException {
        Path notExecutable = Files.writeString(host.home().resolve("not-executable"), "exit 0\n");

        Wrapped.Ended missing = run("not-found", List.of(), "no-such-command-here");
        Wrapped.Ended denied = run("not-executable", List.of(), notExecutable.toString());

        assertThat(missing.status()).isEqualTo(127);
        assertThat(missing.error()).contains("no-such-command-here").hasLineCount(1);
        assertThat(Reported.of(gateway, "not-found").result()).isEqualTo("error 127.0");
        assertThat(denied.status()).isEqualTo(126);
        assertThat(denied.error()).contains("not-executable").hasLineCount(1);
        assertThat(Reported.of(gateway, "not-executable").result()).isEqualTo("error 126.0");
    }

    @Test
    void wrongArgumentsEndBeforeTheCommand() {
        for (List<String> wrong : List.of(List.of("--job", "j", "--no-such-option", "--", "touch", "ran"),
                List.of("--job", "j", "--"), List.of("--job", "j"), List.of("--", "touch", "ran"),
                List.of("--job", "j", "--timeout", "soon", "--", "touch", "ran"))) {
            Wrapped.Ended ended = host.run(wrong.toArray(String[]::new));

            assertThat(ended.status()).as(wrong.toString()).isEqualTo(125);
            assertThat(ended.error()).startsWith("jobtide run: error: ").hasLineCount(1);
        }
        assertThat(host.home().resolve("ran")).doesNotExist();
    }

    @Test
    void aFailureLeavesTheLastSuccessAsItWas() {
        run("kept", List.of("--every=6h", "--max-duration=1h"), "true");
        Reported before = Reported.of(gateway, "kept");

        run("kept", List.of("--every=6h", "--max-duration=1h"), "false");

        Reported after = Reported.of(gateway, "kept");
        assertThat(before.value(LAST_SUCCESS)).isNotNaN().isPositive();
        assertThat(after.result()).isEqualTo("failure 1.0");
        for (String series : List.of(LAST_SUCCESS, "jobtide_success_deadline_timestamp_seconds")) {
            assertThat(after.value(series)).as(series).isEqualTo(before.value(series));
        }
        assertThat(after.value("jobtide_last_failure_timestamp_seconds")).isGreaterThan(after.value(LAST_SUCCESS));
    }

    @Test
    void whatDoesNotEndByTermIsKilledWithAllThatItStarted() {
        Wrapped.Ended ended = run("killed", List.of("--timeout=3s", "--kill-after=1s"), "sh", "-c",
                "trap '' TERM; sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1; done' & wait; sleep 30");

        assertThat(ended.status()).isEqualTo(137);
        assertThat(Reported.of(gateway, "killed").result()).isEqualTo("timeout 137.0");
        awaitEnd(Long.parseLong(ended.output().strip()));
    }

    @Test
    void aTermIsPassedOnAndTheRunCountsAsCancelled() {
        try (Wrapped.Running running = begin("cancelled", List.of(), "sh", "-c",
                "trap 'echo got TERM; exit 9' TERM; echo ready; while :; do sleep 0.05; done")) {
            awaitOutput(running, "ready");
            Reported.await(gateway, "cancelled", page -> page.value("jobtide_running") == 1);

            running.signal("TERM");

            Wrapped.Ended ended = awaitSignalled(running);
            assertThat(ended.status()).isEqualTo(9);
            assertThat(ended.output()).contains("got TERM");
            assertThat(Reported.of(gateway, "cancelled").result()).isEqualTo("cancellation 9.0");
        }
    }

    @Test
    void aTermThatComesAtOnceIsPassedOnToo() {
        try (Wrapped.Running running = begin("cancelled-at-once", List.of(), "sh", "-c",
                "trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done")) {
            awaitOutput(running, "ready");

            running.signal("TERM");

            assertThat(awaitSignalled(running).status()).isEqualTo(9);
            assertThat(Reported.of(gateway, "cancelled-at-once").result()).isEqualTo("cancellation 9.0");
        }
    }

    @ParameterizedTest
    @CsvSource({"HUP, 129", "INT, 130", "USR1, 138", "TERM, 143"})
    void aCommandThatDiesOfASignalThatWasPassedOnIsCancelled(String signal, int status) {
        String job = "died-of-" + signal;
        // A shell without a terminal ignores INT for what it puts into the background; nothing here is.
        try (Wrapped.Running running = begin(job, List.of(), "python3", "-c",
                "import signal,time\nsignal.signal(signal.SIGINT, signal.SIG_DFL)\nprint('ready', flush=True)\ntime.sleep(30)")) {
            awaitOutput(running, "ready");
            Reported.await(gateway, job, page -> page.value("jobtide_running") == 1);

            running.signal(signal);

            assertThat(awaitSignalled(running).status()).isEqualTo(status);
            assertThat(Reported.of(gateway, job).result()).isEqualTo("cancellation " + (double) status);
        }
    }

    @Test
    void ctrlCOnATerminalReachesTheCommandOnce() throws IOException {
        Path script = Files.writeString(host.home().resolve("terminal.py"), """
                import os, pty, sys, time
                pid, terminal = pty.fork()
                if pid == 0:
                    os.execvp(sys.argv[1], sys.argv[1:])
                seen = b''
                def until(word):
                    global seen
                    while word not in seen:
                        seen += os.read(terminal, 1000)
                until(b'ready')
                os.write(terminal, b'\\x03')
                try:
                    while True:
                        piece = os.read(terminal, 1000)
                        if not piece:
                            break
                        seen += piece
                except OSError:
                    pass
                _, status = os.waitpid(pid, 0)
                print(seen.count(b'got INT'), os.waitstatus_to_exitcode(status))
                """);
        List<String> words = new ArrayList<>(List.of("python3", script.toString()));
        words.addAll(Wrapped.program());
        words.addAll(words("ctrl-c", List.of(), "python3", "-c", """
                import signal, sys, time
                count = 0
                def handler(number, frame):
                    global count
                    count += 1
                    print('got INT', flush=True)
                signal.signal(signal.SIGINT, handler)
                print('ready', flush=True)
                end = time.time() + 20
                while count == 0 and time.time() < end:
                    time.sleep(0.02)
                time.sleep(0.5)
                sys.exit(7)
                """));

        Wrapped.Ended ended = awaitSignalled(host.startProgram(words));

        assertThat(ended.output()).isEqualTo("1 7\n");
        assertThat(Reported.of(gateway, "ctrl-c").result()).isEqualTo("cancellation 7.0");
    }

    @Test
    void asTheFirstProcessOfAContainerItPassesTermOn() {
        List<String> words = new ArrayList<>(
                List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "--"));
        words.addAll(Wrapped.program());
        words.addAll(words("first-process", List.of(), "sh", "-c",
                "trap 'exit 6' TERM; echo ready; while :; do sleep 0.05; done"));
        try (Wrapped.Running running = host.startProgram(words)) {
            awaitOutput(running, "ready");
            ProcessHandle wrapper = ProcessHandle.of(running.pid()).orElseThrow().children().findFirst().orElseThrow();

            wrapper.destroy();

            assertThat(awaitSignalled(running).status()).isEqualTo(6);
            assertThat(Reported.of(gateway, "first-process").result()).isEqualTo("cancellation 6.0");
        }
    }

    @Test
    void withoutStandardStreamsItRunsAllTheSame() throws IOException {
        Path seen = host.home().resolve("seen");
        List<String> words = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" <&- >&- 2>&-", "sh"));
        words.addAll(Wrapped.program());
        words.addAll(words("closed", List.of(), "sh", "-c", "cat > " + seen + "; echo ok >> " + seen + "; exit 4"));

        Wrapped.Ended ended = host.startProgram(words).await();

        assertThat(ended.status()).isEqualTo(4);
        assertThat(Files.readString(seen)).isEqualTo("ok\n");
        assertThat(Reported.of(gateway, "closed").result()).isEqualTo("failure 4.0");
    }

    @Test
    void aCommandThatFailsIsStartedAgainAsOftenAsItMayBe() {
        Wrapped.Ended ended = run("retried", List.of("--retries=3", "--retry-delay=50ms"), "sh", "-c",
                "echo $JOBTIDE_ATTEMPT; test $JOBTIDE_ATTEMPT = 3");

        Reported reported = Reported.of(gateway, "retried");
        assertThat(ended.status()).isZero();
        assertThat(ended.output()).isEqualTo("1\n2\n3\n");
        assertThat(reported.result()).isEqualTo("success 0.0");
        assertThat(reported.value("jobtide_last_run_attempts")).isEqualTo(3);
        assertThat(reported.value("jobtide_retries_total")).isEqualTo(2);
        assertThat(reported.runs("success")).isEqualTo(1);
    }

    @Test
    void aRunThatGoesOnGivesOneSignOfLifeAfterTheOther() {
        String heartbeat = "jobtide_heartbeat_timestamp_seconds";
        try (Wrapped.Running running = begin("beating", List.of("--heartbeat=200ms"), "sleep", "120")) {
            double first = Reported.await(gateway, "beating", page -> page.value(heartbeat) > 0).value(heartbeat);
            double second = Reported.await(gateway, "beating", page -> page.value(heartbeat) > first).value(heartbeat);
            Reported.await(gateway, "beating", page -> page.value(heartbeat) > second);
            running.signal("TERM");
            awaitSignalled(running);
        }
    }

    @Test
    void twoRunsAtOnceAreTwoAndTheOneThatEndsLeavesTheOther() throws IOException {
        try (Wrapped.Running first = begin("two", List.of(), "sleep", "30")) {
            Reported.await(gateway, "two", page -> page.value("jobtide_running") == 1);
            try (Wrapped.Running second = begin("two", List.of(), "sh", "-c",
                    "while [ ! -e end-of-second ]; do sleep 0.05; done")) {
                Reported.await(gateway, "two", page -> page.value("jobtide_running") == 2);

                Files.writeString(host.home().resolve("end-of-second"), "");
                second.await();

                assertThat(Reported.of(gateway, "two").value("jobtide_running")).isEqualTo(1);
            }
            first.signal("TERM");
            awaitSignalled(first);
            assertThat(Reported.of(gateway, "two").value("jobtide_running")).isZero();
        }
    }

    @Test
    void aRunIsSkippedWhileAnotherGoesOnIfThatIsWanted() {
        run("skipped", List.of(), "true");
        double success = Reported.of(gateway, "skipped").value(LAST_SUCCESS);
        try (Wrapped.Running first = begin("skipped", List.of("--overlap=skip"), "sleep", "30")) {
            Reported.await(gateway, "skipped", page -> page.value("jobtide_running") == 1);

            Wrapped.Ended skipped = run("skipped", List.of("--overlap=skip"), "touch", "ran-skipped");
            Wrapped.Ended otherCode = run("skipped", List.of("--overlap=skip", "--skip-exit-code=0"), "touch",
                    "ran-skipped");
            Wrapped.Ended waited = run("skipped", List.of("--overlap=wait=200ms"), "touch", "ran-skipped");

            Reported reported = Reported.of(gateway, "skipped");
            assertThat(List.of(skipped.status(), otherCode.status(), waited.status())).containsExactly(75, 0, 75);
            assertThat(skipped.error()).isEmpty();
            assertThat(host.home().resolve("ran-skipped")).doesNotExist();
            assertThat(reported.value("jobtide_last_skip_timestamp_seconds reason=overlap")).isNotNaN().isPositive();
            assertThat(reported.value("jobtide_skips_total reason=overlap")).isEqualTo(3);
            assertThat(reported.value("jobtide_running")).isEqualTo(1);
            assertThat(reported.result()).isEqualTo("success 0.0");
            assertThat(reported.value(LAST_SUCCESS)).isEqualTo(success);
            first.signal("TERM");
            awaitSignalled(first);
        }
        assertThat(run("skipped", List.of("--overlap=wait"), "touch", "ran-skipped").status()).isZero();
        assertThat(host.home().resolve("ran-skipped")).exists();
    }

    @Test
    void aRunThatWasLostWithItsWrapperIsToldOfByTheNext() {
        try (Wrapped.Running lost = begin("lost", List.of(), "sh", "-c", "echo $$; exec sleep 30")) {
            Reported.await(gateway, "lost", page -> page.value("jobtide_running") == 1);
            long command = Long.parseLong(lost.output().strip());
            ProcessHandle.of(command).flatMap(ProcessHandle::parent).orElseThrow().destroyForcibly(); // Java, below its launcher
            lost.await();
            Wrapped.Ended beside = run("lost", List.of("--overlap=skip"), "true");

            ProcessHandle.of(command).orElseThrow().destroyForcibly();
            awaitEnd(command);
            Wrapped.Ended next = run("lost", List.of("--overlap=skip"), "true");
            run("lost", List.of(), "true");

            Reported reported = Reported.of(gateway, "lost");
            assertThat(beside.status()).as("the command goes on without its wrapper").isEqualTo(75);
            assertThat(next.status()).isZero();
            assertThat(reported.runs("error")).isEqualTo(1);
            assertThat(reported.runs("success")).isEqualTo(2);
            assertThat(reported.has("jobtide_last_failure_timestamp_seconds")).isTrue();
            assertThat(reported.result()).isEqualTo("success 0.0");
            assertThat(reported.value("jobtide_running")).isZero();
        }
    }

    @Test
    void whatIsWrongWithReportingIsNoMatterUnlessItIsToBe() {
        Wrapped.Ended nowhere = host.run("--job", "nowhere", "--", "sh", "-c", "exit 5");
        Wrapped.Ended badUrl = host.run("--job", "nowhere", "--gateway", "not a url", "--warnings=always", "--",
                "true");
        Wrapped.Ended strict = host.run("--job", "nowhere", "--gateway", "not a url", "--strict", "--", "touch",
                "ran-strict");
        Wrapped.Ended noToken = host.run("--job", "nowhere", "--gateway", url, "--token-file", "/nowhere/token",
                "--strict", "--", "touch", "ran-strict");

        assertThat(nowhere.status()).isEqualTo(5);
        assertThat(nowhere.error()).startsWith("jobtide run: warning: ").contains("--gateway").hasLineCount(1);
        assertThat(badUrl.status()).isZero();
        assertThat(badUrl.error()).contains("not a url").hasLineCount(1);
        assertThat(List.of(strict.status(), noToken.status())).containsExactly(125, 125);
        assertThat(noToken.error()).contains("/nowhere/token").hasLineCount(1);
        assertThat(host.home().resolve("ran-strict")).doesNotExist();
    }

    @Test
    void whatTheJobTellsOfItselfIsReportedToo() {
        Wrapped.Ended ended = run("own", List.of("--metric", "rows_imported=12", "--dependency", "database=true",
                "--dependency", "queue=false"), "sh", "-c",
                "printf 'jobtide_last_run_records{result=\"failed\"} 2\\n# TYPE depth gauge\\ndepth 7\\n' > $JOBTIDE_METRICS_FILE");
        Wrapped.Ended broken = run("own-broken", List.of(), "sh", "-c",
                "printf 'depth seven\\n' > $JOBTIDE_METRICS_FILE; exit 3");

        Reported own = Reported.of(gateway, "own");
        assertThat(ended.status()).isZero();
        assertThat(own.value("depth")).isEqualTo(7);
        assertThat(own.value("rows_imported")).isEqualTo(12);
        assertThat(own.value("jobtide_last_run_records result=failed")).isEqualTo(2);
        assertThat(own.value("jobtide_records_total result=failed")).isEqualTo(2);
        assertThat(own.value("jobtide_dependency_up dependency=database")).isEqualTo(1);
        assertThat(own.value("jobtide_dependency_up dependency=queue")).isZero();
        assertThat(own.value("jobtide_metrics_file_valid")).isEqualTo(1);
        assertThat(broken.status()).isEqualTo(3);
        assertThat(broken.error()).contains("metrics file").hasLineCount(1);
        assertThat(Reported.of(gateway, "own-broken").value("jobtide_metrics_file_valid")).isZero();
        assertThat(Reported.of(gateway, "own-broken").result()).isEqualTo("failure 3.0");
        assertThat(host.home().toFile().list((_, name) -> name.endsWith(".prom"))).isEmpty();
    }

    @Test
    void theLastLinesOfAFailureAreKeptWithoutSecrets() throws IOException {
        Wrapped.Ended ended = host.with("MY_KEY", "open-sesame").run(words("captured", List.of("--capture-lines=3",
                "--redact-env=MY_KEY"), "sh", "-c",
                "echo one; echo two; echo key open-sesame password=abc >&2; exit 2")
                .toArray(String[]::new));

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.output()).isEqualTo("one\ntwo\n");
        assertThat(ended.error()).isEqualTo("key open-sesame password=abc\n");
        String kept = host.state("jobs").stream()
                .filter(name -> name.startsWith("captured-") && name.endsWith("/output"))
                .findFirst().orElseThrow();
        assertThat(Files.readString(host.home().resolve("state/jobtide/jobs").resolve(kept)))
                .contains("key *** password=***").doesNotContain("open-sesame").hasLineCount(3);
    }

    private static void awaitOutput(Wrapped.Running running, String text) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!running.output().contains(text)) {
            assertThat(System.nanoTime()).as("no " + text + " in time").isLessThan(deadline);
            Pause.of(Duration.ofMillis(10));
        }
    }

    private static void awaitEnd(long pid) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
            assertThat(System.nanoTime()).as("has not ended in time").isLessThan(deadline);
            Pause.of(Duration.ofMillis(10));
        }
    }
}
