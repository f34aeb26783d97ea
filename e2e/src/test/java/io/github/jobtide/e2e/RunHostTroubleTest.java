package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host whose own files and pipes do not do as they should: the command runs, and the gateway hears of it. */
@TestInstance(Lifecycle.PER_CLASS)
final class RunHostTroubleTest {
    private ServerProcess gateway;
    private String url;

    @BeforeAll
    void start() {
        gateway = JobtideGateway.start();
        url = Jobtide.url(gateway);
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private List<String> words(String job, String... more) {
        List<String> words = new ArrayList<>(List.of("--job", job, "--gateway", url));
        words.addAll(List.of(more));
        return words;
    }

    private Wrapped.Ended run(Wrapped host, String job, String... more) {
        return host.run(words(job, more).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "outages", "gateways"})
    void aFolderOfStateThatCannotBeMadeIsToldAndTheResultToo(String folder) throws IOException {
        Wrapped host = Wrapped.inNewHome();
        Path state = Files.createDirectories(host.home().resolve("state/jobtide"));
        Files.writeString(state.resolve(folder), "");
        String job = "no-" + folder;

        Wrapped.Ended ended = run(host, job, "--", "sh", "-c", "exit 3");
        Wrapped.Ended strict = run(host, job, "--strict", "--", "touch", "ran-strict");

        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.error()).startsWith("jobtide run: warning: ");
        assertThat(Reported.of(gateway, job).result()).isEqualTo("failure 3.0");
        assertThat(Reported.of(gateway, job).value("jobtide_running")).isZero();
        assertThat(strict.status()).isEqualTo(125);
        assertThat(host.home().resolve("ran-strict")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=4k", "nr_inodes=4"})
    void aFullDiskIsToldAndTheResultToo(String limit) {
        String job = "full-" + limit.substring(0, 4);
        Wrapped host = Wrapped.inNewHome();

        Wrapped.Ended ended = onFullDisk(host, limit,
                words(job, "--capture-lines=5", "--", "sh", "-c", "echo x; exit 3"));
        Wrapped.Ended strict = onFullDisk(host, limit, words(job, "--strict", "--", "touch", "ran-strict"));

        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.error()).startsWith("jobtide run: warning: ");
        assertThat(Reported.of(gateway, job).result()).isEqualTo("failure 3.0");
        assertThat(strict.status()).isEqualTo(125);
        assertThat(host.home().resolve("ran-strict")).doesNotExist();
    }

    @Test
    void settingsThatAreAPipeHoldNothingUp() {
        Wrapped host = Wrapped.inNewHome();
        pipe(host.home().resolve("jobtide.yml"));
        try (Wrapped.Running first = host.start("--overlap=skip", "--push-budget=1s", "--job", "piped", "--", "sh",
                "-c",
                "echo ran; exec sleep 60")) {
            first.awaitOutput("ran");

            Wrapped.Ended second = host.run("--overlap=skip", "--push-budget=1s", "--warnings=always",
                    "--job", "piped", "--", "touch", "ran");

            assertThat(second.status()).isEqualTo(75);
            assertThat(second.took()).isLessThan(Duration.ofSeconds(20));
            assertThat(second.error()).contains("jobtide.yml").hasLineCount(1);
            assertThat(host.home().resolve("ran")).doesNotExist();
            first.signal("TERM");
            assertThat(first.await().status()).isEqualTo(143);
        }
    }

    @Test
    void aRunThatIsSkippedIsToldAlsoIfNothingCanBeRemembered() throws IOException {
        Wrapped host = Wrapped.inNewHome();
        try (Wrapped.Running first = host.start(words("forgetful", "--", "sleep", "60").toArray(String[]::new))) {
            Reported.await(gateway, "forgetful", page -> page.value("jobtide_running") == 1);
            Path memory = host.home().resolve("state/jobtide/jobs").resolve(host.state("jobs").stream()
                    .filter(name -> name.endsWith("/memory")).findFirst().orElseThrow());
            Files.delete(memory);
            Files.createDirectory(memory);

            Wrapped.Ended second = run(host, "forgetful", "--overlap=skip", "--", "touch", "ran-forgetful");

            assertThat(second.status()).isEqualTo(75);
            assertThat(host.home().resolve("ran-forgetful")).doesNotExist();
            assertThat(Reported.of(gateway, "forgetful").has("jobtide_last_skip_timestamp_seconds reason=overlap"))
                    .isTrue();
            first.signal("TERM");
            first.await();
        }
    }

    @Test
    void aRunThatIsToWaitForThatOfOthersEndsBySignal() throws IOException {
        Wrapped host = Wrapped.inNewHome();
        try (Wrapped.Running first = host
                .start(words("gate", "--", "sh", "-c", "echo ran; exec sleep 60").toArray(String[]::new))) {
            first.awaitOutput("ran");
            Reported.await(gateway, "gate", page -> page.value("jobtide_running") == 1);
            Path lock = host.home().resolve("state/jobtide/jobs").resolve(host.state("jobs").stream()
                    .filter(name -> name.endsWith("/lock")).findFirst().orElseThrow());
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                    FileLock held = channel.lock();
                    Wrapped.Running second = host
                            .start(words("gate", "--overlap=skip", "--", "touch", "ran-gate").toArray(String[]::new))) {
                Pause.of(Duration.ofMillis(1500));
                assertThat(held.isValid()).isTrue();

                second.signal("TERM");

                Wrapped.Ended ended = second.await();
                assertThat(ended.status()).isEqualTo(143);
                assertThat(ended.took()).isLessThan(Duration.ofSeconds(9));
            }
            assertThat(host.home().resolve("ran-gate")).doesNotExist();
            first.signal("TERM");
            first.await();
        }
    }

