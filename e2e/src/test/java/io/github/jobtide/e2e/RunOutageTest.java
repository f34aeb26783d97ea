package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway that does not take reports: the command and its caller notice nothing, and when it is back everything arrives. */
final class RunOutageTest {
    private static final Duration BUDGET = Duration.ofSeconds(5);
    /** To start a program and to keep a report, on a machine that has much else to do. */
    private static final Duration START = Duration.ofSeconds(15);
    /** Of {@link #awaitSpooled}. */
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Of {@link #sendTheRest}. */
    private static final int MORE_RUNS = 5;

    /** What a wrapper meets. */
    private enum Trouble {
        DOWN(1, 0), BLACK_HOLE(1, 0), UNAVAILABLE(1, 0), TOO_MANY(1, 0), BAD_REQUEST(0, 1), UNAUTHORIZED(0, 1),
        WRONG_CA(1, 0);

        private final int spooled;
        private final int rejected;

        Trouble(int spooled, int rejected) {
            this.spooled = spooled;
            this.rejected = rejected;
        }
    }

    @Test
    void whateverTheTroubleTheCommandsExitCodeAndTimeAreItsOwn() {
        TlsFolder tls = new TlsFolder();
        Path otherAuthority = tls.write("other.crt", TestCertificate.authority("other").certificatePem());
        Map<Trouble, CompletableFuture<Wrapped.Ended>> ended = new TreeMap<>();
        Map<Trouble, Wrapped> hosts = new TreeMap<>();
        try (ServerSocket hole = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
                PushRelay unavailable = PushRelay.start().answering(503, "");
                PushRelay tooMany = PushRelay.start().answering(429, "Retry-After: 3600");
                PushRelay bad = PushRelay.start().answering(400, "");
                PushRelay unauthorized = PushRelay.start().answering(401, "");
                ServerProcess secure = JobtideGateway.startGuarded(tls.configure("", ""), 400);
                ExecutorService two = Executors.newFixedThreadPool(2)) {
            Function<Trouble, List<String>> gateway = trouble -> switch (trouble) {
                case DOWN -> List.of("http://127.0.0.1:" + ServerProcess.freePort());
                case BLACK_HOLE -> List.of("http://127.0.0.1:" + hole.getLocalPort());
                case UNAVAILABLE -> List.of(unavailable.url());
                case TOO_MANY -> List.of(tooMany.url());
                case BAD_REQUEST -> List.of(bad.url());
                case UNAUTHORIZED -> List.of(unauthorized.url());
                case WRONG_CA -> List.of("https://127.0.0.1:" + secure.port(), "--ca-file", otherAuthority.toString());
            };
            for (Trouble trouble : Trouble.values()) {
                Wrapped host = Wrapped.inNewHome();
                hosts.put(trouble, host);
                List<String> words = new ArrayList<>(List.of("--job", "j", "--push-budget=5s", "--gateway"));
                words.addAll(gateway.apply(trouble));
                words.addAll(List.of("--", "sh", "-c", "exit 3"));
                ended.put(trouble, CompletableFuture.supplyAsync(() -> host.run(words.toArray(String[]::new)), two));
            }
            ended.forEach((trouble, future) -> {
                Wrapped.Ended one = future.join();
                Wrapped host = hosts.getOrDefault(trouble, Wrapped.inNewHome());
                assertThat(one.status()).as(trouble.name()).isEqualTo(3);
                assertThat(one.took()).as(trouble.name()).isLessThan(BUDGET.plus(START));
                assertThat(one.error()).as(trouble.name()).startsWith("jobtide run: warning: the gateway http")
                        .hasLineCount(1);
                assertThat(host.spooled()).as(trouble + " " + one.error()).hasSize(trouble.spooled);
                assertThat(host.rejected()).as(trouble + " " + one.error()).hasSize(trouble.rejected);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theWaitForAGatewayEndsWithTheBudget() throws IOException {
        try (ServerSocket hole = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            Wrapped host = Wrapped.inNewHome();
            Path ended = host.home().resolve("ended");

            Wrapped.Ended run = host.run("--job", "j", "--push-budget=2s", "--gateway",
                    "http://127.0.0.1:" + hole.getLocalPort(), "--", "touch", ended.toString());

            long after = System.currentTimeMillis() - Files.getLastModifiedTime(ended).toMillis();
            assertThat(run.status()).isZero();
            assertThat(after).as("less than the 15 s of no --push-budget").isBetween(1_500L, 14_000L);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Target.class)
    void whenItIsBackEverythingArrivesOnceAndInOrder(Target target) {
        Wrapped host = Wrapped.inNewHome();
        try (PushRelay relay = PushRelay.start().answering(503, "");
                ServerProcess gateway = target.start("")) {
            List<Wrapped.Ended> during = new ArrayList<>();
            for (String run : List.of("a true", "b false", "a false", "b true", "a true")) {
                during.add(host.run("--job", run.substring(0, 1), "--push-budget=2s", "--gateway", relay.url(), "--",
                        run.substring(2)));
            }
            int waiting = host.spooled().size();

            relay.passTo(gateway);
            Wrapped.Ended first = host.run("--job", "c", "--gateway", relay.url(), "--", "true");
            Wrapped.Ended second = host.run("--job", "a", "--gateway", relay.url(), "--", "true");
            Wrapped.Ended third = host.run("--job", "b", "--gateway", relay.url(), "--", "false");
            sendTheRest(host, relay, gateway);

            assertThat(during.stream().map(Wrapped.Ended::status)).containsExactly(0, 1, 1, 0, 0);
            assertThat(during.stream().map(one -> one.error().lines().count())).containsExactly(1L, 0L, 0L, 0L, 0L);
            assertThat(waiting).isEqualTo(5);
            assertThat(first.error())
                    .isEqualTo("jobtide run: the gateway " + relay.url() + " can be reported to again\n");
            assertThat(second.error() + third.error()).isEmpty();
            assertThat(host.spooled()).isEmpty();
            assertThat(host.rejected()).isEmpty();
            assertArrivedOnceAndInOrder(relay.passed(), target);
            Reported a = Reported.of(gateway, "a");
            assertThat(a.result()).isEqualTo("success 0.0");
            assertThat(List.of(a.runs("success"), a.runs("failure"))).containsExactly(3.0, 1.0);
            assertThat(a.value("jobtide_last_failure_timestamp_seconds"))
                    .isLessThan(a.value("jobtide_last_success_timestamp_seconds"));
            Reported b = Reported.of(gateway, "b");
            assertThat(b.result()).isEqualTo("failure 1.0");
            assertThat(List.of(b.runs("success"), b.runs("failure"))).containsExactly(1.0, 2.0);
            assertThat(b.value("jobtide_consecutive_failures")).isEqualTo(1);
            assertThat(Reported.of(gateway, "c").value("jobtide_client_spooled_pushes")).isZero();
        }
    }

    /** A run sends what waits as long as it has time, and on a slow disk it may not have enough. The last one says that nothing waits. */
    private static void sendTheRest(Wrapped host, PushRelay relay, ServerProcess gateway) {
        int runs = 0;
        while (Reported.of(gateway, "c").value("jobtide_client_spooled_pushes") != 0 && runs < MORE_RUNS) {
            host.run("--job", "c", "--gateway", relay.url(), "--", "true");
            runs++;
        }
    }

    /** What is not answered in time is sent again under its id, by which Jobtide counts it once. */
    private static void assertArrivedOnceAndInOrder(List<PushRelay.Passed> passed, Target target) {
        List<PushRelay.Passed> replayed = passed.stream().filter(PushRelay.Passed::replayed).toList();
        Map<String, PushRelay.Passed> byId = new LinkedHashMap<>();
        replayed.forEach(one -> byId.putIfAbsent(one.id(), one));
        assertThat(byId).hasSize(5);
        if (!target.isJobtide()) {
            assertThat(replayed).hasSize(5);
        }
        Map<String, Double> latest = new TreeMap<>();
        for (PushRelay.Passed one : byId.values()) {
            String job = one.path().substring(one.path().indexOf("/job/"));
            assertThat(one.eventTime()).isGreaterThan(latest.getOrDefault(job, 0.0));
            latest.put(job, one.eventTime());
        }
    }

    @Test
    void theStartOfALongRunIsToldWhenItIsPossibleAgain() {
        Wrapped host = Wrapped.inNewHome();
        try (PushRelay relay = PushRelay.start().answering(503, "");
                ServerProcess gateway = JobtideGateway.start();
                Wrapped.Running running = host.start("--job", "long", "--heartbeat=4s", "--push-budget=5s",
                        "--gateway", relay.url(), "--", "sleep", "300")) {
            awaitSpooled(host, 1);

            relay.passTo(gateway);

            Reported going = Reported.await(gateway, "long", page -> page.value("jobtide_running") == 1);
            assertThat(going.value("jobtide_last_start_timestamp_seconds")).isNotNaN().isPositive();
            awaitSpooled(host, 0);
            running.signal("TERM");
            assertThat(running.await().status()).isEqualTo(143);
            if (!host.spooled().isEmpty()) { // a run that was signalled has little time to tell its result
                assertThat(host.drain().status()).isZero();
            }
            assertThat(Reported.of(gateway, "long").result()).isEqualTo("cancellation 143.0");
        }
    }

    private static void awaitSpooled(Wrapped host, int count) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (host.spooled().size() != count) {
            assertThat(System.nanoTime()).as("not " + count + " in the spool in time").isLessThan(deadline);
            Pause.of(Duration.ofMillis(20));
        }
    }
}
