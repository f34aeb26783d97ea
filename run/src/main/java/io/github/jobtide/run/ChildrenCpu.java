package io.github.jobtide.run;

import java.util.Optional;

/** What the children of this process have used of the processor so far, with all that they waited for themselves. */
record ChildrenCpu(double userSeconds, double systemSeconds) {
    private static final ChildrenCpu UNKNOWN = new ChildrenCpu(Double.NaN, Double.NaN);

    static ChildrenCpu now() {
        Optional<ProcessStatus> self = ProcessStatus.ofSelf();
        return self.isEmpty()
                ? UNKNOWN
                : new ChildrenCpu(self.get().childrenUserTicks() / ProcessStatus.TICKS_PER_SECOND,
                        self.get().childrenSystemTicks() / ProcessStatus.TICKS_PER_SECOND);
    }

    ChildrenCpu since(ChildrenCpu before) {
        return new ChildrenCpu(userSeconds - before.userSeconds, systemSeconds - before.systemSeconds);
    }
}
