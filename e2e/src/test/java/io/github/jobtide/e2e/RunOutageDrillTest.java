package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The gateway is away for some minutes under a host of jobs and a real Prometheus with the rules that Jobtide makes: nobody is paged for a job that
 * ended well, one line is told, and soon afterwards all is there. A minute takes five seconds: of the rules, of heartbeats and of the timer.
 */
final class RunOutageDrillTest {
    private static final int SCALE = 12;
    private static final Duration MINUTE = Duration.ofSeconds(60 / SCALE);
    /** Two minutes, and what starting programs and syncing files takes on a busy machine, which does not shrink with the minute. */
    private static final Duration SETTLED = MINUTE.multipliedBy(2).plusSeconds(15);
    private static final Duration BEFORE = Duration.ofSeconds(11);
    private static final Duration OUTAGE = MINUTE.multipliedBy(6);
    /** More than its share, because programs do not start sooner on a busy machine. */
    private static final Duration BUDGET = Duration.ofSeconds(8);
    /** What the rules about lost and late jobs wait for, and one look of Prometheus more. */
    private static final Duration WATCH = MINUTE.multipliedBy(4);

    /**
     * @param first when it is started first, after the beginning
     * @param length of its run
     * @param every how often it is started
     */
    private record Job(String name, Duration first, Duration length, Duration every) {}

    /** A run that has ended, seen from the host. */
    private record Run(String job, int status, String error, long endedNanos) {}

    private final Wrapped host = Wrapped.inNewHome();
    private final Collection<Run> runs = new ConcurrentLinkedQueue<>();
    private final Collection<String> drained = new ConcurrentLinkedQueue<>();
    private final long began = System.nanoTime();
    private volatile boolean starting = true;
    private volatile boolean draining = true;

