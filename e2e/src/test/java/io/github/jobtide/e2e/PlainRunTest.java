package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the launcher runs without a Java runtime is the command that {@code jobtide run} would have run with one. */
final class PlainRunTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Path HOME = withoutRuntime();

    private static Path withoutRuntime() {
        Path home = Workspace.newFolder("plain-run");
        try {
            Files.createDirectories(home.resolve("bin"));
            Files.createDirectories(home.resolve("runtime"));
            Files.copy(Workspace.root().resolve("dist/bin/jobtide"), home.resolve("bin/jobtide"),
                    StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return home;
    }

    private static Command.Result run(List<String> words) {
        List<String> all = new ArrayList<>(List.of(HOME.resolve("bin/jobtide").toString(), "run"));
        all.addAll(words);
        return Command.run(LIMIT, all);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --job x echo -- touch it                      | -- touch it
            --job x echo plain                            | plain
            --job=x --timeout 5m --strict echo a -- b     | a -- b
            --job x -- echo -- --job                      | -- --job
            --per-host --job --odd -- echo b              | b
            --job x --no-such-option -- echo c            | c
            """)
    void itIsTheCommandBehindTheOptions(String words, String output) {
        Command.Result result = run(List.of(words.split(" ")));

        assertThat(result.output()).endsWith("\n" + output + "\n").hasLineCount(2);
        assertThat(result.status()).isZero();
    }

    @Test
    void withoutACommandNothingRuns() {
        for (List<String> words : List.of(List.of("--job", "x"), List.of("--job", "x", "--"), List.of("--job"),
                List.of("--help", "echo", "ran"), List.of("--job", "x", "-h", "--", "echo", "ran"))) {
            Command.Result result = run(words);

            assertThat(result.status()).as(words.toString()).isEqualTo(125);
            assertThat(result.output()).hasLineCount(1);
        }
    }
}
