package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.e2e.PushClient.Step;
import io.prometheus.metrics.exporter.pushgateway.Format;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A program pushes to the very group in which its wrapper tells of its runs; client libraries push by PUT. */
@TestInstance(Lifecycle.PER_CLASS)
final class BesideWrapperTest {
    private static final String GROUP = "/metrics/job/etl";
    private static final String[] RUNS = {"jobtide_last_success_timestamp_seconds{instance=\"\",job=\"etl\"} 1.7e+09",
            "jobtide_running{instance=\"\",job=\"etl\"} 1"};

    private final SharedGateway jobtide = new SharedGateway(Target.JOBTIDE, "");

    @AfterAll
    void stop() {
        jobtide.close();
    }

    static Stream<Arguments> clients() {
        return Stream.of(Arguments.of("Python's prometheus_client", ProgramClient.python()),
                Arguments.of("Go's client_golang", ProgramClient.go("protobuf")),
                Arguments.of("client_java", new ClientJava(Format.PROMETHEUS_PROTOBUF)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void whatTheWrapperToldStaysUntilTheGroupIsDeleted(String name, PushClient client) {
        ServerProcess gateway = jobtide.empty();
        Request told = Request.of("POST", GROUP, """
                # TYPE jobtide_last_success_timestamp_seconds gauge
                jobtide_last_success_timestamp_seconds 1.7e9
                # TYPE jobtide_running gauge
                jobtide_running 1
                """);
        assertThat(gateway.exchange(told).status()).isEqualTo(200);

        assertThat(client.does(Step.PUT, gateway, "etl", List.of())).isTrue();
        assertThat(page(gateway)).contains(RUNS).anyMatch(line -> line.startsWith("client_run_seconds_bucket{"));
        assertThat(client.does(Step.REPLACE, gateway, "etl", List.of())).isTrue();
        assertThat(page(gateway)).contains(RUNS).anyMatch(line -> line.startsWith("client_only{"))
                .noneMatch(line -> line.startsWith("client_run_seconds"));

        assertThat(client.does(Step.DELETE, gateway, "etl", List.of())).isTrue();
        assertThat(page(gateway)).isEmpty();
    }

    private static List<String> page(ServerProcess gateway) {
        return Page.parse(gateway.exchange(Request.of("GET", "/metrics")).text()).pushed();
    }
}
