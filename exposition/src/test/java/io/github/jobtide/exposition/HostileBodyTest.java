package io.github.jobtide.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies made to be slow. Each is read in a second or two; work that grew with the square of their size would take minutes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileBodyTest {
    private static final int MANY = 100_000;

    @Test
    void manyLinesOfOneFamilyAreReadInLinearTime() {
        List<MetricFamily> families = read(lines(2 * MANY, i -> "m{a=\"" + i + "\"} 1\n"));

        assertThat(families.get(0).metrics()).hasSize(2 * MANY);
    }

    @Test
    void labelSetsMadeToCollideAreJoinedInLinearTime() {
        List<MetricFamily> families = read("# TYPE h histogram\n"
                + lines(2 * MANY, i -> "h_bucket{a=\"" + colliding(i % MANY) + "\",le=\"" + i / MANY + "\"} 1\n"));

        assertThat(families.get(0).metrics()).hasSize(MANY);
        assertThat(colliding(1).hashCode()).isEqualTo(colliding(MANY - 1).hashCode());
    }

    @Test
    void familyNamesMadeToCollideAreToldApartInLinearTime() {
        assertThat(read(lines(2 * MANY, i -> colliding(i % MANY) + " 1\n"))).hasSize(MANY);
    }

    @Test
    void protobufNamesMadeToCollideAreToldApartInLinearTime() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < MANY; i++) {
            ProtobufWriter.write(new MetricFamily(colliding(i), MetricType.GAUGE, "", List.of()), body);
        }

        assertThat(ProtobufReader.read(body.toByteArray(), ReaderLimits.DEFAULT)).hasSize(MANY);
    }

    @Test
    void summariesThatTakeTurnsAreJoinedInLinearTime() {
        List<MetricFamily> families = read(lines(MANY / 2, i -> "# TYPE s" + i + " summary\n")
                + lines(2 * MANY, i -> "s" + i % (MANY / 2) + (i % 2 == 0 ? "_sum" : "_count") + " 1\n"));

        assertThat(families).hasSize(MANY / 2);
    }

    @Test
    void longTextIsReadInLinearTime() {
        String escapes = "\\\\".repeat(5_000_000);

        assertThat(read("# HELP m " + escapes + "\nm 1\n").get(0).help()).hasSize(5_000_000);
        assertThatThrownBy(() -> read("m{a=\"" + escapes + "\"} 1\n"))
                .hasMessageContaining("is longer than 65536 bytes");
        assertThatThrownBy(() -> read("{\"" + escapes + "\"} 1\n"))
                .hasMessageStartingWith("text format parsing error in line 1: invalid metric name");
        assertThatThrownBy(() -> read("m" + "m".repeat(5_000_000) + " 1\n"))
                .hasMessageContaining("is longer than 1024 bytes");
        assertThatThrownBy(() -> read("m " + "1".repeat(5_000_000) + "\n"))
                .hasMessageContaining("expected float as value");
        assertThat(read(" \t\n".repeat(5_000_000))).isEmpty();
    }

    @Test
    void manyLabelsOfOneMetricAreRefused() {
        assertThatThrownBy(() -> read("m{" + lines(2 * MANY, i -> "a" + i + "=\"\",") + "} 1\n"))
                .hasMessage(
                        "text format parsing error in line 1: more than 64 labels for metric \"m\"; use fewer, or raise the limit");
    }

    private static String lines(int count, IntFunction<String> line) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(line.apply(i));
        }
        return lines.toString();
    }

    /** Texts that all have the same hash code: "Aa" and "BB" do, and so does every row of them. */
    private static String colliding(int number) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 17; bit++) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    private static List<MetricFamily> read(String body) {
        return TextReader.read(body.getBytes(UTF_8), ReaderLimits.DEFAULT);
    }
}
