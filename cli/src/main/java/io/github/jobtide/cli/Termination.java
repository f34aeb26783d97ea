package io.github.jobtide.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The end of the program, of which there is one. A signal only asks the command to stop; the exit status is the command's own,
 * where the JVM by itself would end at once with 128 and the signal's number.
 */
final class Termination {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final CompletableFuture<Integer> STATUS = new CompletableFuture<>();

    private Termination() {}

    /** From now on SIGTERM, SIGINT and SIGHUP run {@code stop}, which must let the command return, and the program ends when it has. */
    static void onSignal(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.run();
            Runtime.getRuntime().halt(awaitStatus());
        }, "stop"));
    }

    private static int awaitStatus() {
        try {
            return STATUS.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            System.err.println("jobtide: error: did not stop within %d s, so it ends now: %s"
                    .formatted(LONGEST.toSeconds(), e));
            return 1;
        }
    }

    /** Ends the program, whatever threads are still there. */
    static void exit(int status) {
        STATUS.complete(status);
        System.exit(status);
    }
}
