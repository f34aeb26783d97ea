package io.github.jobtide.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.MetricType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found by comparing a page with what a gateway holds. */
final class StoredRulesTest {
    private static final Map<String, String> KEY = Map.of("job", "backup", "instance", "db3");
    private static final String GATEWAY = """
            # HELP a_total A.
            # TYPE a_total counter
            a_total{instance="",job="other"} 3
            a_total{instance="db3",job="backup",kind="new"} 12
            # TYPE b histogram
            b_bucket{instance="db3",job="backup",le="1"} 20
            b_bucket{instance="db3",job="backup",le="60"} 28
            b_bucket{instance="db3",job="backup",le="+Inf"} 30
            b_sum{instance="db3",job="backup"} 800
            b_count{instance="db3",job="backup"} 30
            # TYPE c untyped
            c{instance="",job="other"} 1
            # TYPE own gauge
            own{instance="db3",job="backup"} 1
            push_time_seconds{instance="db3",job="backup"} 1.7e+09
            """;

    private static StoredPage stored(String page, Map<String, String> key) throws IOException {
        return StoredPage.read(new ByteArrayInputStream(page.getBytes(UTF_8)), key);
    }

    private static List<Finding> found(String rule, LintOptions options, String page) throws IOException {
        return Linter.of(options).lint(new ByteArrayInputStream(page.getBytes(UTF_8))).findings().stream()
                .filter(finding -> finding.rule().equals(rule)).toList();
    }

    private static LintOptions against(String gateway) throws IOException {
        return LintOptions.of(Profile.PUSH).withKey(KEY).against(stored(gateway, KEY), 0);
    }

    private static List<Finding> found(String rule, String page) throws IOException {
        return found(rule, against(GATEWAY), page);
    }

    @Test
    void anotherTypeThanOtherGroupsHaveIsAnErrorThatNamesBoth() throws IOException {
        assertThat(found("JT010", "# TYPE a_total gauge\na_total 1\n")).containsExactly(new Finding("JT010",
                Severity.ERROR, 1, 0, "a_total",
                "the type is gauge, but other groups on the gateway have it as counter",
                "# TYPE a_total counter; or another name"));
        assertThat(found("JT010", "a_total 1\n")).extracting(Finding::reason).containsExactly(
                "the type is untyped, because there is no TYPE line, but other groups on the gateway have it as counter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"# TYPE a_total counter\na_total 1\n", "# TYPE own counter\nown 1\n", "c 1\n",
            "# TYPE c untyped\nc 1\n", "# TYPE d gauge\nd 1\n"})
    void theSameTypeOrOneThatOnlyThisGroupHasIsRight(String page) throws IOException {
        assertThat(found("JT010", page)).isEmpty();
    }

    @Test
    void withoutAGroupEverySeriesIsOfAnother() throws IOException {
        StoredPage stored = stored(GATEWAY, Map.of());

        assertThat(stored.type("own")).contains(MetricType.GAUGE);
        assertThat(stored.type("b")).contains(MetricType.HISTOGRAM);
        assertThat(stored.bounds("b")).isEmpty();
        assertThat(stored.counter("a_total", Map.of("job", "other"))).isEmpty();
    }

    @Test
    void anInstanceThatTheBodyGivesMakesNoOtherGroup() throws IOException {
        StoredPage stored = stored(GATEWAY, Map.of("job", "backup"));

        assertThat(stored.type("own")).isEmpty();
        assertThat(stored.bounds("b")).as("which may be another group's").isEmpty();
        assertThat(stored.type("a_total")).contains(MetricType.COUNTER);
        assertThat(stored.counter("a_total", Map.of("instance", "db3", "job", "backup", "kind", "new")))
                .isEqualTo(OptionalDouble.of(12));
        assertThat(stored("# TYPE x gauge\nx{instance=\"\",job=\"backup\"} 1\n", Map.of("job", "backup")).type("x"))
                .isEmpty();
    }

