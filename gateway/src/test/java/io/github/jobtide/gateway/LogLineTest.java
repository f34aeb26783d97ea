package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLineTest {
    @Test
    void aRecordIsOneLineOfLogfmt() {
        assertThat(new LogLine(LogConfig.LogFormat.LOGFMT).format(record("two\n\"words\" \u0001")))
                .isEqualTo(
                        "time=2026-02-03T04:05:06Z level=WARN source=Refusals msg=\"two\\n\\\"words\\\" \\u0001\"\n");
    }

    @Test
    void aRecordIsOneLineOfJson() {
        assertThat(new LogLine(LogConfig.LogFormat.JSON).format(record("plain"))).isEqualTo("{\"time\":"
                + "\"2026-02-03T04:05:06Z\",\"level\":\"WARN\",\"source\":\"Refusals\",\"msg\":\"plain\"}\n");
    }

    @Test
    void aFailureIsNamedWithItsPlace() {
        LogRecord record = record("failed");
        record.setThrown(new IllegalStateException("no\nway"));

        assertThat(new LogLine(LogConfig.LogFormat.LOGFMT).format(record))
                .contains("error=\"java.lang.IllegalStateException: no\\nway\"", "at=io.github.jobtide")
                .endsWith("\n").hasLineCount(1);
    }

    private static LogRecord record(String message) {
        var record = new LogRecord(Level.WARNING, message);
        record.setLoggerName("io.github.jobtide.gateway.Refusals");
        record.setInstant(Instant.parse("2026-02-03T04:05:06Z"));
        return record;
    }
}
