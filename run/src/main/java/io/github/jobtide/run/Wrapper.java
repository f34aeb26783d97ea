package io.github.jobtide.run;

import io.github.jobtide.jobs.OwnFigures;
import io.github.jobtide.push.SpoolDrain;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Runs a command as if it were not there, and tells a gateway how it went.
 *
 * <p>The command comes first. It is started before anything is read or opened that is only for reporting; whatever goes wrong with reporting, memory that runs out included, changes
 * neither its exit code nor its life; and after its end reporting takes no longer than it was given. Up to its start nothing is loaded that is slow to load: no lambdas,
 * no streams, no regular expressions, no formatter.
 */
public final class Wrapper {
    /** Wrong arguments, or a command that cannot be started through no fault of its own. */
    public static final int WRAPPER_FAULT = 125;
    private static final Duration SIGNALLED_BUDGET = Duration.ofSeconds(3);
    private static final Duration JOIN = Duration.ofSeconds(3);
    /** More than the spool waits for others. */
    private static final Duration SPARE = Duration.ofSeconds(7);
    private static final Duration SIGNALLED_SPARE = Duration.ofSeconds(2);
    private static final long LOOK_MILLIS = 50;

    private final RunArguments arguments;
    private final Plan plan;
    private final Map<String, String> environment;
    private final Configuration configuration;
    private final InstantSource clock = InstantSource.system();
    private final String runId = Host.newRunId();
    private final File metricsFile;
    private final boolean isOwnMetricsFile;
    private volatile Optional<Reporter> telling = Optional.empty();

    private Wrapper(RunArguments arguments, Plan plan, Map<String, String> environment, Configuration configuration) {
        this.arguments = arguments;
        this.plan = plan;
        this.environment = environment;
        this.configuration = configuration;
        Optional<String> given = arguments.value(RunOption.METRICS_FILE);
        isOwnMetricsFile = given.isEmpty();
        metricsFile = new File(given.isPresent()
                ? given.get()
                : temporaryFolder(environment) + "/jobtide-" + runId + ".prom").getAbsoluteFile();
    }

    private static String temporaryFolder(Map<String, String> environment) {
        String named = environment.getOrDefault("TMPDIR", "");
        return named.isEmpty() ? "/tmp" : named;
    }

    /**
     * @param words what stands behind {@code jobtide run}
     * @param environment of this process
     * @return the exit code of the program
     */
    public static int run(List<String> words, Map<String, String> environment, Configuration configuration) {
        RunArguments arguments;
        Plan plan;
        try {
            arguments = RunArguments.parse(words);
            plan = Plan.of(arguments, arguments.has(RunOption.PER_HOST) ? Host.readName(environment) : "");
        } catch (UsageException e) {
            Warnings.say("error: " + e.getMessage() + "; try jobtide run --help");
            return WRAPPER_FAULT;
        }
        try {
            return new Wrapper(arguments, plan, environment, configuration).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return WRAPPER_FAULT; // Nobody interrupts the main thread of a program.
        }
    }

    private int run() throws InterruptedException {
        if (plan.strict() && !isStrictlyRight()) {
            return WRAPPER_FAULT;
        }
        Signals signals = new Signals();
        signals.prepare();
        try {
            return run(signals);
        } finally {
            signals.done();
        }
    }

