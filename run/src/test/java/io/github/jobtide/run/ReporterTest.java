package io.github.jobtide.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.jobs.JobFacts;
import io.github.jobtide.push.Credentials;
import io.github.jobtide.push.Pusher;
import io.github.jobtide.push.Target;
import io.github.jobtide.push.Timeouts;
import io.github.jobtide.push.Timer;
import io.github.jobtide.push.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One reporter takes over from another that is held up: nothing that the other still does counts. And a report whose time is over. */
final class ReporterTest {
    private static final Host HOST = new Host("host-1", "boot/1", false);
    private static final Instant START = Instant.parse("2026-03-01T02:00:00Z");
    private static final Plan PLAN = Plan.of(RunArguments.parse(List.of("--job=j", "--", "true")), "host-1");
    private static final int ROUNDS = 200;
    private static final int TRIES = 50;

    @TempDir
    private Path folder;

    private Desk desk(Destination destination) {
        return desk(destination, Timer.REAL);
    }

    private Desk desk(Destination destination, Timer timer) {
        StateFolder state = StateFolder.open(folder);
        return new Desk(HOST, Optional.of(new JobState(state, PLAN.group(), HOST)), Optional.empty(), "",
                new Warnings(Warnings.When.ONCE, Optional.of(state.below("outages")), InstantSource.system()),
                new Gateways(Optional.of(state.below("gateways")), InstantSource.system()),
                new Pusher("jobtide/test", Timeouts.DEFAULT, Map.of(), InstantSource.system(), timer, new Random(1)),
                destination, JobFacts.of("1", "cli"), List.of());
    }

    private static Courier courier(Desk desk) {
        return new Courier(desk, PLAN.group(), true, _ -> Optional.empty());
    }

    private static Reporter reporter(Desk desk, String runId) {
        return new Reporter(desk, PLAN, runId, InstantSource.system(), courier(desk), START);
    }

    @Test
    void whoIsGivenUpWritesNothing() throws InterruptedException {
        Desk desk = desk(new Destination.Nowhere("none"));
        Reporter reporter = reporter(desk, "run");

        reporter.giveUp();
        reporter.begin(Optional::empty);

        assertThat(desk.job().orElseThrow().removeRun("run")).isFalse();
        assertThat(desk.job().orElseThrow().memory().memory().starts()).isEmpty();
    }

    @Test
    void whoIsGivenUpInTheMiddleLeavesNoRunFile() throws InterruptedException {
        Desk desk = desk(new Destination.Nowhere("none"));
        JobState job = desk.job().orElseThrow();
        for (int round = 0; round < ROUNDS; round++) {
            String runId = "run" + round;
            Reporter reporter = reporter(desk, runId);
            Thread thread = new Thread(() -> reporter.begin(Optional::empty));
            thread.start();
            while (round % 2 == 0 && thread.isAlive() && StateFolder.open(folder.resolve("jobs")).list().isEmpty()) {
                Thread.onSpinWait();
            }

            reporter.giveUp();
            job.removeRun(runId);

            thread.join();
            assertThat(job.removeRun(runId)).as(runId).isFalse();
        }
        assertThat(job.memory().memory().starts()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whoIsHeldUpInTheMiddleDoesNotWriteOverALaterAttempt() throws InterruptedException {
        Desk desk = desk(new Destination.Nowhere("none"));
        JobState job = desk.job().orElseThrow();
        Reporter reporter = reporter(desk, "run");
        LiveProcess alive = LiveProcess.of(ProcessHandle.current().pid());
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        Thread first = new Thread(() -> reporter.begin(() -> {
            asked.countDown();
            await(hold);
            return Optional.of(new LiveProcess(1, 1));
        }));
        Thread later = new Thread(() -> reporter.goesOn(() -> Optional.of(alive)));
        first.start();
        await(asked);
        later.start();
        later.join(100);

        hold.countDown();
        first.join();
        later.join();

        assertThat(job.runs("").live()).extracting(RunFile::command).containsExactly(Optional.of(alive));
    }

    @Test
    void whoIsHeldUpBeforeItBeginsDoesNotBeginLater() throws Exception {
        Desk desk = desk(new Destination.Nowhere("none"));
        CountDownLatch hold = new CountDownLatch(1);
        AtomicBoolean asked = new AtomicBoolean();
        CountDownLatch made = new CountDownLatch(1);
        Beside beside = new Beside(() -> {
            await(hold);
            return desk;
        }, new Signals(), Duration.ZERO, (opened, _) -> {
            asked.set(true);
            made.countDown();
            return reporter(opened, "run");
        });
        Process command = new ProcessBuilder("true").start();
        beside.started(START, command);
        command.waitFor();

        Optional<Reporter> usable = beside.end(Duration.ofMillis(1), Duration.ofMillis(1));
        hold.countDown();
        await(made);

        assertThat(usable).isEmpty();
        assertThat(beside.end(Duration.ofSeconds(10), Duration.ofSeconds(10))).isEmpty();
        assertThat(asked).isTrue();
        assertThat(desk.job().orElseThrow().removeRun("run")).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aReportWhoseTimeIsOverIsStillSent() throws IOException {
        try (ServerSocket gateway = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> answer(gateway));
            thread.setDaemon(true);
            thread.start();
            Desk desk = desk(new Destination.Known(Optional.empty(),
                    Target.of("http://127.0.0.1:" + gateway.getLocalPort(), new Credentials.None(), TlsFiles.NONE)));
            Courier courier = courier(desk);
            courier.replace("warm", START, List.of(), Duration.ofSeconds(10), Courier.Keep.YES);

            boolean told = false;
            int tries = 0;
            while (!told && tries < TRIES) { // each has 300 ms to be answered, which may pass on a busy machine
                told = courier.replace("late", START, List.of(), Duration.ofMillis(-39), Courier.Keep.YES);
                tries++;
            }

            assertThat(told).isTrue();
            if (tries == 1) {
                assertThat(StateFolder.open(folder).below("outages").list()).isEmpty();
            }
        }
    }

    @Test
    void aReportThatThereWasNoTimeForIsNoOutage() throws IOException {
        try (ServerSocket gateway = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Desk desk = desk(new Destination.Known(Optional.empty(),
                    Target.of("http://127.0.0.1:" + gateway.getLocalPort(), new Credentials.None(), TlsFiles.NONE)),
                    new HeldUp());

            boolean told = courier(desk).replace("late", START, List.of(), Duration.ofSeconds(1), Courier.Keep.YES);

            assertThat(told).isFalse();
            assertThat(StateFolder.open(folder).below("outages").list()).isEmpty();
        }
    }

    /** Of a process that gets no turn for seconds. */
    private static final class HeldUp implements Timer {
        private long nanos;

        @Override
        public long nanoTime() {
            nanos += 5_000_000_000L;
            return nanos;
        }

        @Override
        public void sleep(Duration duration) {
            throw new AssertionError("there is no time left to wait");
        }
    }

    private static void answer(ServerSocket gateway) {
        while (!gateway.isClosed()) {
            try (Socket client = gateway.accept()) {
                client.getInputStream().read(new byte[65_536]);
                client.getOutputStream()
                        .write("HTTP/1.1 202 X\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // It waits no longer, or the test is over.
            }
        }
    }
}
