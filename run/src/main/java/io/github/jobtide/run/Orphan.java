package io.github.jobtide.run;

import java.util.Optional;

/**
 * A command that runs, though the JDK had no thread left to wait for it and so gave nothing back when it was started. Nobody reaps it then, so
 * its end stays to be seen.
 */
final class Orphan {
    private static final long LOOK_MILLIS = 20;
    private static final int SIGNALLED = 128;

    private final long pid;

    private Orphan(long pid) {
        this.pid = pid;
    }

    /** Empty if this process has no child: then the command does not run. */
    static Optional<Orphan> find() {
        Optional<ProcessHandle> youngest = Optional.empty();
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            if (youngest.isEmpty() || child.pid() > youngest.get().pid()) {
                youngest = Optional.of(child);
            }
        }
        return youngest.isPresent() ? Optional.of(new Orphan(youngest.get().pid())) : Optional.empty();
    }

    /** @return its exit code, as a shell has it */
    int await() throws InterruptedException {
        Optional<ProcessStatus> status = ProcessStatus.of(pid);
        while (status.isPresent() && !status.get().isDead()) {
            Thread.sleep(LOOK_MILLIS);
            status = ProcessStatus.of(pid);
        }
        int ended = status.isPresent() ? status.get().exitStatus() : 0;
        int signal = ended & 0x7f;
        return signal == 0 ? ended >> 8 & 0xff : SIGNALLED + signal;
    }
}
