package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits that the system sets: the command has them as they are. */
final class RunLimitsTest {
    private final Wrapped host = Wrapped.inNewHome();

    private Wrapped.Ended run(String limit, String... words) {
        List<String> all = new ArrayList<>(
                List.of("bash", "-c", "ulimit " + limit + " && exec \"$@\"", "bash"));
        all.addAll(Wrapped.program());
        all.addAll(List.of("--job=limited", "--warnings=never"));
        all.addAll(List.of(words));
        return host.startProgram(all).await();
    }

    @Test
    void theLimitOfOpenFilesIsTheCommandsToo() {
        assertThat(run("-Sn 256", "bash", "-c", "ulimit -Sn").output()).isEqualTo("256\n");
    }
}
