package io.github.jobtide.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlanTest {
    private static Plan plan(String options) {
        return Plan.of(RunArguments.parse(List.of((options + " -- true").split(" "))), "host-1");
    }

    @Test
    void whatIsNotSaidIsUsual() {
        Plan plan = plan("--job j");

        assertThat(plan.timeout()).isEmpty();
        assertThat(plan.killAfter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(plan.pushBudget()).isEqualTo(Duration.ofSeconds(15));
        assertThat(plan.heartbeat()).isEqualTo(Duration.ofSeconds(60));
        assertThat(List.of(plan.retries(), plan.skipExitCode(), plan.captureLines())).containsExactly(0, 75, 0);
        assertThat(plan.overlap()).isEqualTo(Overlap.ALLOW);
        assertThat(plan.totals()).isTrue();
        assertThat(plan.warnings()).isEqualTo(Warnings.When.ONCE);
    }

    @Test
    void theGroupHasTheHostOnlyIfThatIsWanted() {
        assertThat(plan("--job j --group stage=load").group().path()).isEqualTo("/job/j/stage/load");
        assertThat(plan("--job j --per-host").group().path()).isEqualTo("/job/j/instance/host-1");
        assertThat(plan("--job j --per-host --group instance=x").group().path()).isEqualTo("/job/j/instance/x");
    }

    @Test
    void waitingMayHaveAnEnd() {
        assertThat(plan("--job j --overlap wait").overlap().patience()).isEmpty();
        assertThat(plan("--job j --overlap wait=5m").overlap().patience()).contains(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--owner x", "--job=", "--job j --group x", "--job j --group 1a=x",
            "--job j --timeout soon",
            "--job j --timeout 0s", "--job j --retries -1", "--job j --retries 9999", "--job j --overlap no",
            "--job j --overlap wait=x",
            "--job j --success-codes x", "--job j --success-codes 3-1", "--job j --success-codes 256",
            "--job j --totals maybe",
            "--job j --warnings sometimes", "--job j --skip-exit-code 256", "--job j --capture never"})
    void whatSaysHowToRunHasToBeUnderstood(String options) {
        assertThatThrownBy(() -> plan(options)).isInstanceOf(UsageException.class);
    }

    @Test
    void successCodesAreListsAndRanges() {
        SuccessCodes codes = plan("--job j --success-codes 0,3-5").successCodes();

        assertThat(List.of(0, 1, 2, 3, 4, 5, 6, 255).stream().filter(codes::contains)).containsExactly(0, 3, 4, 5);
    }
}
