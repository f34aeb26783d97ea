package io.github.jobtide.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ends a command that takes too long: TERM to it and to all that came from it, and KILL to what is left of them later. Used by one thread.
 */
final class Timeout {
    private final Optional<Duration> limit;
    private final Duration killAfter;
    private final Process process;
    private final long startNanos;
    private final Set<ProcessHandle> told = new LinkedHashSet<>();
    private long toldNanos;
    private boolean killed;

    Timeout(Optional<Duration> limit, Duration killAfter, Process process, long startNanos) {
        this.limit = limit;
        this.killAfter = killAfter;
        this.process = process;
        this.startNanos = startNanos;
    }

    /** Does what is due. */
    void act(long now) {
        if (limit.isEmpty() || killed) {
            return;
        }
        if (told.isEmpty()) {
            if (now - startNanos >= limit.get().toNanos()) {
                toldNanos = now;
                for (ProcessHandle handle : all()) {
                    told.add(handle);
                    handle.destroy();
                }
            }
        } else if (now - toldNanos >= killAfter.toNanos()) {
            killed = true;
            kill();
        }
    }

    private List<ProcessHandle> all() {
        List<ProcessHandle> all = new ArrayList<>();
        all.add(process.toHandle());
        all.addAll(ProcessTree.descendants(process.toHandle()));
        return all;
    }

    /** Also what those have started that were told to end. */
    private void kill() {
        for (ProcessHandle handle : List.copyOf(told)) {
            if (handle.isAlive()) {
                told.addAll(ProcessTree.descendants(handle));
            }
        }
        for (ProcessHandle handle : told) {
            handle.destroyForcibly();
        }
    }

    /** How long until something is due. */
    long nanosLeft(long now) {
        if (limit.isEmpty() || killed) {
            return Long.MAX_VALUE;
        }
        long due = told.isEmpty() ? startNanos + limit.get().toNanos() : toldNanos + killAfter.toNanos();
        return Math.max(0, due - now);
    }

    boolean isOver() {
        return !told.isEmpty();
    }

    boolean hasKilled() {
        return killed;
    }

    /** The command has ended. What it started and was told to end as well has the rest of its time, or until this process is to end, too; then it is killed. */
    void awaitOthers(Signals signals) throws InterruptedException {
        while (isOver() && !killed && isAnyAlive() && signals.ending() == 0) {
            signals.pause(Math.min(50_000_000, nanosLeft(System.nanoTime())));
            if (System.nanoTime() - toldNanos >= killAfter.toNanos()) {
                kill();
                return;
            }
        }
        if (isOver() && !killed && isAnyAlive()) {
            kill(); // Nobody waits for them any more.
        }
    }

    private boolean isAnyAlive() {
        for (ProcessHandle handle : told) {
            if (handle.isAlive()) {
                return true;
            }
        }
        return false;
    }
}
