package io.github.jobtide.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of a command's output. */
final class OutputTest {
    private static String kept(int lines, String output) {
        LineRing ring = new LineRing(lines);
        LineRing.Inlet inlet = ring.new Inlet();
        byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
        inlet.take(bytes, bytes.length);
        inlet.finish();
        return ring.text(new Redaction(Optional.of("KEY"), Map.of("KEY", "open-sesame"))::masked);
    }

    @Test
    void theLastLinesStay() {
        assertThat(kept(2, "one\ntwo\nthree")).isEqualTo("two\nthree\n");
        assertThat(kept(5, "")).isEmpty();
    }

    @Test
    void controlCharactersGo() {
        assertThat(kept(1, "a\u001b[31mred\u0007\tb\r\n")).isEqualTo("a[31mred\tb\n");
    }

    @Test
    void longLinesAreCutAndManyAreNotKept() {
        assertThat(kept(1, "x".repeat(10_000))).hasSize(4097);
        assertThat(kept(1000, ("x".repeat(1000) + "\n").repeat(1000)).length()).isBetween(31_000, 32_768);
    }

    @Test
    void whatIsCutIsMaskedBefore() {
        assertThat(kept(1, "x".repeat(4090) + " open-sesame")).isEqualTo("x".repeat(4090) + " ***\n");
        assertThat(kept(2, "x".repeat(4090) + " open-sesame and more\nb"))
                .isEqualTo("x".repeat(4090) + " *** a\nb\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Authorization: Bearer abcdef123456   | Authorization: Bearer ***
            curl -u x https://u:pa55@host/       | curl -u x https://u:***@host/
            DB_PASSWORD=hunter2 and more         | DB_PASSWORD=*** and more
            "api_key": "k123"                    | "api_key": ***
            eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl   | ***
            the key AKIAABCDEFGHIJKLMNOP is bad  | the key *** is bad
            value open-sesame here               | value *** here
            nothing of the kind                  | nothing of the kind
            """)
    void secretsAreMasked(String line, String masked) {
        assertThat(
                new Redaction(Optional.of("KEY, SHORT, NONE"), Map.of("KEY", "open-sesame", "SHORT", "a")).masked(line))
                .isEqualTo(masked);
    }

    @Test
    void ofAValueOfSeveralLinesEachIsMasked() {
        Redaction redaction = new Redaction(Optional.of("KEY"), Map.of("KEY", "first-half\nthe-second-half\n"));

        assertThat(redaction.masked("a first-half b\nthe-second-half")).isEqualTo("a *** b\n***");
    }

    @Test
    void keysAreMaskedWhole() {
        String text = "before\n-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nafter\n";

        assertThat(new Redaction(Optional.empty(), Map.of()).masked(text)).isEqualTo("before\n***\n***\n***\nafter\n");
    }
}
