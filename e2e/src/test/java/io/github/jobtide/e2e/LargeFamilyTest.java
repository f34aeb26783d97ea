package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One family with as many series as the gateway takes by default: every format has it, in memory that is as ever. */
@Tag("alone")
final class LargeFamilyTest {
    private static final int GROUPS = 10;
    private static final int SERIES = 100_000;
    private static final long MOST_MEMORY_KIB = 1024 * 1024;
    private static ServerProcess gateway;

    @BeforeAll
    static void fill() {
        gateway = JobtideGateway.start("--web.enable-openmetrics");
        StringBuilder lines = new StringBuilder("# TYPE large gauge\n");
        for (int i = 0; i < SERIES; i++) {
            lines.append("large{file=\"/var/lib/export/of-the-night/part-").append(i).append("\",serial_no=\"")
                    .append(i).append("\"} ").append(i).append('\n');
        }
        for (int group = 0; group < GROUPS; group++) {
            assertThat(gateway.exchange(Request.of("PUT", "/metrics/job/large/group/" + group, lines.toString()))
                    .status()).isEqualTo(200);
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "text/plain",
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text",
            "application/openmetrics-text;version=1.0.0",
    })
    void aFamilyOfAMillionSeriesIsScrapedInBoundedMemory(String accept) throws IOException {
        Answer page = gateway.exchange(Request.of("GET", "/metrics").with("Accept", accept));

        assertThat(page.status()).isEqualTo(200);
        assertThat(occurrences(page.body().toByteArray(), "serial_no")).isEqualTo(GROUPS * SERIES);
        long memory = peakMemoryKib();
        System.out.printf("LargeFamilyTest: %s: %,d bytes, %,d KiB resident at the most%n", accept, page.body().size(),
                memory);
        assertThat(memory).isLessThan(MOST_MEMORY_KIB);
    }

    private static int occurrences(byte[] page, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        int count = 0;
        for (int i = 0; i + wanted.length <= page.length; i++) {
            if (Arrays.equals(page, i, i + wanted.length, wanted, 0, wanted.length)) {
                count++;
            }
        }
        return count;
    }

    private static long peakMemoryKib() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + gateway.pid() + "/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("the kernel does not tell what the process has taken at the most");
    }
}
