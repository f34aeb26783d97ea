package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The adding path over HTTP: its grammar and formats are those of every push. What adds how is shown by the store's own tests. */
class AddingPathTest {
    private static final String ADD = "/api/v2/add/metrics/job/etl";
    private static final String OPEN_METRICS = "Content-Type: application/openmetrics-text; version=1.0.0\r\n";

    private final RunningGateway running = RunningGateway.start();
    private final RawClient client = running.client;

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void countersAddAndGaugesReplaceAndOtherFamiliesStay() {
        client.ask("PUT", "/metrics/job/etl", "", "other 7\n");
        for (int i = 1; i <= 4; i++) {
            assertThat(client.ask("POST", ADD, "",
                    "# TYPE rows_total counter\nrows_total{table=\"a\"} " + i + "\n# TYPE last gauge\nlast " + i + "\n")
                    .status()).isEqualTo(200);
        }

        assertThat(held()).containsExactly("last{instance=\"\",job=\"etl\"} 4", "other{instance=\"\",job=\"etl\"} 7",
                "rows_total{instance=\"\",job=\"etl\",table=\"a\"} 10");
    }

    @ParameterizedTest
    @CsvSource({"/api/v2/add/metrics/job@base64/ZXRs", "/api/v2/add/metrics/job/etl/",
            "/api/v2/add/metrics/job/%65tl", "http://test/api/v2/add/metrics/job/etl?x=y"})
    void everySpellingOfTheGroupAddsToIt(String path) {
        client.ask("POST", ADD, "", "# TYPE c counter\nc 1\n");

        assertThat(client.ask("POST", path, "", "# TYPE c counter\nc 2\n").status()).isEqualTo(200);

        assertThat(held()).containsExactly("c{instance=\"\",job=\"etl\"} 3");
    }

    @Test
    void histogramsOfOpenMetricsAddToThoseOfText() {
        client.ask("POST", ADD, "", """
                # TYPE h histogram
                h_bucket{le="1"} 1
                h_bucket{le="+Inf"} 2
                h_sum 10
                h_count 2
                """);

        assertThat(client.ask("POST", ADD, OPEN_METRICS, """
                # TYPE h histogram
                h_bucket{le="1.0"} 3 # {trace="x"} 0.5
                h_bucket{le="+Inf"} 4
                h_sum 20
                h_count 4
                h_created 100
                # EOF
                """).status()).isEqualTo(200);

        assertThat(held()).containsExactly("h_bucket{instance=\"\",job=\"etl\",le=\"1\"} 4",
                "h_bucket{instance=\"\",job=\"etl\",le=\"+Inf\"} 6", "h_sum{instance=\"\",job=\"etl\"} 30",
                "h_count{instance=\"\",job=\"etl\"} 6");
        assertThat(running.value("jobtide_gateway_bucket_resets_total")).isEqualTo("0");
    }

    @Test
    void otherBucketsStartAnewAndAreCounted() {
        String body = "# TYPE h histogram\nh_bucket{le=\"%s\"} 1\nh_sum 1\nh_count 1\n";
        client.ask("POST", ADD, "", body.formatted("1"));

        client.ask("POST", ADD, "", body.formatted("2"));

        assertThat(held()).contains("h_count{instance=\"\",job=\"etl\"} 1");
        assertThat(running.value("jobtide_gateway_bucket_resets_total")).isEqualTo("1");
    }

    @Test
    void infosReplace() {
        for (String version : List.of("1", "2")) {
            assertThat(client.ask("POST", ADD, OPEN_METRICS,
                    "# TYPE build info\nbuild_info{version=\"" + version + "\"} 1\n# EOF\n").status()).isEqualTo(200);
        }

        assertThat(held()).containsExactly("build_info{instance=\"\",job=\"etl\",version=\"2\"} 1");
    }

    @Test
    void aRefusalSaysWhatAndWhereAndStoresNothing() {
        var negative = client.ask("POST", ADD, "", "# TYPE a counter\na 1\n# TYPE c counter\nc{x=\"y\"} -1\n");
        assertThat(negative.status()).isEqualTo(400);
        assertThat(negative.body())
                .isEqualTo("pushed metrics are invalid or inconsistent with existing metrics: counter"
                        + " \"c\" {instance=\"\",job=\"etl\",x=\"y\"} cannot be added up: its value is -1; push what was counted"
                        + " since the last push, a finite number from 0 on\n");
        assertThat(client.ask("POST", ADD, "", "# TYPE s summary\ns_sum 1\ns_count 1\n").status()).isEqualTo(400);
        assertThat(client.ask("POST", ADD, "", "# TYPE c counter\nc 1 1000\n").status()).isEqualTo(400);
        assertThat(client.ask("POST", ADD, "", "# TYPE jobtide_gateway_groups counter\njobtide_gateway_groups 1\n")
                .status()).isEqualTo(400);
        assertThat(client.ask("POST", ADD, "", "c{ 1\n").status()).isEqualTo(400);

        assertThat(held()).isEmpty();
        assertThat(running.value("jobtide_gateway_rejected_pushes_total{reason=\"inconsistent\"}")).isEqualTo("2");
    }

    @Test
    void otherMethodsAndPathsAreAnsweredAsEverywhere() {
        for (String method : List.of("PUT", "DELETE", "GET", "PATCH")) {
            var answer = client.ask(method, ADD);
            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.header("allow")).isEqualTo("OPTIONS, POST");
        }
        assertThat(client.ask("POST", "/api/v2/add/metrics/job").status()).isEqualTo(404);
        assertThat(client.ask("POST", "/api/v2/add/metrics/job/a/b").status()).isEqualTo(400);
        assertThat(client.ask("POST", "/api/v2/add/metrics//job/a").header("location"))
                .isEqualTo("/api/v2/add/metrics/job/a");
    }

    /** Without comments, push times and the gateway's own. */
    private List<String> held() {
        return client.ask("GET", "/metrics").body().lines().filter(line -> line.contains("job=\"etl\""))
                .filter(line -> !line.startsWith("push_")).toList();
    }
}