    private int run(Signals signals) throws InterruptedException {
        if (plan.overlap().policy() != Overlap.Policy.ALLOW) {
            Optional<Integer> refused = new OverlapGate(this::desk, plan, environment, runId, clock, signals,
                    configuration)
                    .pass();
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        Beside beside = new Beside(new Desks(), signals, plan.heartbeat(), new Reporters());
        OutputCapture capture = new OutputCapture(plan.captureLines(), signals);
        Ended ended = new Execution(plan, environment, added(), clock, new Random(), signals, capture, beside)
                .run();
        report(beside, ended, capture, signals);
        return ended.exitCode();
    }

    /** To the command's environment. */
    private Map<String, String> added() {
        Map<String, String> own = new HashMap<>();
        own.put("JOBTIDE_JOB", plan.group().job());
        own.put("JOBTIDE_RUN_ID", runId);
        own.put("JOBTIDE_METRICS_FILE", metricsFile.getPath());
        return own;
    }

    private Desk desk() {
        return Desk.open(arguments, plan, environment, configuration, clock);
    }

    private boolean isStrictlyRight() {
        List<String> trouble = StrictCheck.trouble(desk(), environment);
        for (String line : trouble) {
            Warnings.say("error: " + line);
        }
        return trouble.isEmpty();
    }

    /** Opens the desk; a class and not a lambda, for whatever comes before the command is started. */
    private final class Desks implements java.util.function.Supplier<Desk> {
        @Override
        public Desk get() {
            return desk();
        }
    }

    private final class Reporters implements Beside.ReporterMaker {
        @Override
        public Reporter make(Desk desk, Instant start) {
            SpoolDrain.Environments environments = configuration;
            return new Reporter(desk, plan, runId, clock, new Courier(desk, plan.group(), plan.totals(), environments),
                    start);
        }
    }

    /** On a thread of its own, so that the wait for it has an end whatever it meets. */
    private void report(Beside beside, Ended ended, OutputCapture capture, Signals signals)
            throws InterruptedException {
        try {
            Duration budget = ended.signalled() && plan.pushBudget().compareTo(SIGNALLED_BUDGET) > 0
                    ? SIGNALLED_BUDGET
                    : plan.pushBudget();
            long end = System.nanoTime() + budget.toNanos();
            Thread thread = new Thread(new Runnable() {
                @Override
                public void run() {
                    reportSafely(beside, ended, capture, end);
                }
            }, "jobtide-result");
            thread.setDaemon(true);
            thread.start();
            awaitReport(thread, budget.plus(ended.signalled() ? SIGNALLED_SPARE : SPARE), signals);
            if (thread.isAlive()) {
                Warnings.say(
                        "warning: the result could be neither told nor kept within --push-budget; look at the gateway and at the disk of the state folder");
            }
        } catch (RuntimeException | Error e) {
            Warnings.say("warning: the result is not reported: " + e);
        }
    }

    /** Whoever wants this process to end now gets that soon; what is on its way then goes into the spool. */
    private void awaitReport(Thread thread, Duration patience, Signals signals) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long hurried = Long.MAX_VALUE;
        while (thread.isAlive() && end - System.nanoTime() > 0) {
            thread.join(LOOK_MILLIS);
            if (signals.ending() != 0 && hurried == Long.MAX_VALUE) {
                hurried = System.nanoTime() + SIGNALLED_BUDGET.toNanos();
                end = Math.min(end, hurried + SIGNALLED_SPARE.toNanos());
            }
            if (System.nanoTime() > hurried && telling.isPresent()) {
                telling.get().hurry();
            }
        }
    }

    private void reportSafely(Beside beside, Ended ended, OutputCapture capture, long end) {
        try {
            result(beside, ended, capture, end);
        } catch (RuntimeException | Error e) {
            Warnings.say("warning: the result is not reported: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (isOwnMetricsFile && metricsFile.exists() && !metricsFile.delete()) {
                Warnings.say("warning: the file " + metricsFile + " cannot be removed");
            }
        }
    }

    private void result(Beside beside, Ended ended, OutputCapture capture, long end) throws InterruptedException {
        Optional<Reporter> known = beside.end(Duration.ofNanos(Math.max(0, (end - System.nanoTime()) / 2)), JOIN);
        Desk desk = beside.desk().isPresent() ? beside.desk().get() : desk();
        Reporter reporter;
        if (known.isPresent()) {
            reporter = known.get();
        } else {
            reporter = new Reporters().make(desk, ended.start());
            reporter.hurry();
            reporter.begin(Optional::empty);
        }
        for (String line : desk.trouble()) {
            if (desk.isToldOtherwise(line)) {
                continue;
            }
            desk.warnings().daily(JobState.checksum(plan.group().path() + line), line);
        }
        JobMetrics own = JobMetrics.read(metricsFile, ended.start(), arguments.values(RunOption.METRIC),
                new OwnMetricsLint(plan.lint(), plan.group(), (mark, line) -> tell(desk, mark, line)),
                line -> tell(desk, line));
        Map<String, Boolean> dependencies = new TreeMap<>(own.dependencies());
        dependencies.putAll(Dependencies.check(arguments.values(RunOption.DEPENDENCY),
                Duration.ofNanos(Math.max(1, end - System.nanoTime())), line -> tell(desk, line)));
        OwnFigures figures = OwnFigures.of(own.records(), own.stages(), dependencies, own.hasProgress());
        keepOutput(desk, ended, capture);
        telling = Optional.of(reporter);
        reporter.finish(ended, figures, own.valid(), own.families(), end);
    }

    private void tell(Desk desk, String line) {
        tell(desk, line.substring(0, Math.min(30, line.length())), line);
    }

    private void tell(Desk desk, String mark, String line) {
        desk.warnings().daily(JobState.checksum(plan.group().path() + mark), line);
    }

    private void keepOutput(Desk desk, Ended ended, OutputCapture capture) {
        if (capture.isWanted() && desk.job().isPresent() && (plan.captureAlways() || !ended.outcome().isSuccess())) {
            try {
                Redaction redaction = new Redaction(arguments.value(RunOption.REDACT_ENV), environment);
                desk.job().get().keepOutput(capture.text(redaction::masked));
            } catch (StateException e) {
                tell(desk, String.valueOf(e.getMessage()));
            }
        }
    }
}