    @Test
    void nobodyIsPagedForAJobThatEndedWellAndAllIsThereSoonAfterTheOutage() throws Exception {
        Path rules = rules();
        Path folder = Workspace.newFolder("drill");
        int port = ServerProcess.freePort();
        List<Job> jobs = jobs();
        List<Future<?>> going = new ArrayList<>();
        ServerProcess gateway = JobtideGateway.start(folder, port, "");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Prometheus prometheus = Prometheus.startWithRules(Prometheus.NEWEST, rules, port)) {
            try {
                Duration beginning = now();
                for (Job job : jobs) {
                    going.add(threads.submit(() -> repeat(job, beginning, port)));
                }
                Future<?> timer = threads.submit(this::drainEachMinute);
                runs.add(run("broken", Duration.ofHours(1), port, "true"));
                passUntil(beginning.plus(BEFORE));

                assertThat(gateway.terminate()).isZero();
                Future<?> broken = threads
                        .submit(() -> runs.add(run("broken", Duration.ofHours(1), port, "sleep 1; exit 3")));
                passUntil(beginning.plus(BEFORE).plus(OUTAGE));
                gateway = JobtideGateway.start(folder, port, "");

                long back = System.nanoTime();
                broken.get();
                Duration watched = now().plus(WATCH);
                List<Run> during = before(back);
                assertThat(during).hasSizeGreaterThan(20);
                awaitTold(gateway, during, now().plus(SETTLED));
                passUntil(watched);
                starting = false;
                for (Future<?> job : going) {
                    job.get();
                }
                assertThat(prometheus.await("ALERTS{alertstate='firing',alertname='BatchJobFailed'}",
                        found -> !found.isEmpty())).hasSize(1);
                draining = false;
                timer.get();

                assertThat(paged(prometheus)).containsExactlyInAnyOrder("BatchJobFailed broken",
                        "JobtideGatewayDown jobtide-gateway");
                assertThat(host.spooled()).isEmpty();
                assertThat(host.rejected()).isEmpty();
                awaitTold(gateway, List.copyOf(runs), now());
                assertThat(runs.stream().filter(run -> !run.job().equals("broken")).map(Run::status)).containsOnly(0);
                assertThat(lines(runs, "warning: the gateway")).hasSize(1);
                assertThat(lines(runs, "reported to again")).hasSizeLessThanOrEqualTo(1);
                assertThat(lines(runs, ""))
                        .allMatch(line -> line.contains("warning: the gateway") || line.contains("reported to again"));
                assertThat(drained).containsOnly("");
            } finally {
                starting = false;
                draining = false;
            }
        } finally {
            gateway.kill();
        }
    }

    private static Path rules() {
        Path folder = Workspace.newFolder("drill-rules");
        Command.Result made = Jobtide.run("rules", "--time-scale", Integer.toString(SCALE), "--out",
                folder.toString());
        assertThat(made.status()).as(made.output()).isZero();
        return folder.resolve("jobtide-rules.yml");
    }

    /**
     * Seventeen that are over soon and come again soon. And three that begin just before the outage, end within it and do not come again: only the
     * timer can tell of their end in time.
     */
    private static List<Job> jobs() {
        Stream<Job> often = IntStream.range(0, 17).mapToObj(i -> new Job("often" + i, Duration.ofMillis(1700L * i),
                Duration.ofSeconds(1 + i % 4), MINUTE.multipliedBy(6)));
        Stream<Job> seldom = IntStream.range(0, 3).mapToObj(i -> new Job("seldom" + i,
                BEFORE.minusMillis(3_000 + 500 * i), Duration.ofSeconds(8), Duration.ofHours(1)));
        return Stream.concat(often, seldom).toList();
    }

    private void repeat(Job job, Duration beginning, int port) {
        Duration next = beginning.plus(job.first());
        while (passUntilOrEnd(next)) {
            runs.add(run(job.name(), job.every(), port, "sleep " + job.length().toSeconds()));
            next = next.plus(job.every());
        }
    }

    private Run run(String job, Duration every, int port, String script) {
        Wrapped.Ended ended = host.run("--job", job, "--gateway", "http://127.0.0.1:" + port,
                "--every", every.toSeconds() + "s", "--grace", MINUTE.multipliedBy(5).toSeconds() + "s",
                "--max-duration", MINUTE.multipliedBy(10).toSeconds() + "s", "--heartbeat", MINUTE.toSeconds() + "s",
                "--push-budget", BUDGET.toSeconds() + "s", "--", "sh", "-c", script);
        return new Run(job, ended.status(), ended.error(), System.nanoTime());
    }

    private void drainEachMinute() {
        List<String> words = new ArrayList<>(JobtideGateway.command());
        words.addAll(List.of("drain", "--budget", 50_000 / SCALE + "ms"));
        Duration next = now();
        while (draining) {
            try (Wrapped.Running drain = host.startProgram(words)) {
                Wrapped.Ended ended = drain.await();
                drained.add(ended.output() + ended.error());
            }
            next = next.plus(MINUTE);
            passUntil(next);
        }
    }

    private Duration now() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void passUntil(Duration time) {
        Duration left = time.minus(now());
        if (left.isPositive()) {
            Pause.of(left);
        }
    }

    /** @return false if no more runs are to be started */
    private boolean passUntilOrEnd(Duration time) {
        while (starting && now().compareTo(time) < 0) {
            Pause.of(Duration.ofMillis(50));
        }
        return starting;
    }

    private List<Run> before(long nanos) {
        return runs.stream().filter(run -> run.endedNanos() - nanos < 0).toList();
    }

    /** Fails if the gateway does not know of all these runs by then. */
    private void awaitTold(ServerProcess gateway, List<Run> ended, Duration latest) {
        List<String> missing = missing(gateway, ended);
        while (!missing.isEmpty() && now().compareTo(latest) < 0) {
            Pause.of(Duration.ofMillis(200));
            missing = missing(gateway, ended);
        }
        assertThat(missing).isEmpty();
    }

    private static List<String> missing(ServerProcess gateway, List<Run> ended) {
        List<String> missing = new ArrayList<>();
        for (String job : ended.stream().map(Run::job).distinct().toList()) {
            Reported reported = Reported.of(gateway, job);
            long succeeded = ended.stream().filter(run -> run.job().equals(job) && run.status() == 0).count();
            long failed = ended.stream().filter(run -> run.job().equals(job) && run.status() != 0).count();
            if (!(reported.runs("success") >= succeeded && reported.runs("failure") >= failed)) {
                missing.add(job + ": " + reported.runs("success") + " of " + succeeded + ", " + reported.runs("failure")
                        + " of " + failed);
            }
        }
        return missing;
    }

    /** Every alert that has fired at any time, with its job. */
    private static List<String> paged(Prometheus prometheus) {
        return prometheus.query("count by (alertname, job) (count_over_time(ALERTS{alertstate='firing'}[10m]))")
                .stream()
                .map(alert -> alert.labels().get("alertname") + " " + alert.labels().get("job")).toList();
    }

    private static List<String> lines(Collection<Run> runs, String text) {
        return runs.stream().flatMap(run -> run.error().lines()).filter(line -> line.contains(text)).toList();
    }
}
