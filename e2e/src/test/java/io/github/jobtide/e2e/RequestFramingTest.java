package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Request smuggling: what two servers could read as different requests is refused, its connection ended, and nothing behind it read; as
 * in Pushgateway or more strictly.
 */
final class RequestFramingTest {
    private static final String FOLLOWING = """
            PUT /metrics/job/smuggled HTTP/1.1\r
            Host: x\r
            Connection: close\r
            Content-Length: 4\r
            \r
            n 1
            """;
    private static final Map<Target, SharedGateway> GATEWAYS = new EnumMap<>(Target.class);

    static Stream<Arguments> requests() {
        List<Target> targets = Target.chosen().stream().filter(target -> target != Target.PUSHGATEWAY_1_5_1)
                .filter(target -> target.isJobtide() || Pushgateway.isNewestDescribed()).toList();
        return targets.stream()
                .flatMap(target -> FramedRequest.all().stream().filter(request -> request.isAnsweredBy(target))
                        .map(request -> Arguments.of(target, request)));
    }

    @AfterAll
    static void stop() {
        GATEWAYS.values().forEach(SharedGateway::close);
        GATEWAYS.clear();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("requests")
    void whatCanBeReadInTwoWaysIsRefusedAndNothingBehindItIsRead(Target target, FramedRequest request) {
        ServerProcess server = GATEWAYS.computeIfAbsent(target, key -> new SharedGateway(key, "")).empty();

        List<Integer> statuses = statuses(RawHttp.received(server.port(), request.bytesAnd(FOLLOWING)));

        List<String> groups = Groups.of(server, "").stream().map(Groups::key).toList();
        if (request.isRefusedBy(target)) {
            // A flood that is refused early can reset the connection, and the answer with it.
            assertThat(statuses).hasSizeLessThanOrEqualTo(1).allMatch(status -> status >= 400);
            assertThat(groups).isEmpty();
        } else if (request.refusers() == FramedRequest.Refusers.NONE) {
            assertThat(statuses).hasSize(2);
            assertThat(groups).contains("{job=\"smuggled\"}");
        } else {
            assertThat(statuses.get(0)).as("the laxer one").isLessThan(400);
        }
    }

    /** Of all answers on one connection. */
    private static List<Integer> statuses(byte[] received) {
        return new String(received, StandardCharsets.ISO_8859_1).lines().filter(line -> line.startsWith("HTTP/1."))
                .map(line -> Integer.valueOf(line.split(" ")[1])).toList();
    }
}
