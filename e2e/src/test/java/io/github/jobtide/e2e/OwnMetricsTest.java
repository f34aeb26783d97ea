package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a gateway says about itself on its page: dashboards and alerts for Pushgateway read these names. */
final class OwnMetricsTest {
    static List<Target> targets() {
        return Target.chosen();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void requestsAreCountedByHandlerMethodAndCode(Target target) {
        try (ServerProcess server = target.start("", "--web.enable-admin-api")) {
            server.exchange(Request.of("POST", "/metrics/job/j", "m 1\n"));
            server.exchange(Request.of("PUT", "/metrics/job/j", "m 1\n"));
            server.exchange(Request.of("PUT", "/metrics/job@base64/ag/x/y", "m x\n"));
            server.exchange(Request.of("PUT", "/metrics/job/j", "m 1 5\n"));
            server.exchange(Request.of("DELETE", "/metrics/job/j"));
            server.exchange(Request.of("DELETE", "/metrics/job/j/x"));
            server.exchange(Request.of("PUT", "/api/v1/admin/wipe"));
            server.exchange(Request.of("GET", "/api/v1/metrics"));
            server.exchange(Request.of("GET", "/api/v1/status"));
            server.exchange(Request.of("OPTIONS", "/api/v1/x"));
            server.exchange(Request.of("GET", "/-/healthy"));
            server.exchange(Request.of("GET", "/status"));
            server.exchange(Request.of("GET", "/metrics/job/j"));
            server.exchange(Request.of("GET", "/nothing"));
            server.exchange(Request.of("POST", "//metrics"));

            assertThat(lines(server, "pushgateway_http_requests_total{"))
                    .filteredOn(line -> !line.contains("handler=\"ready\"")).containsExactlyInAnyOrder(
                            "pushgateway_http_requests_total{code=\"200\",handler=\"push\",method=\"post\"} 1",
                            "pushgateway_http_requests_total{code=\"200\",handler=\"push\",method=\"put\"} 1",
                            "pushgateway_http_requests_total{code=\"400\",handler=\"push\",method=\"put\"} 2",
                            "pushgateway_http_requests_total{code=\"202\",handler=\"delete\",method=\"delete\"} 1",
                            "pushgateway_http_requests_total{code=\"400\",handler=\"delete\",method=\"delete\"} 1",
                            "pushgateway_http_requests_total{code=\"202\",handler=\"wipe\",method=\"put\"} 1",
                            "pushgateway_http_requests_total{code=\"200\",handler=\"api/v1/metrics\",method=\"get\"} 1",
                            "pushgateway_http_requests_total{code=\"200\",handler=\"api/v1/status\",method=\"get\"} 1",
                            "pushgateway_http_requests_total{code=\"200\",handler=\"api/v1/options\",method=\"options\"} 1",
                            "pushgateway_http_requests_total{code=\"200\",handler=\"healthy\",method=\"get\"} 1",
                            "pushgateway_http_requests_total{code=\"200\",handler=\"status\",method=\"get\"} 1");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void pushesAreMeasuredByMethod(Target target) {
        try (ServerProcess server = target.start("")) {
            server.exchange(Request.of("PUT", "/metrics/job/j", "m 1\n"));
            server.exchange(Request.of("PUT", "/metrics/job/j", "m x\n"));
            server.exchange(Request.of("DELETE", "/metrics/job/j"));

            for (String name : List.of("pushgateway_http_push_size_bytes", "pushgateway_http_push_duration_seconds")) {
                assertThat(lines(server, "# TYPE " + name)).containsExactly("# TYPE " + name + " summary");
                assertThat(lines(server, name)).extracting(line -> line.substring(0, line.lastIndexOf(' ')))
                        .containsExactly(
                                name + "{method=\"put\",quantile=\"0.1\"}", name + "{method=\"put\",quantile=\"0.5\"}",
                                name + "{method=\"put\",quantile=\"0.9\"}",
                                name + "_sum{method=\"put\"}", name + "_count{method=\"put\"}");
                assertThat(lines(server, name + "_count")).singleElement().asString().endsWith(" 2");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void aPushWeighsItsHeadAndItsBody(Target target) {
        try (ServerProcess server = target.start("")) {
            String body = "m 1\n" + "# filler\n".repeat(1_000);
            server.exchange(Request.of("PUT", "/metrics/job/j", body));

            String sum = lines(server, "pushgateway_http_push_size_bytes_sum").getFirst();

            assertThat(Double.parseDouble(sum.substring(sum.lastIndexOf(' ')))).isBetween(body.length() + 30.0,
                    body.length() + 200.0);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void theBuildIsNamed(Target target) {
        try (ServerProcess server = target.start("")) {
            String info = lines(server, "pushgateway_build_info{").getFirst();

            Set<String> labels = Arrays.stream(info.substring(info.indexOf('{') + 1, info.indexOf('}')).split("\",?"))
                    .filter(part -> part.endsWith("=")).map(part -> part.substring(0, part.length() - 1))
                    .collect(Collectors.toCollection(TreeSet::new));
            labels.remove("tags"); // not in older builds
            assertThat(labels).containsExactly("branch", "goarch", "goos", "goversion", "revision", "version");
            assertThat(info).endsWith(" 1");
            assertThat(lines(server, "# TYPE pushgateway_build_info"))
                    .containsExactly("# TYPE pushgateway_build_info gauge");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void theProcessIsMeasured(Target target) {
        try (ServerProcess server = target.start("")) {
            server.exchange(Request.of("PUT", "/metrics/job/j", "m 1\n"));

            assertThat(lines(server, "# TYPE process_")).contains("# TYPE process_cpu_seconds_total counter",
                    "# TYPE process_max_fds gauge",
                    "# TYPE process_open_fds gauge", "# TYPE process_resident_memory_bytes gauge",
                    "# TYPE process_start_time_seconds gauge",
                    "# TYPE process_virtual_memory_bytes gauge", "# TYPE process_virtual_memory_max_bytes gauge");
            assertThat(lines(server, "# TYPE push_")).containsExactly("# TYPE push_failure_time_seconds gauge",
                    "# TYPE push_time_seconds gauge");
            assertThat(lines(server, "# TYPE go_").isEmpty()).isEqualTo(target.isJobtide());
        }
    }

    private static List<String> lines(ServerProcess server, String start) {
        return server.exchange(Request.of("GET", "/metrics")).text().lines().filter(line -> line.startsWith(start))
                .toList();
    }
}
