package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.jobtide.testing.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of a real Pushgateway is taken over at the first start beside it, as its own Pushgateway would read it. */
final class FileImportTest {
    private static final String UTF8_NAMES = "--push.enable-utf8-names";

    static Stream<Arguments> peersAndSeeds() {
        return Stream.of(Pushgateway.DEBIAN_12, Pushgateway.NEWEST)
                .flatMap(peer -> Seeds.first(3).mapToObj(seed -> Arguments.of(peer, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("peersAndSeeds")
    void everyGroupWithItsValuesAndTimesIsThere(String peer, long seed) throws IOException {
        Path file = Workspace.newFolder("import").resolve("pushgateway.data");
        try (ServerProcess real = Pushgateway.keeping(file, peer)) {
            RandomGroups.fill(real, seed, 150);
        }
        byte[] kept = Files.readAllBytes(file);

        try (ServerProcess jobtide = serve(file)) {
            assertThat(jobtide.output()).doesNotContain("not imported");
            assertSame(copy(file), peer, jobtide);
            jobtide.exchange(Request.of("PUT", "/metrics/job/later", "m 1\n"));
        }
        assertThat(file).hasBinaryContent(kept);

        try (ServerProcess again = serve(file)) {
            assertThat(again.exchange(Request.of("GET", "/metrics")).text())
                    .contains("m{instance=\"\",job=\"later\"} 1\n");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void namesBeyondTheAlphabetAreTakenOverWhereTheyAreWanted(long seed) throws IOException {
        Path file = Workspace.newFolder("import").resolve("pushgateway.data");
        try (ServerProcess real = Pushgateway.keeping(file, Pushgateway.NEWEST, UTF8_NAMES)) {
            OddRequests requests = OddRequests.from(seed);
            for (int i = 0; i < 200; i++) {
                real.exchange(requests.next());
            }
        }

        try (ServerProcess jobtide = serve(file, UTF8_NAMES);
                ServerProcess real = Pushgateway.keeping(copy(file), Pushgateway.NEWEST, UTF8_NAMES)) {
            assertThat(jobtide.output()).doesNotContain("not imported");
            Command.Result same = Jobtide.diff(real, jobtide, "--times");
            assertThat(same.output()).startsWith("the same; " + Groups.of(real, "").size() + " groups, ");
            assertThat(Groups.of(jobtide, "").stream().map(Groups::key)).anyMatch(key -> key.contains("l.x="));
        }
    }

    private static void assertSame(Path file, String peer, ServerProcess jobtide) {
        try (ServerProcess real = Pushgateway.keeping(file, peer)) {
            assertThat(Groups.of(real, "")).hasSizeGreaterThan(20);
            Command.Result same = Jobtide.diff(real, jobtide, "--times");
            assertThat(same.output()).startsWith("the same; " + Groups.of(real, "").size() + " groups, ");
            assertThat(same.status()).isZero();
        }
    }

    private static Path copy(Path file) throws IOException {
        return Files.copy(file, Workspace.newFolder("copy").resolve("copy"));
    }

    @Test
    void whatWouldPoisonIsNamedAndTheRestTakenOver() throws IOException {
        Path file = Workspace.newFolder("import").resolve("pushgateway.data");
        try (ServerProcess real = Pushgateway.keeping(file, Pushgateway.NEWEST, "--push.disable-consistency-check")) {
            real.exchange(Request.of("PUT", "/metrics/job/good/x/y", "kept 1\n"));
            real.exchange(protobuf("/metrics/job/odd",
                    "name: \"a b\" type: GAUGE metric { gauge { value: 1 } } -- name: \"fine\" type: GAUGE metric { gauge { value: 2 } }"));
            real.exchange(Request.of("PUT", "/metrics/job/%ff", "m 1\n"));
            real.exchange(Request.of("PUT", "/metrics/job/good/instance@base64/=", "m 1\n"));
            real.exchange(Request.of("PUT", "/metrics/job/good", "m 1\n"));
            real.exchange(Request.of("PUT", "/metrics/job/bound/le/5",
                    "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_count 1\nh_sum 1\n"));
        }

        try (ServerProcess jobtide = serve(file)) {
            String page = jobtide.exchange(Request.of("GET", "/metrics")).text();

            assertThat(Page.parse(page).pushed()).containsExactly("# TYPE fine gauge",
                    "fine{instance=\"\",job=\"odd\"} 2",
                    "# TYPE kept untyped", "kept{instance=\"\",job=\"good\",x=\"y\"} 1", "# TYPE m untyped",
                    "m{instance=\"\",job=\"good\"} 1");
            assertThat(jobtide.output().lines().filter(line -> line.contains("not imported"))).hasSize(4)
                    .anyMatch(line -> line.contains("a b") && line.contains("is not a valid metric name"))
                    .anyMatch(line -> line.contains("the value of the label job is not UTF-8"))
                    .anyMatch(line -> line.contains("would export the same push times"))
                    .anyMatch(line -> line.contains("family h of group {job=\\\"bound\\\",le=\\\"5\\\"}"));
            assertThat(Page.parse(page).failureTime("instance=\"\",job=\"odd\"")).isZero();
            Health.check(jobtide, "imported", "after an import of what would poison");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut off", "a wrong byte", "empty", "another's"})
    void aDamagedFileEndsWithOneAndIsLeftAsItIs(String how) throws IOException {
        Path file = Workspace.newFolder("damaged").resolve("pushgateway.data");
        try (ServerProcess real = Pushgateway.keeping(file, Pushgateway.NEWEST)) {
            RandomGroups.fill(real, 7, 30);
        }
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, switch (how) {
            case "cut off" -> Arrays.copyOf(bytes, bytes.length - 100);
            case "a wrong byte" -> wrong(bytes, bytes.length - 1);
            case "empty" -> new byte[0];
            default -> "{\"not\": \"ours\"}".getBytes(StandardCharsets.UTF_8);
        });
        byte[] damaged = Files.readAllBytes(file);

        Command.Result ended = Jobtide.run("serve", "--log.level=error", "--web.listen-address=127.0.0.1:0",
                "--persistence.file=" + file);

        assertThat(ended.output()).startsWith("jobtide serve: error: --persistence.file: " + file + " is damaged, or ")
                .contains(": byte ").hasLineCount(1);
        assertThat(ended.status()).isEqualTo(1);
        assertThat(file).hasBinaryContent(damaged);
        try (Stream<Path> beside = Files.list(file.getParent())) {
            assertThat(beside).containsExactly(file);
        }
    }

    private static byte[] wrong(byte[] bytes, int at) {
        byte[] wrong = bytes.clone();
        wrong[at] ^= 0x55;
        return wrong;
    }

    @Test
    void anImportThatIsKilledAtAnyMomentIsNeverTakenForWhole() throws IOException, InterruptedException {
        Path file = Workspace.newFolder("killed").resolve("pushgateway.data");
        try (ServerProcess real = Pushgateway.keeping(file, Pushgateway.NEWEST, "--push.disable-consistency-check")) {
            for (int i = 0; i < 6000; i++) {
                real.exchange(
                        Request.of("PUT", "/metrics/job/j" + i, "m{a=\"%s\"} %d\nn 1\n".formatted("x".repeat(100), i)));
            }
        }
        Path folder = file.resolveSibling("pushgateway.data.jobtide");
        Duration whole = timeOfAStart(copy(file));
        int killedWhileImporting = 0;
        for (int part = 1; !Files.exists(folder); part++) {
            startAndKill(file, whole.multipliedBy(part).dividedBy(24));
            killedWhileImporting += isUnfinished(file) ? 1 : 0;
        }

        assertThat(killedWhileImporting).isPositive();
        try (ServerProcess jobtide = serve(file);
                ServerProcess real = Pushgateway.keeping(copy(file), Pushgateway.NEWEST)) {
            assertThat(Jobtide.diff(real, jobtide, "--times").output()).startsWith("the same; 6000 groups, ");
            assertThat(isUnfinished(file)).isFalse();
        }
    }

    private static boolean isUnfinished(Path file) throws IOException {
        try (Stream<Path> beside = Files.list(file.getParent())) {
            return beside.anyMatch(path -> path.getFileName().toString().contains("importing"));
        }
    }

    private static Duration timeOfAStart(Path file) {
        long begun = System.nanoTime();
        serve(file).close();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static void startAndKill(Path file, Duration after) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(JobtideGateway.command());
        command.addAll(List.of("serve", "--web.listen-address=127.0.0.1:0", "--persistence.file=" + file));
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        boolean ended = process.waitFor(after.toMillis(), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        assertThat(ended).as("ended by itself").isFalse();
    }

    private static ServerProcess serve(Path file, String... flags) {
        int port = ServerProcess.freePort();
        Path folder = Workspace.newFolder("jobtide");
        List<String> command = new ArrayList<>(JobtideGateway.command());
        command.addAll(List.of("serve", "--web.listen-address=127.0.0.1:" + port, "--persistence.file=" + file));
        command.addAll(List.of(flags));
        return ServerProcess.start("jobtide", port, folder, command, "/-/ready");
    }

    private static Request protobuf(String path, String families) {
        ByteString body = Protobuf.encode(families);
        return Request.of("POST", path).with("Content-Type", Protobuf.CONTENT_TYPE).with(body);
    }
}
