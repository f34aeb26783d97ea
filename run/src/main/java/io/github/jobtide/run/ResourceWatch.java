package io.github.jobtide.run;

import io.github.jobtide.jobs.Usage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a running command from time to time, on a thread of its own: how much memory one of its processes had at most, and what all of
 * them together have moved to and from storage. Often at first, so that short runs are seen at all.
 *
 * <p>Both figures only grow as long as a process lives, so what is missed is what came after the last look. A parent takes over what its children moved when it
 * waits for them.
 */
final class ResourceWatch {
    private static final long FIRST_NANOS = 20_000_000;
    private static final long MOST_NANOS = 1_000_000_000;
    /** A look takes at most that part of the time. */
    private static final long COST_FACTOR = 100;
    private static final long KIBI = 1024;
    /** The first looks take long because of all that has to be loaded for them. */
    private static final int COLD_LOOKS = 4;

    private double maxResidentBytes = Double.NaN;
    private double readBytes = Double.NaN;
    private double writtenBytes = Double.NaN;
    private double earlierRead;
    private double earlierWritten;
    private long waitNanos = FIRST_NANOS / 2;
    private int looks;

    /** Looks at that one from now on, until it ends. Whatever goes wrong with that, it is not this process's trouble. */
    void follow(Process process) {
        synchronized (this) {
            earlierRead = Double.isNaN(readBytes) ? 0 : readBytes;
            earlierWritten = Double.isNaN(writtenBytes) ? 0 : writtenBytes;
            waitNanos = FIRST_NANOS / 2;
        }
        try {
            Thread thread = new Thread(new Runnable() {
                @Override
                public void run() {
                    lookOn(process);
                }
            }, "jobtide-watch");
            thread.setDaemon(true);
            thread.start();
        } catch (RuntimeException | Error e) {
            // Nothing is measured, then.
        }
    }

    private void lookOn(Process process) {
        try {
            do {
                look(process);
            } while (!process.waitFor(waitNanos, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // What has been measured so far stands.
        }
    }

    private void look(Process root) {
        long began = System.nanoTime();
        List<Long> pids = ProcessTree.pids(root);
        long read = -1;
        long written = -1;
        for (long pid : pids) {
            lookAtMemory(pid);
            Optional<String> moved = Proc.read("/proc/" + pid + "/io");
            if (moved.isPresent()) {
                read = Math.max(read, 0) + Math.max(0, Proc.number(moved.get(), "read_bytes"));
                written = Math.max(written, 0) + Math.max(0, Proc.number(moved.get(), "write_bytes"));
            }
        }
        synchronized (this) {
            readBytes = more(readBytes, read, earlierRead);
            writtenBytes = more(writtenBytes, written, earlierWritten);
            looks++;
            long cost = looks < COLD_LOOKS ? 0 : System.nanoTime() - began;
            waitNanos = Math.max(Math.min(2 * waitNanos, MOST_NANOS), cost * COST_FACTOR);
        }
    }

    private synchronized void lookAtMemory(long pid) {
        Optional<String> status = Proc.read("/proc/" + pid + "/status");
        long most = status.isPresent() ? Proc.number(status.get(), "VmHWM") : -1;
        if (most > 0 && !(maxResidentBytes >= most * KIBI)) {
            maxResidentBytes = (double) most * KIBI;
        }
    }

    private static double more(double known, long now, double earlier) {
        return now < 0 || known >= now + earlier ? known : now + earlier;
    }

    synchronized Usage with(ChildrenCpu cpu) {
        return new Usage(cpu.userSeconds(), cpu.systemSeconds(), maxResidentBytes, readBytes, writtenBytes);
    }
}
