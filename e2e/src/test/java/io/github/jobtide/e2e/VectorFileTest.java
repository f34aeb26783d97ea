package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The suite itself: vectors mean what they say, and a wrong one is found out. */
final class VectorFileTest {
    private static final SharedGateway GATEWAY = new SharedGateway(Target.PUSHGATEWAY_NEWEST, "");

    @AfterAll
    static void stop() {
        GATEWAY.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT /metrics/job/j `m 1\\n` -> 202", "PUT /metrics/job/j `m 1\\n` -> 200 `OK`",
            "PUT /metrics/job/j `m 1\\n` -> 200 has`x`",
            "PUT /metrics/job/j `m 1\\n` -> 200 groups`{job=\"k\"}`",
            "PUT /metrics/job/j `m 1\\n` -> 200 failed`{job=\"j\"}`",
            "PUT /metrics/job/j `m 1\\n` -> 200 page`# TYPE m untyped\\nm 1\\n`",
            "PUT /metrics/job/j `m 1\\n` -> 200 shows`# TYPE m untyped\\nm 2\\n`",
            "PUT /metrics/job/j `m 1\\n` -> 200 times`instance=\"\",job=\"j\" zero zero`",
            "PUT /metrics/job/j `m 1\\n` -> 200 Content-Type:`text/plain`",
            "PUT /metrics/job/j `m x\\n` -> 400 error`text format parsing error in line 2: expected float as value, got \"x\"`",
            "PUT /metrics/job/j `m 1 5\\n` -> 400 inconsistent`was collected before`",
            "GET /metrics -> 200 lacks`process_`", "GET /metrics -> 200 gzipped``",
            "GET /api/v1/metrics -> 200 json`{}`", "GET /metrics -> closed"})
    void aWrongVectorIsFoundOut(String line) {
        assertThat(faults(line)).isNotEmpty();
    }

    @Test
    void aRightVectorHasNoFault() {
        assertThat(faults(
                "PUT /metrics/job/j gzip`m{a=\"\\\\n\"} 1\\n` -> 200 `` groups`{job=\"j\"}` shows`# TYPE m untyped\\nm{a=\"\\\\n\"} 1\\n`"))
                .isEmpty();
    }

    @Test
    void theBytesBetweenBackquotesAreWrittenAsTheyAreRead() {
        ByteString bytes = ByteString.copyFromUtf8("a`b\\c\nd\r\té\u0000");

        assertThat(Words.bytes(Words.written(bytes))).isEqualTo(bytes);
    }

    @Test
    void anotherOutcomeOfJobtideNeedsAReason() {
        assertThatThrownBy(() -> VectorFile.parse("x", List.of("GET / -> 200", "  jobtide (because) -> 404")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("x.vectors:2: no wanted difference 'because'; there are [");
    }

    @Test
    void aMisspeltCheckIsRefused() {
        assertThatThrownBy(() -> VectorFile.parse("x", List.of("GET / -> 200 haz`x`")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("x.vectors:1: no check 'haz'");
    }

    private static List<String> faults(String line) {
        Vector vector = VectorFile.parse("test", List.of(line)).vectors().getFirst();
        return new VectorRun(Target.PUSHGATEWAY_NEWEST, GATEWAY.empty(), "").faults(vector);
    }
}
