package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TargetStartTest {
    static List<Target> targets() {
        return Target.chosen();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void aTargetStartsTakesAPushShowsItAndEndsWithZero(Target target) {
        try (ServerProcess server = target.start("")) {
            Answer pushed = server.exchange(Request.of("POST", "/metrics/job/first", "some_metric 3.14\n"));
            Answer scraped = server.exchange(Request.of("GET", "/metrics"));

            assertThat(pushed.status()).isEqualTo(200);
            assertThat(scraped.text()).contains("some_metric{instance=\"\",job=\"first\"} 3.14\n");
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void aMissingPeerSaysHowToGetIt() {
        assertThatThrownBy(() -> Workspace.peer("pushgateway-0.1", "prometheus-pushgateway"))
                .isInstanceOf(MissingPeerException.class)
                .hasMessageContaining("run tools/peers pushgateway");
    }

    @Test
    void aServerThatEndsAtOnceIsReportedWithItsOutput() {
        assertThatThrownBy(() -> Pushgateway.start(Pushgateway.NEWEST, "--no-such-flag"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended with status 1").hasMessageContaining("no-such-flag");
    }
}
