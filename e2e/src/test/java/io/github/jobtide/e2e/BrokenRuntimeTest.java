package io.github.jobtide.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with the runtime that {@code jobtide run} needs: the command runs, once, with its own exit code, and one line tells. */
final class BrokenRuntimeTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String LINE = "jobtide run: .*; the command runs all the same, but nothing of it is reported\n";
    private static final Installation JOBTIDE = Installation.copy("broken-runtime");
    private static final Path FOLDER = Workspace.newFolder("broken-runtime-jobs");

    /** @param output of the command and of Jobtide; {@code runs} how often the command ran */
    private record Run(int status, String output, long runs) {}

    /** A change to a file of the runtime. */
    private interface Damage {
        void to(Path file) throws IOException;
    }

    record Case(String name, String file, Damage damage) {
        @Override
        public String toString() {
            return file + " " + name;
        }
    }

    @BeforeAll
    static void itRunsAsLongAsItIsWhole() throws IOException {
        Run whole = run(List.of(), Map.of());

        assertThat(whole.output()).contains("the job").doesNotContain("all the same");
        assertThat(whole.status()).isEqualTo(7);
        assertThat(whole.runs()).isOne();
    }

    static Stream<Case> damages() {
        return Stream
                .of("runtime/bin/java", "runtime/lib/libjli.so", "runtime/lib/server/libjvm.so", "runtime/lib/modules")
                .flatMap(file -> Stream.of(
                        new Case("removed", file, Files::delete),
                        new Case("empty", file, each -> Files.write(each, new byte[0])),
                        new Case("cut off", file,
                                each -> Files.write(each, Arrays.copyOf(Files.readAllBytes(each), 5000))),
                        new Case("of noise", file, each -> Files.write(each, "noise\0".repeat(5000).getBytes(UTF_8)))));
    }

    @ParameterizedTest
    @MethodSource({"damages", "others"})
    void theCommandRunsOnceWithItsOwnExitCodeAndOneLine(Case broken) throws IOException {
        try (Mended _ = Mended.after(broken)) {
            Run run = run(List.of(), Map.of());

            assertThat(run.output()).matches(LINE + "the job\n");
            assertThat(run.status()).isEqualTo(7);
            assertThat(run.runs()).isOne();
        }
    }

    static Stream<Case> others() {
        return Stream.of(new Case("of another processor", "runtime/bin/java", BrokenRuntimeTest::forArm),
                new Case("not executable", "runtime/bin/java",
                        file -> assertThat(file.toFile().setExecutable(false, false)).isTrue()),
                new Case("removed", "classpath", Files::delete),
                new Case("removed", cliJar(), Files::delete),
                new Case("of noise", cliJar(), each -> Files.write(each, "noise\0".repeat(5000).getBytes(UTF_8))));
    }

    /** The machine in an ELF header, at byte 18, as AArch64; the file's time stays, as it does where a disk moves to another machine. */
    private static void forArm(Path file) throws IOException {
        byte[] program = Files.readAllBytes(file);
        program[18] = (byte) 0xb7;
        FileTime time = Files.getLastModifiedTime(file);
        Files.write(file, program);
        Files.setLastModifiedTime(file, time);
    }

    private static String cliJar() {
        try (Stream<Path> jars = Files.list(JOBTIDE.file("lib"))) {
            return "lib/" + jars.map(each -> each.getFileName().toString())
                    .filter(each -> each.startsWith("cli-") || each.equals("all.jar")).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void withTooLittleMemoryForAJvmTheCommandRunsOnceWithOneLine() throws IOException {
        Run run = run(List.of("sh", "-c", "ulimit -v 400000 && exec \"$0\" \"$@\""), Map.of());

        assertThat(run.output()).matches(LINE + "the job\n");
        assertThat(run.status()).isEqualTo(7);
        assertThat(run.runs()).isOne();
    }

    @Test
    void whereNothingShowsBeforeThatTheJvmCannotStartItsOwnWordsStayOutOfTheCommandsOutput() throws IOException {
        Run run = run(List.of("sh", "-c", "exec \"$0\" \"$@\" 2>/dev/null"),
                Map.of("JOBTIDE_JAVA_OPTIONS", "-Xms900g -Xmx900g"));

        assertThat(run.output()).isEqualTo("the job\n");
        assertThat(run.status()).isEqualTo(7);
        assertThat(run.runs()).isOne();
    }

    @Test
    void aCacheThatIsDamagedWithoutATraceEndsTheJvmButNotTheCommand() throws IOException {
        try (Mended _ = Mended.after(new Case("of noise", "cache/run.aot", BrokenRuntimeTest::strew))) {
            Run run = run(List.of(), Map.of());

            assertThat(run.output()).endsWith("the job\n").hasLineCount(run.output().startsWith("the job") ? 1 : 2);
            assertThat(run.status()).isEqualTo(7);
            assertThat(run.runs()).isOne();
            assertThat(FOLDER).isDirectoryNotContaining("glob:**hs_err*");
        }
    }

    private static void strew(Path file) throws IOException {
        byte[] cache = Files.readAllBytes(file);
        for (int at = 997; at < cache.length; at += 997) {
            cache[at] ^= 0x55;
        }
        FileTime time = Files.getLastModifiedTime(file);
        Files.write(file, cache);
        Files.setLastModifiedTime(file, time);
    }

    @Test
    void javaThatEndsAfterTheCommandBeganIsNotFollowedByASecondRun() throws IOException {
        Path runs = Files.createTempFile(FOLDER, "runs", "");

        Command.Result killed = Command.run(LIMIT,
                List.of(JOBTIDE.launcher(), "run", "--job", "killed", "--", "sh", "-c",
                        "echo run >>" + runs + "; kill -9 $PPID; sleep 0.2"));

        assertThat(killed.status()).isEqualTo(137);
        assertThat(Files.readAllLines(runs)).containsExactly("run");
    }

    @Test
    void wrongOptionsEndWith125AndTheCommandDoesNotRun() throws IOException {
        Path runs = Files.createTempFile(FOLDER, "runs", "");

        Command.Result wrong = Command.run(LIMIT,
                List.of(JOBTIDE.launcher(), "run", "--no-such-option", "--", "sh", "-c",
                        "echo run >>" + runs));

        assertThat(wrong.status()).isEqualTo(125);
        assertThat(runs).isEmptyFile();
    }

    @Test
    void aCommandThatIsNotThereOrNotExecutableKeepsItsExitCode() throws IOException {
        try (Mended _ = Mended.after(new Case("removed", "runtime/bin/java", Files::delete))) {
            assertThat(Command.run(LIMIT, List.of(JOBTIDE.launcher(), "run", "--job", "a", "--", "/no/such")).status())
                    .isEqualTo(127);
            assertThat(
                    Command.run(LIMIT, List.of(JOBTIDE.launcher(), "run", "--job", "a", "--", "/etc/passwd")).status())
                    .isEqualTo(126);
            assertThat(Command.run(LIMIT, List.of(JOBTIDE.launcher(), "run", "--job", "a")).status()).isEqualTo(125);
        }
    }

    @Test
    void otherCommandsSayThatTheRuntimeIsNotWhole() throws IOException {
        try (Mended _ = Mended.after(new Case("removed", "runtime/bin/java", Files::delete))) {
            assertThat(Command.run(LIMIT, List.of(JOBTIDE.launcher(), "serve"))).isEqualTo(new Command.Result(1,
                    "jobtide: the Java runtime " + JOBTIDE.file("runtime") + " is not whole. Install Jobtide anew.\n"));
        }
    }

    private static Run run(List<String> before, Map<String, String> environment) throws IOException {
        Path runs = Files.createTempFile(FOLDER, "runs", "");
        List<String> words = Stream
                .concat(before.stream(), Stream.of(JOBTIDE.launcher(), "run", "--job", "broken", "--warnings",
                        "never", "--", "sh", "-c", "cd " + FOLDER + "; echo run >>" + runs + "; echo the job; exit 7"))
                .toList();
        Command.Result result = Command.run(LIMIT, environment, words);
        return new Run(result.status(), result.output(), Files.readAllLines(runs).size());
    }

    /** Puts a file back as it was. */
    private record Mended(Path file, Path copy) implements AutoCloseable {
        static Mended after(Case broken) throws IOException {
            Path file = JOBTIDE.file(broken.file());
            Path copy = JOBTIDE.file("as-it-was");
            Files.move(file, copy);
            Files.copy(copy, file, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            broken.damage().to(file);
            return new Mended(file, copy);
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
            Files.move(copy, file);
        }
    }
}
