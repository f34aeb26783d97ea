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
    private static final String JDK = System.getProperty("java.home");
    private static final Path HOME = Workspace.newFolder("start-cache");
    private static final Path CACHE = HOME.resolve("dist/target/serve.aot");

    private static Command.Result trained = new Command.Result(-1, "");

    @BeforeAll
    static void train() throws IOException {
        JobtideGateway.start().close(); // builds, if nobody has
        for (String each : List.of("jobtide", "dist/train", "dist/jvm", "dist/target/lib", "dist/target/classpath")) {
            copy(each);
        }
        trained = Command.run(LIMIT, List.of(HOME.resolve("dist/train").toString(), JDK));
    }

    private static void copy(String name) throws IOException {
        try (Stream<Path> all = Files.walk(Workspace.root().resolve(name))) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path target = HOME.resolve(Workspace.root().relativize(each));
                Files.createDirectories(target.getParent());
                Files.copy(each, target);
                assertThat(target.toFile().setExecutable(Files.isExecutable(each))).isTrue();
            }
        }
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
        try (Stream<Path> jars = Files.list(HOME.resolve("dist/target/lib"))) {
            return jars.filter(each -> each.getFileName().toString().startsWith("vertx-core-5")).findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aTrainingThatFailsLeavesNothing() throws IOException {
        Path other = Files.createDirectories(HOME.resolve("other"));
        for (String each : List.of("train", "jvm/serve.args", "target/classpath")) {
            Path target = other.resolve("dist").resolve(each);
            Files.createDirectories(target.getParent());
            Files.copy(HOME.resolve("dist").resolve(each), target);
        }
        assertThat(other.resolve("dist/train").toFile().setExecutable(true)).isTrue();

        Command.Result training = Command.run(LIMIT, List.of(other.resolve("dist/train").toString(), JDK)); // no jars

        assertThat(training.status()).isNotZero();
        assertThat(other.resolve("dist/target/serve.aot")).doesNotExist();
    }

    /** A start that ends at once, since a flag is wrong. */
    private static Command.Result refusal(String options) {
        Map<String, String> environment = Map.of("JAVA_HOME", JDK, "JOBTIDE_JAVA_OPTIONS", options);
        return Command.run(LIMIT, environment,
                List.of(HOME.resolve("jobtide").toString(), "serve", "--web.systemd-socket"));
    }

    private static void assertIsTheOneLineOfARefusal(Command.Result refusal) {
        assertThat(refusal.output()).startsWith("jobtide serve: error: --web.systemd-socket ").hasLineCount(1);
        assertThat(refusal.status()).isEqualTo(1);
    }
}
