package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits that the system sets: the command has them as they are, and runs once even if Java cannot live with them. */
final class RunLimitsTest {
    /** A user that no process is of. */
    private static final String USER = "61439";

    private final Wrapped host = Wrapped.inNewHome();

    private Wrapped.Ended run(List<String> before, String limit, String... words) {
        List<String> all = new ArrayList<>(before);
        all.addAll(List.of("bash", "-c", "ulimit " + limit + " && exec \"$@\"", "bash"));
        all.addAll(Wrapped.program());
        all.addAll(List.of("--job=limited", "--warnings=never"));
        all.addAll(List.of(words));
        return host.startProgram(all).await();
    }

    @Test
    void theLimitOfOpenFilesIsTheCommandsToo() {
        assertThat(run(List.of(), "-Sn 256", "bash", "-c", "ulimit -Sn").output()).isEqualTo("256\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 11, 12, 13, 14, 15, 16, 17, 18, 20})
    void withFewProcessesTheCommandRunsOnceWithItsOwnExitCode(int processes) {
        Wrapped.Ended ended = run(List.of("setpriv", "--reuid=" + USER, "--clear-groups"), "-u " + processes,
                "--", "bash", "-c", "echo run; exit 7");

        assertThat(ended.status()).as(ended.error()).isEqualTo(7);
        assertThat(ended.output()).as(ended.error()).isEqualTo("run\n");
    }
}
