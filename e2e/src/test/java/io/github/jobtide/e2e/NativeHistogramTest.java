package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Native histograms and exemplars of real clients arrive in a real Prometheus, and do so again after a restart of the gateway. */
final class NativeHistogramTest {
    /** Of the observations 0, 0.75, 0.75, 3, -3 and 12, as the API of Prometheus tells it. */
    private static final Map<String, Object> HISTOGRAM = Map.of("count", "6", "sum", "13.5", "buckets",
            List.of(bucket("1", "-4", "-2", "1"), bucket("3", "-0.125", "0.125", "1"), bucket("0", "0.5", "1", "2"),
                    bucket("0", "2", "4", "1"), bucket("0", "8", "16", "1")));

    static Stream<Arguments> clients() {
        Consumer<ServerProcess> java = ClientJava::pushNative;
        Consumer<ServerProcess> go = gateway -> assertThat(
                ProgramClient.go("protobuf").does("native", gateway, "native", List.of())).isTrue();
        return Stream.of(Arguments.of("client_java", java, "client_native_seconds"),
                Arguments.of("client_golang", go, "client_native_seconds"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void whatAClientPushedArrivesInPrometheus(String name, Consumer<ServerProcess> push, String family) {
        Path folder = Workspace.newFolder("native");
        int port = ServerProcess.freePort();
        try (ServerProcess gateway = JobtideGateway.start(folder, port, "")) {
            push.accept(gateway);

            check(gateway, family);
            gateway.kill();
        }
        try (ServerProcess again = JobtideGateway.start(folder, port, "")) {
            check(again, family);
        }
    }

    private static void check(ServerProcess gateway, String family) {
        try (Prometheus prometheus = Prometheus.start(Prometheus.NEWEST, Prometheus.Format.NATIVE, gateway.port())) {
            List<Sample> rows = prometheus.await("client_rows_total{job=\"native\"}", found -> found.size() == 1);

            assertThat(rows).extracting(Sample::value).containsExactly(2.0);
            assertThat(prometheus.histogram(family)).isEqualTo(HISTOGRAM);
            assertThat(prometheus.query("histogram_count(" + family + ")")).extracting(Sample::value)
                    .containsExactly(6.0);
            assertThat(awaitExemplars(prometheus)).contains("client_rows_total {trace_id=rows} 2")
                    .anyMatch(exemplar -> exemplar.startsWith(family) && exemplar.endsWith(" {trace_id=slow} 12"));
            assertThat(prometheus.query("up")).extracting(Sample::value).containsExactly(1.0);
        }
    }

    private static List<String> awaitExemplars(Prometheus prometheus) {
        List<String> found = List.of();
        for (int attempt = 0; attempt < 50 && found.size() < 2; attempt++) {
            Pause.of(Duration.ofMillis(200));
            found = prometheus.exemplars("{job=\"native\"}");
        }
        return found;
    }

    private static List<Object> bucket(String boundaries, String lower, String upper, String count) {
        return List.of(boundaries, lower, upper, count);
    }
}
