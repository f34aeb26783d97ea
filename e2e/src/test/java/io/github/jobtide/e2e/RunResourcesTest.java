package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What a run took of the machine, for commands of which that is known. A machine that is busy with other things may have another try. Each
 * command stays for a while once it has taken all that it takes: a look at it comes once a second, or later.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class RunResourcesTest {
    private static final String MEMORY = "jobtide_last_run_max_resident_memory_bytes";
    private static final double MEGABYTE = 1e6;
    private static final int TRIES = 6;

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

    private Reported run(String job, String... command) {
        List<String> words = new ArrayList<>(List.of("--job", job, "--gateway", Jobtide.url(gateway), "--"));
        words.addAll(List.of(command));
        assertThat(host.run(words.toArray(String[]::new)).status()).isZero();
        return Reported.of(gateway, job);
    }

    private Reported run(String series, DoublePredicate asExpected, String job, String... command) {
        Reported reported = run(job, command);
        for (int i = 1; i < TRIES && !asExpected.test(reported.value(series)); i++) {
            reported = run(job, command);
        }
        return reported;
    }

    @Test
    void theDurationIsTheCommandsOwn() {
        String duration = "jobtide_last_run_duration_seconds";

        Reported reported = run(duration, seconds -> Math.abs(seconds - 1.2) <= 0.1, "slept", "sleep", "1.2");

        assertThat(reported.value(duration)).isEqualTo(1.2, within(0.1));
    }

    @Test
    void memoryIsThatOfTheLargestProcess() {
        Reported reported = run(MEMORY, bytes -> bytes >= 300 * MEGABYTE, "large", "sh", "-c",
                "python3 -c \"import time; x = b'x' * 300_000_000; time.sleep(3)\"; true");

        assertThat(reported.value(MEMORY)).isBetween(300 * MEGABYTE, 340 * MEGABYTE);
    }

    @Test
    void aSmallCommandIsNotGivenTheMemoryOfWhatStartedIt() {
        double bytes = run("small", "/bin/true").value(MEMORY);

        assertThat(Double.isNaN(bytes) || bytes < 20 * MEGABYTE).as(Double.toString(bytes)).isTrue();
    }

    @Test
    void processorTimeIsThatOfAllThatWereWaitedFor() {
        Reported reported = run("busy", "sh", "-c",
                "python3 -c \"import time\nwhile time.process_time() < 1: pass\"; true");

        double user = reported.value("jobtide_last_run_cpu_seconds mode=user");
        double system = reported.value("jobtide_last_run_cpu_seconds mode=system");
        assertThat(user + system).isBetween(0.95, 1.4);
        assertThat(reported.value("jobtide_cpu_seconds_total mode=user")).isEqualTo(user);
    }

    @Test
    void bytesMovedToStorageAreCounted() {
        String written = "jobtide_last_run_io_bytes direction=write";

        Reported reported = run(written, bytes -> bytes >= 20 * MEGABYTE, "writes", "sh", "-c",
                "dd if=/dev/zero of=written bs=1000000 count=20 conv=fsync 2>/dev/null; sleep 3; rm written");

        assertThat(reported.value(written)).isBetween(20 * MEGABYTE, 30 * MEGABYTE);
    }
}
