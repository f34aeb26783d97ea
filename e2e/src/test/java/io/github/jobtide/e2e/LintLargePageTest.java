package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages of a million lines, and such as nobody writes in good faith: what is wrong is found, within bounds of memory. Seconds are told, not judged. */
@Tag("alone")
final class LintLargePageTest {
    /** Of the whole process, whose heap the launcher bounds to half a gibibyte. */
    private static final long MOST_BYTES = 640L << 20;

    @Test
    void whatIsWrongInAMillionLinesIsFound() throws IOException {
        LintRun run = new LintRun();
        Path page = LintPages.write(run.folder().resolve("page.prom"), LintPages::mixed);
        try (Stream<String> lines = Files.lines(page)) {
            assertThat(lines.count()).isEqualTo(1_000_000);
        }

        LintRun.Result file = run.run("--profile=scrape", "--output=json", "page.prom");
        LintRun.Result input = run.reading(page).run("--profile=scrape", "--output=json");

        tell("a million lines by file", file);
        tell("a million lines by standard input", input);
        assertThat(errors(file)).containsExactly("JT003 500005", "JT006 700006", "JT602 999914");
        assertThat(errors(input)).isEqualTo(errors(file));
        assertThat(List.of(file.status(), input.status())).containsOnly(1);
        assertThat(List.of(file.peakBytes(), input.peakBytes())).allSatisfy(LintLargePageTest::isBounded);
        Files.delete(page);
    }

    private static void isBounded(long peakBytes) {
        assertThat(peakBytes).isBetween(1L << 20, MOST_BYTES);
    }

    private static void tell(String what, LintRun.Result result) {
        System.out.println("lint of " + what + ": " + result.costs() + ", " + input(result).get("counts"));
    }

    private static Map<String, Object> input(LintRun.Result result) {
        Map<String, Object> inputs = Json.object(Json.read(result.out()));
        return Json.object(Json.list(Objects.requireNonNull(inputs.get("inputs"))).getFirst());
    }

    private static List<String> errors(LintRun.Result result) {
        return Json.list(Objects.requireNonNull(input(result).get("findings"))).stream().map(Json::object)
                .filter(finding -> "error".equals(finding.get("severity")))
                .map(finding -> finding.get("rule") + " " + finding.get("line")).toList();
    }

    static Stream<Arguments> hostile() {
        return Stream.of(Arguments.of("one line of 100 MB", (LintPages.Content) LintPages::longLine, "JT001 1"),
                Arguments.of("a million families", (LintPages.Content) LintPages::manyFamilies, ""),
                Arguments.of("a million label sets", (LintPages.Content) LintPages::manyLabelSets, "JT604 3"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void aHostilePageTakesNoMoreMemory(String name, LintPages.Content content, String first) throws IOException {
        LintRun run = new LintRun();
        Path page = LintPages.write(run.folder().resolve("page.prom"), content);

        LintRun.Result result = run.run("--profile=scrape", "--output=json", "page.prom");

        tell(name, result);
        assertThat(String.join(", ", errors(result))).startsWith(first);
        assertThat(result.err()).isEmpty();
        isBounded(result.peakBytes());
        Files.delete(page);
    }
}
