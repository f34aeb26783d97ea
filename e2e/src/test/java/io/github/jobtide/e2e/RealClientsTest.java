package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.e2e.PushClient.Label;
import io.github.jobtide.e2e.PushClient.Step;
import io.prometheus.metrics.exporter.pushgateway.Format;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real client libraries push, add, get refused, replace and delete; after each step Jobtide holds what a real Pushgateway holds. */
@TestInstance(Lifecycle.PER_CLASS)
final class RealClientsTest {
    private static final List<Label> NONE = List.of();
    private static final List<Label> PLAIN = List.of(new Label("instance", "host-1"), new Label("region", "eu west+1"));
    private static final List<Label> HARD = List.of(new Label("instance", ""), new Label("region", "eu/west"),
            new Label("path", "a b+c%2F\u00e4\u20ac"));

    private final SharedGateway jobtide = new SharedGateway(Target.JOBTIDE, "");
    private final SharedGateway pushgateway = new SharedGateway(Target.PUSHGATEWAY_NEWEST, "");

    @BeforeAll
    void start() {
        jobtide.fresh();
        pushgateway.fresh();
    }

    @AfterAll
    void stop() {
        jobtide.close();
        pushgateway.close();
    }

    /** prom-client writes a slash into the path as %2F, which no Pushgateway takes for a part of the value, and knows no empty values. */
    static Stream<Arguments> clients() {
        String job = "nightly/batch";
        return Stream.of(
                Arguments.of("curl", ProgramClient.curl(), job, List.of(NONE, PLAIN, HARD)),
                Arguments.of("Python's prometheus_client", ProgramClient.python(), job, List.of(NONE, PLAIN, HARD)),
                Arguments.of("Node's prom-client", ProgramClient.node(), "nightly batch", List.of(NONE, PLAIN)),
                Arguments.of("Go's client_golang, protobuf", ProgramClient.go("protobuf"), job,
                        List.of(NONE, PLAIN, HARD)),
                Arguments.of("Go's client_golang, text", ProgramClient.go("text"), job, List.of(HARD)),
                Arguments.of("client_java, protobuf", new ClientJava(Format.PROMETHEUS_PROTOBUF), job,
                        List.of(NONE, PLAIN, HARD)),
                Arguments.of("client_java, text", new ClientJava(Format.PROMETHEUS_TEXT), job,
                        List.of(NONE, PLAIN, HARD)),
                Arguments.of("simpleclient", new Simpleclient(), job, List.of(NONE, PLAIN, HARD)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void aClientLeavesJobtideAsItLeavesAPushgateway(
            String name, PushClient client, String job, List<List<Label>> groupings) {
        for (List<Label> grouping : groupings) {
            ServerProcess ours = jobtide.empty();
            ServerProcess theirs = pushgateway.empty();
            for (Step step : Step.life()) {
                String place = step + " " + grouping;
                String stepJob = step == Step.CLASH ? "another" : job;

                boolean accepted = client.does(step, theirs, stepJob, grouping);
                assertThat(accepted).as("%s: taken by the Pushgateway", place).isEqualTo(step != Step.CLASH);
                assertThat(client.does(step, ours, stepJob, grouping)).as("%s: taken", place).isEqualTo(accepted);

                GatewayState expected = awaitGroups(theirs, step);
                GatewayState state = GatewayState.of(ours);
                assertThat(state.page()).as("%s: page", place).isEqualTo(expected.page());
                assertThat(state.groups()).as("%s: groups", place).isEqualTo(expected.groups());
            }
        }
    }

    @Test
    void aHistogramWithNativeBucketsBesideTheClassicOnesIsServedAsAPushgatewayServesIt() {
        ServerProcess ours = jobtide.empty();
        ServerProcess theirs = pushgateway.empty();

        ClientJava.pushUsualHistogram(theirs);
        ClientJava.pushUsualHistogram(ours);

        assertThat(GatewayState.of(ours).groups()).isEqualTo(GatewayState.of(theirs).groups());
        assertThat(GatewayState.of(ours).page()).isEqualTo(GatewayState.of(theirs).page())
                .anyMatch(line -> line.startsWith("client_run_seconds_bucket{") && line.contains("le=\"0.05\"} 1"));
    }

    /** A Pushgateway answers a DELETE before it has done it. */
    private static GatewayState awaitGroups(ServerProcess pushgateway, Step step) {
        int groups = step == Step.PUT || step == Step.ADD || step == Step.DELETE ? 1 : 2;
        GatewayState state = GatewayState.of(pushgateway);
        for (int attempt = 0; attempt < 200 && state.groups().size() != groups; attempt++) {
            state = GatewayState.of(pushgateway);
        }
        assertThat(state.groups()).as("groups of the Pushgateway after %s", step).hasSize(groups);
        assertThat(String.join("\n", state.page())).as("page of the Pushgateway after %s", step)
                .contains(switch (step) {
                    case PUT, CLASH -> "client_run_seconds_bucket{";
                    case ADD -> "client_backlog{";
                    case REPLACE -> "client_only{";
                    case DELETE -> "";
                });
        return state;
    }
}