    @Test
    void aFallenCounterIsAWarningAtItsValueThatNamesBoth() throws IOException {
        String page = "# TYPE a_total counter\na_total{kind=\"new\"} 11.5\n";

        assertThat(found("JT302", page)).containsExactly(new Finding("JT302", Severity.WARNING, 2, 21,
                "a_total{kind=\"new\"}", "the counter is 11.5, but the gateway already has 12",
                "push the total since it began, or let the gateway add it up with jobtide push --add; for the count of one run take a gauge"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a_total{kind=\"new\"} 12\n", "a_total{kind=\"new\"} 13\n", "a_total{kind=\"old\"} 1\n",
            "a_total{kind=\"new\"} NaN\n", "a_total 1\n"})
    void aCounterThatHasNotFallenOrIsNewIsRight(String sample) throws IOException {
        assertThat(found("JT302", "# TYPE a_total counter\n" + sample)).isEmpty();
    }

    @Test
    void theUrlsLabelsAndEmptyOnesMakeNoOtherCounter() throws IOException {
        String page = "# TYPE a_total counter\na_total{disk=\"\",kind=\"new\",job=\"x\"} 1\n";

        assertThat(found("JT302", page)).hasSize(1);
        assertThat(stored(GATEWAY, KEY).counter("a_total",
                Map.of("instance", "db3", "job", "backup", "kind", "new", "disk", "")))
                .isEqualTo(OptionalDouble.of(12));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1|'the gateway has a bucket le=\"60\" of it, and this histogram has none'",
            "1 30 60|'this histogram has a bucket le=\"30\", and on the gateway it has none'"})
    void otherBoundariesThanTheGatewayHasAreAWarning(String bounds, String reason) throws IOException {
        assertThat(found("JT606", histogram(bounds))).singleElement().returns(Severity.WARNING, Finding::severity)
                .returns(2, Finding::line).returns(reason, Finding::reason);
    }

    @Test
    void theBoundariesThatAreStoredAreRightHoweverTheyAreWritten() throws IOException {
        assertThat(found("JT606", histogram("60.0 1e0"))).isEmpty();
        assertThat(found("JT606", histogram("5").replace("b_", "x_").replace(" b ", " x "))).isEmpty();
        assertThat(found("JT606", "# TYPE b histogram\nb_sum 1\nb_count 1\n")).isEmpty();
    }

    @Test
    void aMissingLastBucketIsNamedAsItIsWritten() throws IOException {
        assertThat(found("JT606", "# TYPE b histogram\nb_bucket{le=\"1\"} 1\nb_bucket{le=\"60\"} 1\n"))
                .extracting(Finding::reason)
                .containsExactly("the gateway has a bucket le=\"+Inf\" of it, and this histogram has none");
    }

    private static String histogram(String bounds) {
        StringBuilder page = new StringBuilder("# TYPE b histogram\n");
        for (String bound : bounds.split(" ")) {
            page.append("b_bucket{le=\"").append(bound).append("\"} 1\n");
        }
        return page + "b_bucket{le=\"+Inf\"} 1\nb_sum 1\nb_count 1\n";
    }

    @ParameterizedTest
    @CsvSource({"2,0,0", "2,2,0", "3,2,1", "1001,0,1", "1001,1000,1", "1001,2000,1"})
    void moreSeriesThanTheGatewayTakesAreAnError(int series, long limit, int expected) throws IOException {
        StringBuilder page = new StringBuilder();
        for (int i = 0; i < series; i++) {
            page.append("m").append(i).append(" 1\n");
        }

        List<Finding> findings = found("JT504",
                LintOptions.of(Profile.PUSH).against(Stored.UNKNOWN, limit), page.toString());

        assertThat(findings).hasSize(expected);
        if (limit > 0 && limit < series) {
            assertThat(findings.get(0)).isEqualTo(new Finding("JT504", Severity.ERROR, 0, 0, "",
                    "the push has " + series + " series, but the gateway takes no more than " + limit + " in a group",
                    "take out the label with the most values, or push to several groups"));
        }
    }

    @Test
    void whatCannotBeReadOnTheGatewaysPageIsPassedOver() throws IOException {
        StoredPage stored = stored(
                "# TYPE x gauge\nx{ 1\nx many\n# TYPE\n# TYPE y counter\ny{job=\"other\"} 1\nz 1\n\n",
                KEY);

        assertThat(stored.type("x")).isEmpty();
        assertThat(stored.type("y")).contains(MetricType.COUNTER);
        assertThat(stored.type("z")).isEmpty();
        assertThat(stored.isEmpty()).isFalse();
        assertThat(stored("<html>\n<h1>Not found</h1>\nx 1\n", KEY).isEmpty()).isTrue();
        assertThat(stored("# TYPE x gauge\nx{instance=\"db3\",job=\"backup\"} 1\n", KEY).isEmpty()).isFalse();
    }
}
