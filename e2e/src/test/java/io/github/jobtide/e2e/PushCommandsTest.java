package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code jobtide push}, {@code groups}, {@code cleanup}, {@code delete}, {@code histogram} and {@code doctor}: the same on a Jobtide and on a real Pushgateway. */
final class PushCommandsTest {
    static Stream<Target> targets() {
        return Stream.of(Target.JOBTIDE, Target.PUSHGATEWAY_NEWEST);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatIsPushedListedAndDeletedIsSoAtTheGateway(Target target) {
        try (ServerProcess gateway = target.start("/base", "--web.route-prefix=/base")) {
            JobCommand job = new JobCommand(gateway.uri("/base/").toString());

            assertThat(job.reading("# TYPE a counter\na 1\nb 2\n").run("push", "--job=stock", "--group=region=eu/west"))
                    .isEqualTo(silent());
            assertThat(
                    job.run("push", "--job=stock", "--group=region=eu/west", "--metric=b=3", "--metric=c{l=\"x\"}=.5"))
                    .isEqualTo(silent());
            assertThat(page(gateway)).contains("# TYPE a counter",
                    "a{instance=\"\",job=\"stock\",region=\"eu/west\"} 1",
                    "b{instance=\"\",job=\"stock\",region=\"eu/west\"} 3",
                    "c{instance=\"\",job=\"stock\",l=\"x\",region=\"eu/west\"} 0.5");
            String large = "m{x=\"%s\"} 1\n".formatted("y".repeat(20_000)); // Sent packed.
            assertThat(job.reading(large).run("push", "--replace", "--job=two", "-")).isEqualTo(silent());
            assertThat(job.reading("0.5\n1\n1.5\n7\n12\n3.2\n").run("histogram", "--name=d_seconds", "--buckets=1,5,10",
                    "--job=three", "--group=empty=")).isEqualTo(silent());
            assertThat(page(gateway)).contains("d_seconds_bucket{empty=\"\",instance=\"\",job=\"three\",le=\"10\"} 5",
                    "d_seconds_sum{empty=\"\",instance=\"\",job=\"three\"} 25.2");

            assertThat(paths(job.run("groups"))).containsExactly("/job/stock/region@base64/ZXUvd2VzdA",
                    "/job/three/empty@base64/=", "/job/two");
            assertThat(paths(job.run("groups", "--match={region=~\"eu.*\"}", "--match={job=\"two\"}", "--sort=pushed",
                    "--backwards"))).containsExactly("/job/stock/region@base64/ZXUvd2VzdA", "/job/two");
            assertThat(paths(job.run("cleanup", "--match={job=~\"t.*\"}"))).containsExactly(
                    "/job/three/empty@base64/=", "/job/two");
            assertThat(paths(job.run("groups"))).hasSize(3);
            assertThat(paths(job.run("cleanup", "--match={job=~\"t.*\"}", "--older-than=1ms", "--yes"))).hasSize(2);
            assertThat(job.run("delete", "--job=stock", "--group=region=eu/west")).isEqualTo(silent());
            assertThat(job.run("groups", "--output=json").out()).isEqualTo("{\"found\":0,\"groups\":[]}\n");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatIsWrongIsToldByTheGatewaysAnswer(Target target) {
        try (ServerProcess gateway = target.start("")) {
            JobCommand job = new JobCommand(gateway.uri("").toString());

            JobCommand.Result malformed = job.reading("a one\n").run("push", "--job=j");
            assertThat(malformed.err())
                    .isEqualTo(("jobtide push: error: %s refuses it with status 400: text format parsing"
                            + " error in line 1: expected float as value, got \"one\"\n").formatted(gateway.uri("")));
            assertThat(malformed.status()).isEqualTo(1);

            JobCommand.Result well = job.run("doctor");
            assertThat(well.out()).contains("ok    alive: ", "ok    authorised: ", "ok    clocks: they agree",
                    "ok    version: " + (target.isJobtide() ? "Jobtide " : "Pushgateway 1."));
            assertThat(well.status()).isZero();
            assertThat(job.run("doctor", "--gateway=" + gateway.uri("/no/prefix")).status()).as("the wrong prefix")
                    .isEqualTo(6);
            assertThat(paths(job.run("groups"))).as("the doctor leaves nothing").doesNotContain("/job/jobtide_doctor");
        }
    }

    @Test
    void whatIsAddedAddsUpOnAJobtideAndIsRefusedByAPushgateway() {
        try (ServerProcess gateway = Target.JOBTIDE.start("/base", "--web.route-prefix=/base");
                ServerProcess real = Target.PUSHGATEWAY_NEWEST.start("")) {
            JobCommand job = new JobCommand(gateway.uri("/base").toString());
            job.reading("# TYPE done_total counter\ndone_total 2\n");

            assertThat(job.run("push", "--add", "--job=j", "--id=first")).isEqualTo(silent());
            assertThat(job.run("push", "--add", "--job=j", "--id=first")).isEqualTo(silent());
            assertThat(job.run("push", "--add", "--job=j")).isEqualTo(silent());
            job.reading("0.5\n3\n");
            for (int run = 0; run < 2; run++) {
                assertThat(job.run("histogram", "--name=d_seconds", "--buckets=1", "--job=j", "--add"))
                        .isEqualTo(silent());
            }

            assertThat(page(gateway)).contains("done_total{instance=\"\",job=\"j\"} 4\n",
                    "d_seconds_bucket{instance=\"\",job=\"j\",le=\"1\"} 2\n",
                    "d_seconds_sum{instance=\"\",job=\"j\"} 7\n", "d_seconds_count{instance=\"\",job=\"j\"} 4\n");
            JobCommand.Result refused = job.run("histogram", "--name=d_seconds", "--buckets=1", "--job=j", "--add",
                    "--gateway=" + real.uri(""));
            assertThat(refused.err()).endsWith(" has no place where pushes are added up (status 404): it is another"
                    + " gateway than Jobtide, or an older one; leave out --add\n");
            assertThat(refused.status()).isEqualTo(1);
        }
    }

    private static JobCommand.Result silent() {
        return new JobCommand.Result(0, "", "");
    }

    private static String page(ServerProcess gateway) {
        return gateway.exchange(Request.of("GET", "/base/metrics")).text();
    }

    private static List<String> paths(JobCommand.Result result) {
        assertThat(result.status()).as(result.err()).isZero();
        return result.out().lines().map(line -> line.split("\t")[0]).toList();
    }
}
