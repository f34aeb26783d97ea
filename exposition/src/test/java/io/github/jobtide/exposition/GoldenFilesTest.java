package io.github.jobtide.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sample bodies as files, {@code .prom} in the text format and {@code .om} in OpenMetrics. In {@code wrong}, beside each body, stands the
 * complaint about it; in {@code shown}, the text page that it comes to, and for some the same as protobuf, in hexadecimal.
 */
class GoldenFilesTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongBodies")
    void aWrongBodyIsComplainedAboutAsItsFileSays(String name) {
        assertThat(complaint(bytes("wrong/" + name + ".prom"), TextReader::read))
                .isEqualTo(text("wrong/" + name + ".complaint").strip());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shownBodies")
    void aBodyComesToThePageInItsFile(String name) {
        List<MetricFamily> families = TextReader.read(bytes("shown/" + name + ".prom"), ReaderLimits.DEFAULT);

        assertThat(new String(TextWriter.write(families), UTF_8)).isEqualTo(text("shown/" + name + ".page"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongOpenMetrics")
    void wrongOpenMetricsIsComplainedAboutAsItsFileSays(String name) {
        assertThat(complaint(bytes("wrong/" + name + ".om"), OpenMetricsReader::read))
                .isEqualTo(text("wrong/" + name + ".complaint").strip());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shownOpenMetrics")
    void openMetricsComesToTheTextPageInItsFile(String name) {
        List<MetricFamily> families = OpenMetricsReader.read(bytes("shown/" + name + ".om"), ReaderLimits.DEFAULT);

        assertThat(new String(TextWriter.write(families), UTF_8)).isEqualTo(text("shown/" + name + ".page"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shownProtobuf")
    void aBodyComesToTheProtobufInItsFile(String name) {
        List<MetricFamily> families = TextReader.read(bytes("shown/" + name + ".prom"), ReaderLimits.DEFAULT);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        families.forEach(family -> ProtobufWriter.write(family, written));
        String expected = text("shown/" + name + ".hex").replaceAll("\\s", "");

        assertThat(HexFormat.of().formatHex(written.toByteArray())).isEqualTo(expected);
        assertThat(ProtobufReader.read(HexFormat.of().parseHex(expected), ReaderLimits.DEFAULT)).isEqualTo(families);
    }

    static List<String> wrongBodies() {
        return names("wrong", ".prom");
    }

    static List<String> wrongOpenMetrics() {
        return names("wrong", ".om");
    }

    static List<String> shownOpenMetrics() {
        return names("shown", ".om");
    }

    static List<String> shownBodies() {
        return names("shown", ".prom");
    }

    static List<String> shownProtobuf() {
        return names("shown", ".hex");
    }

    private static String complaint(byte[] body, BiFunction<byte[], ReaderLimits, List<MetricFamily>> reader) {
        try {
            return "read as " + reader.apply(body, ReaderLimits.DEFAULT);
        } catch (MalformedBodyException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static List<String> names(String folder, String ending) {
        try (Stream<Path> files = Files.list(path(folder))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name) {
        return new String(bytes(name), UTF_8);
    }

    private static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(GoldenFilesTest.class.getResource(name), name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
