package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code jobtide diff} finds each kind of difference, and tells it in one line. */
final class DiffTest {
    private static final String PATH = "/metrics/job/a/x/y";
    private static final String SAME = """
            # HELP m About.
            # TYPE m gauge
            m{l="1"} 1
            m{l="2"} 2
            # TYPE h histogram
            h_bucket{le="1"} 1
            h_bucket{le="2"} 2
            h_sum 3
            h_count 2
            # TYPE s summary
            s{quantile="0.5"} 1
            s{quantile="0.9"} 2
            s_sum 3
            s_count 2
            """;

    private static final ServerProcess REAL = Pushgateway.start(Pushgateway.NEWEST);
    private static final ServerProcess JOBTIDE = JobtideGateway.start();

    @AfterAll
    static void stop() {
        REAL.close();
        JOBTIDE.close();
    }

    private static void hold(ServerProcess gateway, String body) {
        Groups.of(gateway, "").forEach(group -> gateway.exchange(Request.of("DELETE", Groups.path(group))));
        gateway.exchange(Request.of("PUT", PATH, body));
    }

    @Test
    void orderMakesNoDifference() {
        hold(REAL, SAME);
        hold(JOBTIDE, """
                # TYPE s summary
                s_count 2
                s{quantile="0.9"} 2
                s_sum 3
                s{quantile="0.5"} 1
                # TYPE h histogram
                h_bucket{le="2"} 2
                h_bucket{le="1"} 1
                h_count 2
                h_sum 3
                # HELP m About.
                # TYPE m gauge
                m{l="2"} 2
                m{l="1"} 1
                """);

        assertThat(Jobtide.diff(REAL, JOBTIDE)).isEqualTo(
                new Command.Result(0, "the same; 1 groups, 3 families, 4 series are in both\n"));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "m{l=\"2\"} 2 | m{l=\"2\"} 2.5 | value of {instance=\"\",job=\"a\",l=\"2\",x=\"y\"}: 2 at R, 2.5 at J",
            "m{l=\"2\"} 2 | m{l=\"3\"} 2 | series {instance=\"\",job=\"a\",l=\"2\",x=\"y\"} is only at R",
            "m gauge | m counter | type: gauge at R, counter at J",
            "About. | Else. | help: \"About.\" at R, \"Else.\" at J",
            "h_bucket{le=\"2\"} 2 | h_bucket{le=\"2\"} 1 | {<=1: 1, <=2: 2} at R, count 2, sum 3, {<=1: 1, <=2: 1} at J",
            "h_sum 3 | h_sum 4 | count 2, sum 3, {<=1: 1, <=2: 2} at R, count 2, sum 4,",
            "s{quantile=\"0.9\"} 2 | s{quantile=\"0.95\"} 2 | {0.5: 1, 0.9: 2} at R, count 2, sum 3, {0.5: 1, 0.95: 2} at J",
            "s_count 2 | s_count 3 | count 2, sum 3, {0.5: 1, 0.9: 2} at R, count 3, sum 3,",
            "# TYPE s summary | # TYPE n gauge\\nn 1\\n# TYPE s summary | family n is only at J"})
    void eachPlantedDifferenceIsFoundAndNamed(String before, String after, String told) {
        hold(REAL, SAME);
        hold(JOBTIDE, SAME.replace(before, after.replace("\\n", "\n")));

        Command.Result found = Jobtide.diff(REAL, JOBTIDE);

        assertThat(found.output()).contains(
                told.replace("at R", "at " + Jobtide.url(REAL)).replace("at J", "at " + Jobtide.url(JOBTIDE)))
                .startsWith("group {job=\"a\",x=\"y\"} family ");
        assertThat(found.status()).isEqualTo(1);
    }

    @Test
    void groupsOfOneOnlyAreNamedAndLinesAreBounded() {
        hold(REAL, SAME);
        hold(JOBTIDE, SAME);
        JOBTIDE.exchange(Request.of("PUT", "/metrics/job/more/x@base64/=", "m 1\n"));
        assertThat(Jobtide.diff(REAL, JOBTIDE)).isEqualTo(new Command.Result(1,
                "group {job=\"more\",x=\"\"} is only at %s\n1 differences; 1 groups, 3 families, 4 series are in both\n"
                        .formatted(Jobtide.url(JOBTIDE))));

        for (int i = 0; i < 5; i++) {
            REAL.exchange(Request.of("PUT", "/metrics/job/j" + i, "n 1\n"));
        }
        Command.Result bounded = Jobtide.diff(REAL, JOBTIDE, "--max-lines=2");
        assertThat(bounded.output()).contains("and 4 more\n6 differences; ").hasLineCount(4);
    }

    @Test
    void timesCountIfTheyAreAskedFor() {
        hold(REAL, SAME);
        hold(JOBTIDE, SAME);
        JOBTIDE.exchange(Request.of("PUT", PATH, "m 1 5\n"));

        assertThat(Jobtide.diff(REAL, JOBTIDE).status()).isZero();
        Command.Result times = Jobtide.diff(REAL, JOBTIDE, "--times");
        assertThat(times.output()).contains("group {job=\"a\",x=\"y\"} last push: 1.", "last failure: 0 at ");
        assertThat(times.status()).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadEndsWithTwo() {
        Command.Result ended = Jobtide.run("diff", Jobtide.url(REAL), Jobtide.url(JOBTIDE) + "/nothing");

        assertThat(ended.output()).startsWith("jobtide diff: error: " + Jobtide.url(JOBTIDE) + "/nothing answered 404 ")
                .hasLineCount(1);
        assertThat(ended.status()).isEqualTo(2);
        assertThat(Jobtide.run("diff", "only-one").status()).isEqualTo(2);
    }
}
