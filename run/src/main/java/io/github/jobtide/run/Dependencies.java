package io.github.jobtide.run;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks whether what the job depends on is healthy: a shell command each, all at once, for a bounded time. */
final class Dependencies {
    private static final File NOTHING = new File("/dev/null");
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Dependencies() {}

    /**
     * @param given pairs {@code NAME=COMMAND}
     * @return by name, whether the command said 0 in time
     */
    static Map<String, Boolean> check(List<String> given, Duration budget, Consumer<String> trouble) {
        Map<String, Process> running = new TreeMap<>();
        Map<String, Boolean> healthy = new TreeMap<>();
        for (String pair : given) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                trouble.accept("--dependency '" + pair + "' is not NAME=COMMAND");
                continue;
            }
            String name = pair.substring(0, equals);
            healthy.put(name, false);
            try {
                ProcessBuilder check = new ProcessBuilder(List.of("/bin/sh", "-c", pair.substring(equals + 1)))
                        .redirectInput(NOTHING).redirectOutput(NOTHING).redirectError(NOTHING);
                CallersLocale.restore(check.environment());
                running.put(name, check.start());
            } catch (IOException e) {
                trouble.accept("--dependency " + name + " cannot be looked at: " + e.getMessage());
            }
        }
        long end = System.nanoTime() + (budget.compareTo(LONGEST) < 0 ? budget : LONGEST).toNanos();
        for (Map.Entry<String, Process> one : running.entrySet()) {
            healthy.put(one.getKey(), isHealthy(one.getValue(), end));
        }
        return healthy;
    }

    private static boolean isHealthy(Process process, long end) {
        try {
            if (process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                return process.exitValue() == 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (ProcessHandle handle : ProcessTree.descendants(process.toHandle())) {
            handle.destroyForcibly();
        }
        process.destroyForcibly();
        return false;
    }
}
