package io.github.jobtide.run;

import io.github.jobtide.jobs.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Runs the command to its end: starts it, and again if it fails and may be, ends it if it takes too long. Used by one thread, once.
 *
 * <p>Until the command has been started, nothing is loaded or read that could be left for later.
 */
final class Execution {
    private static final int TIMED_OUT = 124;
    private static final int KILLED = 137;
    private static final int SIGNALLED = 128;
    private static final long LONGEST_RETRY_NANOS = Duration.ofHours(1).toNanos();
    private static final int DOUBLINGS = 20;
    /** That look after the command: the JDK's own, and those for signals, resources and reports. */
    private static final int THREADS = 4;

    /** Is told that the command has been started. Nothing that it does takes time or fails. */
    interface Watcher {
        void started(Instant start, Process command);

        /** The same of a further attempt. */
        void startedAgain(Process command);
    }

    private final Plan plan;
    private final Map<String, String> environment;
    private final Map<String, String> added;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Signals signals;
    private final OutputCapture capture;
    private final Watcher watcher;
    private final ResourceWatch resources = new ResourceWatch();
    private Instant start = Instant.EPOCH;
    private long startNanos;
    private long endNanos;
    private boolean timedOut;
    private boolean killed;
    private boolean neverStarted;

    /**
     * @param environment of this process, which the command has, too
     * @param added to it for the command
     */
    Execution(Plan plan, Map<String, String> environment, Map<String, String> added, InstantSource clock,
            RandomGenerator random, Signals signals,
            OutputCapture capture, Watcher watcher) {
        this.plan = plan;
        this.environment = environment;
        this.added = added;
        this.clock = clock;
        this.random = random;
        this.signals = signals;
        this.capture = capture;
        this.watcher = watcher;
    }

    Ended run() throws InterruptedException {
        ChildrenCpu before = ChildrenCpu.now();
        int attempts = 1;
        int code = attempt(attempts);
        while (mayTryAgain(code, attempts)) {
            signals.pause(retryDelay(attempts));
            if (signals.ending() != 0) {
                code = SIGNALLED + signals.ending();
                timedOut = false; // That was the attempt before.
                break;
            }
            attempts++;
            code = attempt(attempts);
        }
        Duration duration = Duration.ofNanos(Math.max(endNanos, startNanos) - startNanos);
        return new Ended(start, clock.instant(), outcome(code), code, duration, attempts,
                resources.with(ChildrenCpu.now().since(before)), signals.ending() != 0);
    }

    private boolean mayTryAgain(int code, int attempts) {
        return attempts <= plan.retries() && !neverStarted && signals.ending() == 0
                && (timedOut || !plan.successCodes().contains(code));
    }

    /** Twice as long after each failure, and by chance up to half less, so that many do not come back together. */
    private long retryDelay(int failed) {
        double most = Math.min((double) LONGEST_RETRY_NANOS,
                (double) plan.retryDelay().toNanos() * (1L << Math.min(failed - 1, DOUBLINGS)));
        return (long) (most * (1 - random.nextDouble() / 2));
    }

    /** @return the exit code */
    private int attempt(int number) throws InterruptedException {
        timedOut = false;
        killed = false;
        Process process;
        if (number == 1) {
            startsNow();
        }
        try {
            process = start(number);
        } catch (IOException e) {
            if (number == 1 && StartFailure.isWant(e)) {
                throw notStarted(e);
            }
            StartFailure failure = StartFailure.of(plan.command().get(0), e, environment);
            System.err.println("jobtide run: error: " + failure.message());
            neverStarted = true;
            return failure.exitCode();
        } catch (Error e) {
            return awaitOrphan(number, e);
        }
        try {
            follow(process, number);
        } catch (RuntimeException | Error e) {
            Warnings.say("warning: the command is not looked after as it should be: " + e);
        }
        await(process, new Timeout(plan.timeout(), plan.killAfter(), process, System.nanoTime()));
        signals.passToNobody();
        capture.finish();
        if (timedOut) {
            return killed ? KILLED : TIMED_OUT;
        }
        return process.exitValue();
    }

    private void follow(Process process, int number) {
        if (number == 1) {
            started(process);
        }
        signals.passTo(process);
        capture.follow(process);
        resources.follow(process);
        if (number == 1) {
            signals.installSoon();
            watcher.started(start, process);
        } else {
            watcher.startedAgain(process);
        }
    }

    /** The JDK failed while it started the command, which may run all the same. */
    private int awaitOrphan(int number, Error failure) throws InterruptedException {
        Optional<Orphan> orphan = Orphan.find();
        if (orphan.isEmpty()) {
            if (number == 1) {
                throw notStarted(failure);
            }
            neverStarted = true;
            System.err.println("jobtide run: error: the command cannot be started again: " + failure);
            return Wrapper.WRAPPER_FAULT;
        }
        Warnings.say("warning: the command is not looked after as it should be: " + failure);
        int code = orphan.get().await();
        endNanos = System.nanoTime();
        return code;
    }

    private static NotStartedException notStarted(Throwable cause) {
        LaunchMark.giveBack();
        return new NotStartedException("the command cannot be started from here: " + cause.getMessage(), cause);
    }

    private void startsNow() {
        start = clock.instant();
        startNanos = System.nanoTime();
    }

    /** To start the first process takes a while, and some of that comes after it runs; the system knows since when it does. */
    private void started(Process process) {
        long latest = System.nanoTime();
        long known = latest - ProcessStatus.ageNanos(process.pid());
        if (known > startNanos && known <= latest) {
            start = start.plusNanos(known - startNanos);
            startNanos = known;
        }
    }

    private Process start(int number) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(ExactWords.of(plan.command())).inheritIO();
        if (capture.isWanted()) {
            builder.redirectOutput(ProcessBuilder.Redirect.PIPE).redirectError(ProcessBuilder.Redirect.PIPE);
        }
        Map<String, String> commandEnvironment = builder.environment(); // this process's own, byte by byte
        CallersLocale.restore(commandEnvironment);
        commandEnvironment.putAll(added);
        commandEnvironment.put("JOBTIDE_ATTEMPT", Integer.toString(number));
        if (number > 1) {
            return builder.start();
        }
        try (ThreadReserve _ = ThreadReserve.of(capture.isWanted() ? THREADS + 2 : THREADS)) {
            LaunchMark.take();
        }
        return builder.start();
    }

    private void await(Process process, Timeout timeout) throws InterruptedException {
        while (!process.waitFor(Math.max(1_000_000, timeout.nanosLeft(System.nanoTime())), TimeUnit.NANOSECONDS)) {
            timeout.act(System.nanoTime());
        }
        endNanos = System.nanoTime();
        timeout.awaitOthers(signals);
        timedOut = timeout.isOver();
        killed = timeout.hasKilled();
    }

    private Outcome outcome(int code) {
        if (neverStarted) {
            return Outcome.ERROR;
        }
        if (timedOut) {
            return Outcome.TIMEOUT;
        }
        if (plan.successCodes().contains(code)) {
            return Outcome.SUCCESS;
        }
        return signals.ended(code) ? Outcome.CANCELLATION : Outcome.FAILURE;
    }
}
