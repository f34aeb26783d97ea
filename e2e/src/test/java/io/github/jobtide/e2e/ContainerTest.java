package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the container image holds and starts, without a container: files are copied and linked below a folder as {@code dist/Containerfile}
 * says, and its entry point is run with the flags that a stock image is given.
 */
final class ContainerTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern COPY = Pattern.compile("^COPY --from=build /src/(\\S+) (\\S+)$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("^RUN ln -s (\\S+) (\\S+)$", Pattern.MULTILINE);
    private static final Pattern ENTRYPOINT = Pattern.compile("^ENTRYPOINT \\[\"(\\S+)\"]$", Pattern.MULTILINE);
    private static final Path IMAGE = Workspace.newFolder("image");

    private static String entrypoint = "";

    @BeforeAll
    static void fillTheImage() throws IOException {
        JobtideGateway.start().close(); // builds, if nobody has
        String file = Files.readString(Workspace.root().resolve("dist/Containerfile"));
        for (MatchResult copy : COPY.matcher(file).results().toList()) {
            copy(Workspace.root().resolve(copy.group(1)), inImage(copy.group(2)));
        }
        for (MatchResult link : LINK.matcher(file).results().toList()) {
            Files.createDirectories(inImage(link.group(2)).getParent());
            Files.createSymbolicLink(inImage(link.group(2)), inImage(link.group(1)));
        }
        entrypoint = ENTRYPOINT.matcher(file).results().map(each -> inImage(each.group(1)).toString()).findFirst()
                .orElseThrow();
    }

    private static Path inImage(String path) {
        return IMAGE.resolve(path.substring(1));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                Files.createDirectories(target.getParent());
                Files.copy(each, target, StandardCopyOption.COPY_ATTRIBUTES); // caches hold for files of their times
            }
        }
    }

    @Test
    void stockFlagsServeAndTheProcessIsTheServerOnTheImagesOwnRuntime() throws IOException {
        int port = ServerProcess.freePort();
        Path folder = Workspace.newFolder("container");
        List<String> stock = List.of(entrypoint, "--web.listen-address=127.0.0.1:" + port, "--persistence.file=groups",
                "--persistence.interval=10m", "--web.enable-admin-api", "--log.format=json");
        try (ServerProcess gateway = ServerProcess.start("container", port, folder, stock, "/-/ready")) {
            assertThat(gateway.exchange(Request.of("PUT", "/metrics/job/a", "m 1\n")).status()).isEqualTo(200);
            assertThat(gateway.exchange(Request.of("PUT", "/api/v1/admin/wipe")).status()).isEqualTo(202);
            assertThat(folder.resolve("groups.jobtide")).isDirectory();
            assertThat(Files.readSymbolicLink(Path.of("/proc", String.valueOf(gateway.pid()), "exe")))
                    .isEqualTo(IMAGE.resolve("opt/jobtide/runtime/bin/java"));
            assertThat(gateway.terminate()).isZero();
        }
    }

    @Test
    void stockVersionAndHelpAndWrongFlagsAreAnswered() {
        assertThat(run("--version").output()).contains("compared with Prometheus Pushgateway");
        assertThat(run("--help").output()).contains("--web.listen-address").contains("--persistence.file");
        assertThat(run("--no-such-flag").status()).isEqualTo(1);
    }

    @Test
    void anotherCommandIsRun() {
        assertThat(run("diff", "http://127.0.0.1:1", "http://127.0.0.1:1").output())
                .startsWith("jobtide diff: error: http://127.0.0.1:1 cannot be reached");
    }

    @Test
    void theImageStartsFromItsCache() {
        Command.Result refused = Command.run(LIMIT, Map.of("JOBTIDE_JAVA_OPTIONS", "-Xlog:aot"),
                List.of(entrypoint, "--web.systemd-socket"));

        assertThat(refused.output()).contains("Using AOT-linked classes: true");
    }

    private static Command.Result run(String... words) {
        return Command.run(LIMIT, Stream.concat(Stream.of(entrypoint), Stream.of(words)).toList());
    }
}
