package io.github.jobtide.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code dist/train} makes for the launcher is used; whatever is wrong with it, the program starts as without it. */
final class StartCacheTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Installation HOME = Installation.copy("start-cache");
    private static final Path CACHE = HOME.file("cache/serve.aot");

    private static Command.Result trained = new Command.Result(-1, "");

    @BeforeAll
    static void train() {
        HOME.delete("cache");
        trained = train(HOME);
    }

    private static Command.Result train(Installation home) {
        return Command.run(LIMIT, List.of(Workspace.root().resolve("dist/train").toString(), home.file("").toString(),
                home.file("jvm").toString(), "2026-01-02T03:04:05Z"));
    }

    @Test
    void theTrainingSaysNothingAndItsCacheIsUsed() {
        assertThat(trained.output()).isEmpty();
        assertThat(trained.status()).isZero();
        assertThat(refusal("-Xlog:aot").output()).contains("Using AOT-linked classes: true");
    }

    @Test
    void aJvmOfAnotherKindStartsWithoutItAndWithoutAWord() {
        assertIsTheOneLineOfARefusal(refusal("-XX:-UseCompactObjectHeaders"));
        assertIsTheOneLineOfARefusal(refusal("-XX:-UseSerialGC -XX:+UseZGC"));
        assertIsTheOneLineOfARefusal(refusal("-Xshare:off"));
    }

    @Test
    void aDamagedOneIsPassedOverWithoutAWord() throws IOException {
        byte[] cache = Files.readAllBytes(CACHE);
        for (byte[] damaged : List.of(new byte[0], "garbage".getBytes(UTF_8), Arrays.copyOf(cache, 100_000))) {
            Files.write(CACHE, damaged);

            assertIsTheOneLineOfARefusal(refusal(""));
        }
        Files.write(CACHE, cache);
    }

    @Test
    void oneOfOtherJarsIsPassedOverWithoutAWordAndOneOlderThanAJarNotEvenLookedAt() throws IOException {
        Path jar = aJar();
        FileTime before = Files.getLastModifiedTime(jar);

        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
        Command.Result withAnotherJar = refusal("");
        Command.Result told = refusal("-Xlog:aot");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        Command.Result withANewerJar = refusal("-Xlog:aot");
        Files.setLastModifiedTime(jar, before);

        assertIsTheOneLineOfARefusal(withAnotherJar);
        assertThat(told.output()).contains("serve.aot").doesNotContain("Using AOT-linked classes: true");
        assertThat(withANewerJar.output()).doesNotContain("serve.aot");
    }

    private static Path aJar() throws IOException {
        try (Stream<Path> jars = Files.list(HOME.file("lib"))) {
            return jars.filter(each -> each.getFileName().toString().startsWith("vertx-core-5")).findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aTrainingThatFailsLeavesNothing() throws IOException {
        Installation other = Installation.copy("start-cache-without-jars");
        other.delete("lib");
        Files.createDirectories(other.file("lib"));
        Files.createFile(other.file("lib/nothing.jar"));

        Command.Result training = train(other);

        assertThat(training.status()).isNotZero();
        assertThat(training.output()).startsWith("dist/train: no caches could be made");
        assertThat(other.file("cache/serve.aot")).doesNotExist();
    }

    @Test
    void aCacheGoesWhereItsFolderGoes() throws IOException {
        Installation moved = HOME.moved("start-cache-moved");

        Command.Result refused = Command.run(LIMIT, Map.of("JOBTIDE_JAVA_OPTIONS", "-Xlog:aot"),
                List.of(moved.launcher(), "serve", "--web.systemd-socket"));

        assertThat(refused.output()).contains("Using AOT-linked classes: true");
    }

    @Test
    void nothingIsTrainedAnewUnlessSomethingChanged() throws IOException {
        FileTime before = Files.getLastModifiedTime(CACHE);

        Command.Result again = train(HOME);

        assertThat(again).isEqualTo(new Command.Result(0, ""));
        assertThat(Files.getLastModifiedTime(CACHE)).isEqualTo(before);
    }

    /** A start that ends at once, since a flag is wrong. */
    private static Command.Result refusal(String options) {
        return Command.run(LIMIT, Map.of("JOBTIDE_JAVA_OPTIONS", options),
                List.of(HOME.launcher(), "serve", "--web.systemd-socket"));
    }

    private static void assertIsTheOneLineOfARefusal(Command.Result refusal) {
        assertThat(refusal.output()).startsWith("jobtide serve: error: --web.systemd-socket ").hasLineCount(1);
        assertThat(refusal.status()).isEqualTo(1);
    }
}
