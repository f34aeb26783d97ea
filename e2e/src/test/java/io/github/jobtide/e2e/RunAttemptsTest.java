package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A command that is tried again and whose wrapper is killed: it goes on, and the next run knows. */
final class RunAttemptsTest {
    private final Wrapped host = Wrapped.inNewHome();

    @Test
    void theNextRunIsSkippedWhileALaterAttemptGoesOnWithoutItsWrapper() throws Exception {
        try (Wrapped.Running lost = host.start("--job=again", "--warnings=never", "--retries=1", "--retry-delay=0s",
                "--",
                "sh", "-c", "test $JOBTIDE_ATTEMPT = 2 || { sleep 0.5; exit 1; }; echo $$; exec sleep 60")) {
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (lost.output().isBlank() || !runFile().contains("command " + lost.output().strip() + " ")) {
                assertThat(System.nanoTime()).as(runFile()).isLessThan(deadline);
                Pause.of(Duration.ofMillis(10));
            }
            ProcessHandle command = ProcessHandle.of(Long.parseLong(lost.output().strip())).orElseThrow();
            try {
                command.parent().orElseThrow().destroyForcibly();
                lost.await();

                Wrapped.Ended next = host.run("--job=again", "--warnings=never", "--overlap=skip", "--", "true");

                assertThat(next.status()).as(next.error()).isEqualTo(75);
            } finally {
                command.destroyForcibly();
            }
        }
    }

    /** As it is on disk: what is still being written has another name until then, and is lost with its writer. */
    private String runFile() throws Exception {
        StringBuilder text = new StringBuilder();
        for (String name : host.state("jobs")) {
            Path file = host.home().resolve("state/jobtide/jobs").resolve(name);
            if (name.endsWith(".run")) {
                text.append(Files.exists(file) ? Files.readString(file) : "");
            }
        }
        return text.toString();
    }
}