    @Test
    void whoReadsSlowlyGetsAllOfTheOutput() {
        Wrapped host = Wrapped.inNewHome();
        List<String> words = new ArrayList<>(List.of("sh", "-c", "\"$@\" | (sleep 4; wc -l)", "sh"));
        words.addAll(Wrapped.program());
        words.addAll(words("slowly-read", "--push-budget=0s", "--capture-lines=5", "--", "seq", "1", "22000"));

        assertThat(host.startProgram(words).await().output().strip()).isEqualTo("22000");
    }

    @Test
    void whatStaysInTheBackgroundIsNotWaitedFor() {
        Wrapped host = Wrapped.inNewHome();

        Wrapped.Ended ended = run(host, "background", "--capture-lines=5", "--", "sh", "-c",
                "echo started; sleep 20 & exit 0");

        assertThat(ended.output()).isEqualTo("started\n");
        assertThat(ended.took()).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void aMetricsFileThatIsAPipeTakesNoResultWithIt() {
        Wrapped host = Wrapped.inNewHome().with("TMPDIR", "");
        pipe(host.home().resolve("metrics"));

        Wrapped.Ended ended = run(host, "metrics-pipe", "--metrics-file=metrics", "--", "sh", "-c", "exit 3");
        Wrapped.Ended own = run(host, "metrics-own", "--", "sh", "-c", "echo $JOBTIDE_METRICS_FILE");

        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.error()).contains("metrics file").hasLineCount(1);
        assertThat(Reported.of(gateway, "metrics-pipe").result()).isEqualTo("failure 3.0");
        assertThat(Reported.of(gateway, "metrics-pipe").value("jobtide_metrics_file_valid")).isZero();
        assertThat(own.output()).startsWith("/tmp/jobtide-");
    }

    @Test
    void aStartThatTheGatewayTakesSlowlyDoesNotTakeTheResultsPlace() throws IOException {
        Wrapped host = Wrapped.inNewHome();
        String job = "slow-start";
        try (PushRelay relay = PushRelay.start().holding("/start", Duration.ofSeconds(2))) {
            relay.passTo(gateway);
            try (Wrapped.Running running = host.start("--job", job, "--gateway", relay.url(), "--", "sh", "-c",
                    "while [ ! -e end ]; do sleep 0.05; done")) {
                long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
                while (!relay.hasHeld()) {
                    assertThat(System.nanoTime()).as("no start in time").isLessThan(deadline);
                    Pause.of(Duration.ofMillis(10));
                }
                Files.writeString(host.home().resolve("end"), "");
                assertThat(running.await().status()).isZero();
            }
            Reported reported = Reported.await(gateway, job, page -> relay.passed().stream()
                    .anyMatch(passed -> passed.id().endsWith("/start")));
            assertThat(reported.result()).isEqualTo("success 0.0");
            assertThat(reported.value("jobtide_running")).isZero();
        }
    }

    @Test
    void settingsThatEverybodyCanWriteToAreToldOfAndNotFollowed() throws IOException {
        Wrapped host = Wrapped.inNewHome();
        Path settings = Files.writeString(host.home().resolve("jobtide.yml"), "gateway: " + url + "\n");
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-rw-rw-"));

        Wrapped.Ended ended = host.run("--job", "others-settings", "--", "sh", "-c", "exit 3");

        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.error()).startsWith("jobtide run: warning: ").contains("chmod o-w").hasLineCount(1);
        assertThat(Reported.of(gateway, "others-settings").result()).isEqualTo(" NaN");
    }

    private static void pipe(Path path) {
        assertThat(Command.run(Duration.ofSeconds(10), List.of("mkfifo", path.toString())).status()).isZero();
    }

    private static Wrapped.Ended onFullDisk(Wrapped host, String limit, List<String> words) {
        List<String> all = new ArrayList<>(List.of("unshare", "--mount", "--", "sh", "-c",
                "mkdir -p state; mount -t tmpfs -o "
                        + limit
                        + " tmpfs state && mkdir state/jobtide; head -c 8k /dev/zero > state/filled 2>&-; exec \"$@\"",
                "sh"));
        all.addAll(Wrapped.program());
        all.addAll(words);
        return host.startProgram(all).await();
    }
}
