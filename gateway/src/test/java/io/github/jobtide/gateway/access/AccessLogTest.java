package io.github.jobtide.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.gateway.LogCapture;
import org.junit.jupiter.api.Test;

class AccessLogTest {
    private final AccessLog log = new AccessLog();

    @Test
    void aFloodOfRefusalsLeavesFewLinesAndThenTheirNumber() {
        try (var captured = new LogCapture()) {
            for (int i = 0; i < 10_000; i++) {
                log.refused("", "192.0.2.1", "GET /" + i, "its bearer token is no principal's");
            }
            int written = captured.lines().size();
            log.deleted("cleaner", "192.0.2.1", "{job=\"a\"}");
            long deadline = System.nanoTime() + 20_000_000_000L;
            while (!captured.text().contains("more refusals") && System.nanoTime() < deadline) {
                log.tick();
            }

            assertThat(written).isBetween(50, 60);
            assertThat(captured.lines()).hasSize(written + 2);
            assertThat(captured.text()).contains(
                    "%d more refusals were left out of this log".formatted(10_000 - written), "deleted who=cleaner");
        }
    }

    @Test
    void nothingIsSaidOfLinesLeftOutIfNoneWere() {
        try (var captured = new LogCapture()) {
            log.tick();

            assertThat(captured.lines()).isEmpty();
        }
    }

    @Test
    void whatLooksLikeATokenIsNotLoggedWhereverItStands() {
        assertThat(AccessLog.shown("GET /metrics/job/jobtide_abcDEF123-_x/y"))
                .isEqualTo("GET /metrics/job/jobtide_…/y");
        assertThat(AccessLog.shown("GET /metrics/job/jobtide%5FabcDEF123%2D_x/y"))
                .isEqualTo("GET /metrics/job/jobtide_…/y");
        assertThat(AccessLog.shown("GET /JOBTIDE_0123456789")).isEqualTo("GET /jobtide_…");
        assertThat(AccessLog.shown("GET /metrics/job/jobtide_nightly")).isEqualTo("GET /metrics/job/jobtide_nightly");
    }

    @Test
    void aLineIsNotLongerThanItNeedBe() {
        assertThat(AccessLog.shown("x".repeat(100_000))).hasSize(301);
    }

    @Test
    void whateverIsAskedForStaysOneLine() {
        try (var captured = new LogCapture()) {
            log.refused("", "192.0.2.1", "GET /a\r\nlevel=INFO msg=\"all is well\"", "why {0}");

            assertThat(captured.lines()).hasSize(1);
            assertThat(captured.text().strip().lines()).hasSize(1);
        }
    }
}
