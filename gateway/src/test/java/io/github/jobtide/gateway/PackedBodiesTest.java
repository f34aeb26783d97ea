package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedBodiesTest {
    private static final String GZIP = "Content-Encoding: GZip\r\n";

    private final RunningGateway running = RunningGateway.start();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aPackedPushIsTaken() {
        assertThat(push(packed("m 1\n")).status()).isEqualTo(200);
        assertThat(running.value("m{instance=\"\",job=\"a\"}")).isEqualTo("1");
    }

    @Test
    void severalMembersMakeOneBody() {
        byte[] first = packed("m 1\n");
        byte[] second = packed("n 2\n");
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);

        assertThat(push(both).status()).isEqualTo(200);
        assertThat(running.value("n{instance=\"\",job=\"a\"}")).isEqualTo("2");
    }

    @Test
    void whatIsNotPackedIsRefused() {
        assertThat(push(new byte[0]).body()).isEqualTo("EOF\n");
        assertThat(push("m 1\nn 2\no 3\n".getBytes(StandardCharsets.UTF_8)).body()).isEqualTo("gzip: invalid header\n");
        byte[] whole = packed("m 1\n");
        assertThat(push(Arrays.copyOf(whole, 5)).body()).isEqualTo("unexpected EOF\n");
        assertThat(push(Arrays.copyOf(whole, whole.length - 3)).body()).isEqualTo("unexpected EOF\n");
        whole[whole.length - 5] ^= 1;
        assertThat(push(whole).body()).isEqualTo("gzip: invalid checksum\n");
    }

    @ParameterizedTest
    @CsvSource({"GET,/metrics", "DELETE,/metrics/job/a", "GET,/nothing", "POST,/metrics/job/a/b"})
    void theHeaderCountsOnOtherRoutesToo(String method, String path) {
        var answer = running.client.ask(method, path, GZIP, "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("EOF\n");
    }

    @Test
    void otherEncodingsAreNotLookedAt() {
        assertThat(running.client.ask("POST", "/metrics/job/a", "Content-Encoding: br\r\n", "m 1\n").status())
                .isEqualTo(200);
    }

    @Test
    void aSmallBodyThatUnpacksToMuchIsBounded() {
        running.close();
        try (var bounded = RunningGateway.start(web -> web, bounds -> bounds.withBodies(bounds.maxBodyBytes(), 1 << 20,
                bounds.maxBytesInFlight()))) {
            var answer = bounded.client.ask("POST", "/metrics/job/a", GZIP, packed("#".repeat(4 << 20) + "\n"));

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo(
                    "the unpacked body is larger than 1048576 bytes; split the push, or raise --limits.unpacked-bytes\n");
            assertThat(bounded.value("jobtide_gateway_rejected_pushes_total{reason=\"too_large\"}")).isEqualTo("1");
            assertThat(bounded.value("jobtide_gateway_bytes_in_flight")).isEqualTo("0");
        }
    }

    @Test
    void aPageIsPackedForWhoeverPrefersThat() throws IOException {
        push(packed("m 1\n"));

        var answer = running.client.ask("GET", "/metrics", "Accept-Encoding: gzip\r\n", "");

        assertThat(answer.header("content-encoding")).isEqualTo("gzip");
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.bytes()))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("m{instance=\"\",job=\"a\"} 1\n");
        }
    }

    private RawClient.Answer push(byte[] body) {
        return running.client.ask("POST", "/metrics/job/a", GZIP, body);
    }

    private static byte[] packed(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
