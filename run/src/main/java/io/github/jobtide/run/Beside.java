package io.github.jobtide.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reporting while the command runs, on a thread of its own. Whatever happens to it, the command does not notice.
 *
 * <p>What is not public here is told by the main thread; the rest is this thread's own until {@link #end} has returned true.
 */
final class Beside implements Runnable, Execution.Watcher {
    private static final long LOOK_MILLIS = 20;
    private static final long NONE = -1;

    private final Supplier<Desk> desks;
    private final Signals signals;
    private final Duration heartbeat;
    private final ReporterMaker maker;
    private Optional<Reporter> reporter = Optional.empty();
    private Optional<Desk> desk = Optional.empty();
    private Optional<Instant> start = Optional.empty();
    private long command = NONE;
    private Optional<Thread> thread = Optional.empty();
    private Optional<Thread> again = Optional.empty();
    private boolean over;
    private boolean givenUp;
    private long nextBeat = Long.MAX_VALUE;

    /** Makes the reporter when all that it needs is there. */
    interface ReporterMaker {
        Reporter make(Desk desk, Instant start);
    }

    Beside(Supplier<Desk> desks, Signals signals, Duration heartbeat, ReporterMaker maker) {
        this.signals = signals;
        this.desks = desks;
        this.heartbeat = heartbeat;
        this.maker = maker;
    }

    @Override
    public void started(Instant at, Process process) {
        try {
            synchronized (this) {
                start = Optional.of(at);
                command = process.pid();
            }
            Thread started = new Thread(this, "jobtide-report");
            started.setDaemon(true);
            started.start();
            thread = Optional.of(started);
        } catch (RuntimeException | Error e) {
            Warnings.say("warning: nothing is reported while the command runs: " + e);
        }
    }

    @Override
    public void startedAgain(Process process) {
        Optional<Reporter> known;
        synchronized (this) {
            command = process.pid();
            known = reporter;
        }
        if (known.isEmpty()) {
            return; // It will begin with this one.
        }
        Thread writer = new Thread(() -> known.get().goesOn(this::command), "jobtide-attempt");
        writer.setDaemon(true);
        try {
            writer.start();
            again = Optional.of(writer);
        } catch (RuntimeException | Error e) {
            Warnings.say("warning: the further attempt is not written down: " + e);
        }
    }

    @Override
    public void run() {
        try {
            Desk opened = desks.get();
            Reporter made = maker.make(opened, start().orElseThrow());
            synchronized (this) {
                if (givenUp) {
                    return;
                }
                desk = Optional.of(opened);
                reporter = Optional.of(made);
            }
            made.begin(this::command);
            signals.awaitInstalled();
            if (isOver()) {
                return;
            }
            made.tellStart();
            nextBeat = System.nanoTime() + heartbeat.toNanos();
            while (awaitBeat()) {
                made.beat();
                nextBeat = System.nanoTime() + heartbeat.toNanos();
            }
        } catch (RuntimeException | Error e) {
            Warnings.say("warning: reporting beside the command failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Optional<Instant> start() {
        return start;
    }

    private Optional<LiveProcess> command() {
        long pid;
        synchronized (this) {
            pid = command;
        }
        return pid == NONE ? Optional.empty() : Optional.of(LiveProcess.of(pid));
    }

    private synchronized boolean isOver() {
        return over;
    }

    /** @return false if the command has ended */
    private synchronized boolean awaitBeat() {
        try {
            while (!over) {
                long left = heartbeat.isZero() ? Long.MAX_VALUE / 2 : nextBeat - System.nanoTime();
                if (left <= 0) {
                    return true;
                }
                wait(left / 1_000_000 + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /**
     * The command has ended. Waits for a moment until this thread has, too.
     *
     * @param grace for what is on its way to the gateway: if it were broken off, it could get there after the result and take its place
     * @param patience for the rest
     * @return the reporter, if it can be used
     */
    Optional<Reporter> end(Duration grace, Duration patience) throws InterruptedException {
        Optional<Reporter> known;
        synchronized (this) {
            over = true;
            notifyAll();
            known = reporter;
        }
        if (again.isPresent()) {
            again.get().join(Math.max(1, patience.toMillis()));
        }
        if (thread.isEmpty()) {
            return Optional.empty();
        }
        if (known.isPresent()) {
            known.get().wrapUp();
            await(thread.get(), grace);
            known.get().hurry();
        }
        thread.get().join(Math.max(1, patience.toMillis()));
        synchronized (this) {
            if (!thread.get().isAlive()) {
                return reporter;
            }
            givenUp = true; // Another reporter tells the result; whatever this one still wrote would be taken for the state after it.
            known = reporter;
        }
        if (known.isPresent()) {
            known.get().giveUp();
        }
        return Optional.empty();
    }

    /** No longer once a signal comes. */
    private void await(Thread awaited, Duration grace) throws InterruptedException {
        long end = System.nanoTime() + grace.toNanos();
        int ending = signals.ending();
        while (awaited.isAlive() && signals.ending() == ending && end - System.nanoTime() > 0) {
            awaited.join(LOOK_MILLIS);
        }
    }

    synchronized Optional<Desk> desk() {
        return desk;
    }
}
