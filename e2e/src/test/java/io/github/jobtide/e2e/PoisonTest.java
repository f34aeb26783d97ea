package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The known defects of a Pushgateway, D1 to D17 of docs/migrating.md, are absent here; where a real one shows its defect to the same
 * requests, that is shown too.
 *
 * <p>Not here: the half of D15 about the web configuration is in {@link TlsMatrixTest};
 * D16 is {@link SlowClientTest}, D17 {@link MalformedHistogramTest}.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class PoisonTest {
    private static final String NO_NAME = "type: COUNTER metric { counter { value: 1 } }";
    private static final String UNKNOWN_TYPE = "name: \"odd\" metric { counter { value: 1 } }";

    private static final String UTF8_NAMES = "--push.enable-utf8-names";

    private final SharedGateway jobtide = new SharedGateway(Target.JOBTIDE, "");

    @BeforeAll
    void start() {
        jobtide.fresh();
    }

    @AfterAll
    void stop() {
        jobtide.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics/job/%ff", "/metrics/job@base64/_w", "/metrics/job/a/x/%C3%28",
            "/metrics/job/a/x@base64/gA", "/metrics/job/a/x/%ED%A0%80"})
    void d01AKeyThatIsNotUtf8IsRefusedAndLeavesNoTrace(String path) {
        ServerProcess gateway = jobtide.empty();

        assertThat(gateway.exchange(Request.of("POST", path)).status()).isEqualTo(400);
        assertThat(gateway.exchange(Request.of("PUT", path, "m 1\n")).status()).isEqualTo(400);

        assertThat(Groups.of(gateway, "")).isEmpty();
        Health.check(gateway, "d01", path);
        try (ServerProcess real = Pushgateway.start(Pushgateway.NEWEST)) {
            assertThat(real.exchange(Request.of("POST", path)).status()).isEqualTo(400);
            assertThat(Health.isBroken(real)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"/metrics/job/good, /metrics/job/good/instance@base64/=",
            "/metrics/job/good/instance@base64/=, /metrics/job/good"})
    void d02AGroupWithTheSamePushTimesAsAnotherIsRefused(String first, String second) {
        ServerProcess gateway = jobtide.empty();

        assertThat(gateway.exchange(Request.of("POST", first, "m 1\n")).status()).isEqualTo(200);
        Answer refused = gateway.exchange(Request.of("POST", second));

        assertThat(refused.status()).as("%s", refused).isEqualTo(400);
        assertThat(Groups.of(gateway, "")).hasSize(1);
        Health.check(gateway, "d02", second);
        assertThat(gateway.exchange(Request.of("DELETE", first)).status()).isEqualTo(202);
        assertThat(gateway.exchange(Request.of("POST", second, "m 1\n")).status()).isEqualTo(200);
        try (ServerProcess real = Pushgateway.start(Pushgateway.NEWEST)) {
            real.exchange(Request.of("POST", first, "m 1\n"));
            real.exchange(Request.of("POST", second));
            assertThat(Health.isBroken(real)).isTrue();
        }
    }

    @Test
    void d04AProtobufFamilyWithoutANameOrOfAnUnknownTypeIsRefused() {
        ServerProcess gateway = jobtide.empty();
        for (ByteString body : List.of(Protobuf.encode(NO_NAME), unknownType())) {
            assertThat(gateway.exchange(protobuf("/metrics/job/a", body)).status()).isEqualTo(400);
        }
        Health.check(gateway, "d04", "after families without a name and of type 9");

        try (ServerProcess real = Pushgateway.start(Pushgateway.NEWEST)) {
            real.exchange(Request.of("PUT", "/metrics/job/good", "some_metric 1\n"));
            assertThat(real.exchange(protobuf("/metrics/job/a", Protobuf.encode(NO_NAME))).status()).isEqualTo(200);
            assertThat(real.exchange(Request.of("GET", "/metrics")).text()).doesNotContain("some_metric");
        }
    }

    /** The same family with 9 for its type. */
    private static ByteString unknownType() {
        ByteString family = Protobuf.encode(UNKNOWN_TYPE);
        ByteString type = ByteString.copyFrom(new byte[]{3 << 3, 9});
        return ByteString.copyFrom(new byte[]{(byte) (family.byteAt(0) + type.size())}).concat(family.substring(1))
                .concat(type);
    }

    @Test
    void d05AFamilyWithOneOfTheGatewaysOwnNamesBreaksNothingHoweverEarlyItComes() {
        String body = "# TYPE pushgateway_http_requests_total counter\npushgateway_http_requests_total 1\n";
        try (ServerProcess gateway = untouched(Target.JOBTIDE)) {
            assertThat(gateway.exchange(Request.of("PUT", "/metrics/job/a", body)).status()).isIn(200, 400);
            Health.check(gateway, "d05", "after an own name");
            Health.check(gateway, "d05_again", "after an own name and some requests");
        }
        try (ServerProcess real = untouched(Target.PUSHGATEWAY_NEWEST)) {
            real.exchange(Request.of("PUT", "/metrics/job/a", body));
            real.exchange(Request.of("PUT", "/metrics/job/b", "m 1\n"));
            assertThat(Health.isBroken(real)).isTrue();
        }
    }

    /** A gateway of which nothing was asked that its own metrics count. */
    private static ServerProcess untouched(Target target) {
        Path folder = Workspace.newFolder("untouched");
        int port = ServerProcess.freePort();
        String address = "--web.listen-address=127.0.0.1:" + port;
        List<String> command = target.isJobtide()
                ? words(JobtideGateway.command(), "serve", address, "--storage.path=" + folder.resolve("data"))
                : List.of(Workspace.peer(Pushgateway.NEWEST, "prometheus-pushgateway").toString(), address,
                        "--persistence.file=");
        return ServerProcess.start(target.toString(), port, folder, command, "/metrics");
    }

    @Test
    void d03AGroupingLabelThatIsEscapedIntoAReservedNameIsRefusedAndLeavesNoTrace() {
        Request push = Request.of("POST", "/metrics/job/x/U___5f__5f_y/v", "m 1\n");
        try (ServerProcess gateway = JobtideGateway.start(UTF8_NAMES);
                ServerProcess real = Pushgateway.start(Pushgateway.NEWEST, UTF8_NAMES)) {
            assertThat(gateway.exchange(push).status()).isEqualTo(400);

            assertThat(Groups.of(gateway, "")).isEmpty();
            Health.check(gateway, "d03", "after the label __y");
            real.exchange(push);
            assertThat(Health.isBroken(real)).isTrue();
        }
    }

    @Test
    void d06WhereSuchNamesAreWantedTheSecondOfOneSpellingIsRefused() {
        try (ServerProcess gateway = JobtideGateway.start(UTF8_NAMES);
                ServerProcess real = Pushgateway.start(Pushgateway.NEWEST, UTF8_NAMES)) {
            Request first = Request.of("PUT", "/metrics/job/a", "{\"a.b\"} 1\n");
            Request second = Request.of("PUT", "/metrics/job/b", "a_b 2\n");
            assertThat(gateway.exchange(first).status()).isEqualTo(200);

            Answer refused = gateway.exchange(second);

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text()).contains("\"a_b\" collides with \"a.b\"", "under the escaping underscores");
            Health.check(gateway, "d06", "after a.b and a_b");
            real.exchange(first);
            real.exchange(second);
            assertThat(real.exchange(Request.of("GET", "/metrics")).text().split("# TYPE a_b untyped", -1)).hasSize(3);
        }
    }

    @Test
    void d06NamesThatWouldBeEscapedIntoEachOtherAreNotBothServed() {
        ByteString body = Protobuf.encode("name: \"a.b\" type: COUNTER metric { counter { value: 1 } }"
                + " -- name: \"a_b\" type: COUNTER metric { counter { value: 2 } }");
        ServerProcess gateway = jobtide.empty();

        assertThat(gateway.exchange(protobuf("/metrics/job/a", body)).status()).isEqualTo(400);

        Health.check(gateway, "d06", "after a.b and a_b");
        try (ServerProcess real = Pushgateway.start(Pushgateway.NEWEST)) {
            real.exchange(protobuf("/metrics/job/a", body));
            assertThat(real.exchange(Request.of("GET", "/metrics")).text().split("# TYPE a_b counter", -1)).hasSize(3);
        }
    }

    @Test
    void d07AFailureTimeWithoutSamplesLeavesApiAndPageAlone() {
        ByteString body = Protobuf.encode("name: \"push_failure_time_seconds\" type: GAUGE");
        ServerProcess gateway = jobtide.empty();

        pushTwice(gateway, body);

        assertThat(Groups.of(gateway, "")).hasSize(1).noneMatch(Groups::isFailed);
        Health.check(gateway, "d07", "after a failure time without samples");
        try (ServerProcess real = Pushgateway.start(Pushgateway.NEWEST)) {
            pushTwice(real, body);
            assertThat(real.exchange(Request.of("GET", "/api/v1/metrics"))).isEqualTo(Answer.NONE);
        }
    }

    private static void pushTwice(ServerProcess gateway, ByteString body) {
        assertThat(gateway.exchange(Request.of("PUT", "/metrics/job/a", "m 1\n")).status()).isEqualTo(200);
        gateway.exchange(protobuf("/metrics/job/a", body));
    }

    @Test
    void d08APushedFailureTimeDoesNotOverrideTheRealOne() {
        String body = "# TYPE push_failure_time_seconds gauge\npush_failure_time_seconds 12345\n";
        ServerProcess gateway = jobtide.empty();

        assertThat(failureTime(gateway, body)).isZero();

        Health.check(gateway, "d08", "after a pushed failure time");
        try (ServerProcess real = Pushgateway.start(Pushgateway.NEWEST)) {
            assertThat(failureTime(real, body)).isEqualTo(12345);
        }
    }

    private static double failureTime(ServerProcess gateway, String body) {
        gateway.exchange(Request.of("PUT", "/metrics/job/a", "m 1\n"));
        gateway.exchange(Request.of("PUT", "/metrics/job/a", body));
        return Page.parse(gateway.exchange(Request.of("GET", "/metrics")).text())
                .failureTime("instance=\"\",job=\"a\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\\nb 1", "a{x=\\\"1\\\"}", "", "0a", "a\\377"})
    void d09AMetricNameThatIsNoneIsRefused(String name) {
        ByteString body = Protobuf
                .encode("name: \"" + name + "\" type: COUNTER metric { counter { value: 1 } }");
        ServerProcess gateway = jobtide.empty();

        assertThat(gateway.exchange(protobuf("/metrics/job/a", body)).status()).isEqualTo(400);

        Health.check(gateway, "d09", "after the name " + name);
    }

    @Test
    void d09TheOldPushgatewayWritesSuchANameAsItIs() {
        try (ServerProcess real = Pushgateway.start(Pushgateway.DEBIAN_12)) {
            real.exchange(protobuf("/metrics/job/a",
                    Protobuf.encode("name: \"a b\" type: COUNTER metric { counter { value: 1 } }")));
            assertThat(real.exchange(Request.of("GET", "/metrics")).text()).contains("\na b{");
        }
    }

    @ParameterizedTest
    @CsvSource({"le, histogram, h_bucket{le=\"1\"} 1", "quantile, summary, h{quantile=\"0.5\"} 1"})
    void d10AGroupingLabelThatTheTypeNeedsItselfIsRefused(String label, String type, String line) {
        String body = "# TYPE h " + type + "\n" + line + "\nh_count 1\nh_sum 1\n";
        String path = "/metrics/job/a/" + label + "/0.5";
        ServerProcess gateway = jobtide.empty();

        assertThat(gateway.exchange(Request.of("PUT", path, body)).status()).isEqualTo(400);
        assertThat(gateway.exchange(Request.of("PUT", path, "plain 1\n")).status()).isEqualTo(200);

        Health.check(gateway, "d10", path);
    }

    @Test
    void d10ThePushgatewayWritesTwoBounds() {
        try (ServerProcess real = Pushgateway.start(Pushgateway.NEWEST)) {
            real.exchange(Request.of("PUT", "/metrics/job/a/le/x",
                    "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_count 1\nh_sum 1\n"));
            assertThat(real.exchange(Request.of("GET", "/metrics")).text())
                    .contains("h_bucket{instance=\"\",job=\"a\",le=\"x\",le=\"1\"} 1");
        }
    }

    @Test
    void d11AJobThatIsNotBase64HoldsUpNobody() {
        ServerProcess gateway = jobtide.empty();
        for (int i = 0; i < 3; i++) {
            assertThat(gateway.exchange(Request.of("POST", "/metrics/job@base64/a")).status()).isEqualTo(400);
        }
        assertThat(gateway.exchange(Request.of("POST", "/metrics/job@base64/YWI", "m 1\n")).status()).isEqualTo(200);
        Health.check(gateway, "d11", "after a job that is not base64");
    }

    @Test
    void d12DamagedStorageIsReportedKeptAndTheRestServed() throws IOException {
        Path folder = Workspace.newFolder("damaged");
        ServerProcess before = JobtideGateway.start(folder, ServerProcess.freePort(), "");
        for (int i = 0; i < 20; i++) {
            before.exchange(Request.of("PUT", "/metrics/job/kept-" + i, "kept 1\n"));
        }
        before.kill();
        Path segment;
        try (var files = Files.list(folder.resolve("data"))) {
            segment = files.filter(file -> file.getFileName().toString().startsWith("segment-")).findFirst()
                    .orElseThrow();
        }
        byte[] damaged = Files.readAllBytes(segment);
        int place = ByteString.copyFrom(damaged).toString(StandardCharsets.ISO_8859_1)
                .indexOf("kept-7");
        damaged[place] ^= 1;
        Files.write(segment, damaged);

        try (ServerProcess after = JobtideGateway.start(folder, ServerProcess.freePort(), "")) {
            Health.check(after, "d12", "after a bit flipped at " + place);
            List<String> kept = Page.parse(after.exchange(Request.of("GET", "/metrics")).text()).pushed();
            assertThat(kept).filteredOn(line -> line.startsWith("kept{")).hasSizeGreaterThanOrEqualTo(19)
                    .contains("kept{instance=\"\",job=\"kept-0\"} 1", "kept{instance=\"\",job=\"kept-19\"} 1");
            assertThat(metric(after, "jobtide_gateway_storage_damaged_records")).isPositive();
            assertThat(after.output()).contains(segment.getFileName().toString());
            try (var copies = Files.list(folder.resolve("data/damaged"))) {
                assertThat(copies).anySatisfy(copy -> assertThat(Files.readAllBytes(copy)).isEqualTo(damaged));
            }
        }
    }

    @Test
    void d12ThePushgatewayStartsEmptyAndSaysItIsHealthy() throws IOException {
        Path folder = Workspace.newFolder("damaged-pushgateway");
        Path file = Files.writeString(folder.resolve("state"), "damaged");
        int port = ServerProcess.freePort();
        try (ServerProcess real = ServerProcess.start("pushgateway", port, folder,
                List.of(Workspace.peer(Pushgateway.NEWEST, "prometheus-pushgateway").toString(),
                        "--web.listen-address=127.0.0.1:" + port, "--persistence.file=" + file),
                "/-/ready")) {
            assertThat(Groups.of(real, "")).isEmpty();
        }
    }

    private static double metric(ServerProcess gateway, String name) {
        return gateway.exchange(Request.of("GET", "/metrics")).text().lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{")).map(Sample::parse)
                .mapToDouble(Sample::value).sum();
    }

    @Test
    void d13ReadyMeansThatStorageTakesWrites() {
        try (ServerProcess gateway = JobtideGateway.start()) {
            gateway.exchange(Request.of("PUT", "/metrics/job/a", "m 1\n"));
            FullDisk.limit(gateway, "0");
            assertThat(gateway.exchange(Request.of("PUT", "/metrics/job/b", "m 1\n")).status()).isEqualTo(503);

            assertThat(gateway.exchange(Request.of("GET", "/-/ready")).status()).isGreaterThanOrEqualTo(500);
            assertThat(gateway.exchange(Request.of("GET", "/metrics")).status()).isEqualTo(200);
            FullDisk.lift(gateway);
            FullDisk.awaitSpace(gateway);
            Health.check(gateway, "d13", "with space again");
        }
    }

    @Test
    void d14WhatOthersPushedBadlyIsNotHeldAgainstAGoodPush() {
        ServerProcess gateway = jobtide.empty();
        gateway.exchange(Request.of("POST", "/metrics/job/%ff"));
        gateway.exchange(Request.of("PUT", "/metrics/job/bad", "m 1\nm 1\n"));
        gateway.exchange(Request.of("PUT", "/metrics/job/bad/instance@base64/="));

        Health.check(gateway, "d14", "after bad pushes of others");
        assertThat(gateway.exchange(Request.of("POST", "/metrics/job/d14", "d14 2\n")).status()).isEqualTo(200);
        assertThat(Page.parse(gateway.exchange(Request.of("GET", "/metrics")).text())
                .failureTime("instance=\"\",job=\"d14\"")).isZero();
    }

    @Test
    void d15APortThatIsTakenEndsTheGatewayWithOneAndAClearLine() throws IOException {
        ServerProcess first = jobtide.empty();

        Command.Result second = Command.run(Duration.ofSeconds(30), words(JobtideGateway.command(), "serve",
                "--web.listen-address=127.0.0.1:" + first.port(),
                "--storage.path=" + Workspace.newFolder("taken").resolve("data")));

        assertThat(second.status()).as("%s", second).isEqualTo(1);
        assertThat(second.output().lines().filter(line -> line.contains(":" + first.port()))).hasSize(1);
        assertThat(second.output()).doesNotContain("\tat ");
        Command.Result real = Command.run(Duration.ofSeconds(30),
                List.of(Workspace.peer(Pushgateway.NEWEST, "prometheus-pushgateway").toString(), "--persistence.file=",
                        "--web.listen-address=127.0.0.1:" + first.port()));
        assertThat(real.status()).isZero();
    }

    private static List<String> words(List<String> first, String... more) {
        return Stream.concat(first.stream(), Arrays.stream(more)).toList();
    }

    private static Request protobuf(String path, ByteString body) {
        return Request.of("POST", path).with("Content-Type", Protobuf.CONTENT_TYPE).with(body);
    }
}
