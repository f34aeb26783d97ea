package io.github.jobtide.run;

import java.util.Optional;

/**
 * One process, which no later one is mistaken for: its number is given again, its start is not.
 *
 * @param startTicks since the machine started; -1 if nobody knows
 */
record LiveProcess(long pid, long startTicks) {
    static LiveProcess of(long pid) {
        Optional<ProcessStatus> status = ProcessStatus.of(pid);
        return new LiveProcess(pid, status.isPresent() ? status.get().startTicks() : -1);
    }

    /** Only if the machine has not been started anew since. */
    boolean isAlive() {
        Optional<ProcessStatus> status = ProcessStatus.of(pid);
        if (status.isEmpty()) {
            return startTicks < 0 && ProcessHandle.of(pid).isPresent();
        }
        return !status.get().isDead() && (startTicks < 0 || status.get().startTicks() == startTicks);
    }
}
