package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** Makes a disk look full to a process that runs, by the size that it may give its files (RLIMIT_FSIZE), and lifts that again. */
final class FullDisk {
    private FullDisk() {}

    /** From now on nothing can be written beyond that many bytes of any file. */
    static void limit(ServerProcess gateway, String bytes) {
        Command.Result result = Command.run(Duration.ofSeconds(10),
                List.of("prlimit", "--pid", String.valueOf(gateway.pid()), "--fsize=" + bytes + ":"));
        assertThat(result).isEqualTo(new Command.Result(0, ""));
    }

    static void lift(ServerProcess gateway) {
        limit(gateway, "unlimited");
    }

    /** Pushes to the group {@code after} until that is taken, for five seconds at most. */
    static void awaitSpace(ServerProcess gateway) {
        int status = 0;
        for (int attempt = 0; attempt < 50 && status != 200; attempt++) {
            status = gateway.exchange(Request.of("PUT", "/metrics/job/after", "full_rows 1\n")).status();
            Pause.of(Duration.ofMillis(100));
        }
        assertThat(status).as("status of a push 5 s after there is space").isEqualTo(200);
    }
}
