package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The judge of the crash tests is judged itself: it must find what it looks for. */
final class NumberedLoadTest {
    @Test
    void aGatewayThatForgetsNothingIsWithoutFaultAndAnOldPageOfItIsStale() {
        try (ServerProcess gateway = Pushgateway.start(Pushgateway.NEWEST)) {
            NumberedLoad load = new NumberedLoad(4, 1);
            pushFor(load, gateway, Duration.ofMillis(300));
            String before = page(gateway);
            assertThat(load.acknowledged()).isGreaterThan(20);
            assertThat(load.faults(before, false)).isEmpty();

            pushFor(load, gateway, Duration.ofMillis(300));

            assertThat(load.faults(before, true)).isNotEmpty().allMatch(fault -> fault.startsWith("lost, stale"));
        }
    }

    @Test
    void aGroupThatNobodyPushedIsInvented() {
        NumberedLoad load = new NumberedLoad(1, 1);

        assertThat(load.faults("push_time_seconds{instance=\"\",job=\"crash-0-1\"} 1\n", true))
                .containsExactly("invented: group crash-0-1");
    }

    @Test
    void halfAPushIsTorn() {
        assertThat(Content.all("""
                crash_rows{part="0",instance="",job="a"} 7
                crash_rows{part="1",instance="",job="a"} 8
                push_time_seconds{instance="",job="a"} 1
                """).getOrDefault("a", Content.NONE).numbers()).containsEntry(Content.ROWS, Content.TORN);
    }

    private static void pushFor(NumberedLoad load, ServerProcess gateway, Duration time) {
        NumberedLoad.Running running = load.start(gateway.port(), 1);
        Pause.of(time);
        load.stop();
        running.join();
    }

    private static String page(ServerProcess gateway) {
        return gateway.exchange(Request.of("GET", "/metrics")).text();
    }
}
