package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.Seeds;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The groups of a running Pushgateway are taken over by {@code jobtide import}, and {@code jobtide diff} finds nothing. */
final class HttpImportTest {
    static Stream<Arguments> peersAndSeeds() {
        return Stream.of(Pushgateway.DEBIAN_12, Pushgateway.NEWEST)
                .flatMap(peer -> Seeds.first(2).mapToObj(seed -> Arguments.of(peer, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("peersAndSeeds")
    void afterAnImportNothingDiffers(String peer, long seed) {
        try (ServerProcess real = Pushgateway.start(peer); ServerProcess jobtide = JobtideGateway.start()) {
            RandomGroups.fill(real, seed, 150);
            int groups = Groups.of(real, "").size();

            Command.Result done = Jobtide.run("import", "--from", Jobtide.url(real), "--to",
                    Jobtide.url(jobtide));

            assertThat(done.output()).startsWith(groups + " groups with ")
                    .contains(" 0 left alone because they were there, 0 things not imported\n")
                    .contains("Times of pushes and failures are not carried over HTTP");
            assertThat(done.status()).isZero();
            Command.Result same = Jobtide.diff(real, jobtide);
            assertThat(same.output()).startsWith("the same; " + groups + " groups, ");
            assertThat(same.status()).isZero();
            assertThat(Jobtide.diff(jobtide, real, "--times", "--max-lines=1").output()).contains("last push")
                    .contains(" differences; ");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void namesBeyondTheAlphabetAreTakenOverWhereTheyAreWanted(long seed) {
        try (ServerProcess real = Pushgateway.start(Pushgateway.NEWEST, "--push.enable-utf8-names");
                ServerProcess jobtide = JobtideGateway.start("--push.enable-utf8-names")) {
            OddRequests requests = OddRequests.from(seed);
            for (int i = 0; i < 200; i++) {
                real.exchange(requests.next());
            }

            Command.Result done = importing(real, jobtide);

            assertThat(done.output()).contains(", 0 things not imported");
            assertThat(Jobtide.diff(real, jobtide).output())
                    .startsWith("the same; " + Groups.of(real, "").size() + " groups, ");
        }
    }

    @Test
    void groupsThatAreThereAreLeftAloneUnlessTheyAreToBeReplaced() {
        try (ServerProcess real = Pushgateway.start(Pushgateway.NEWEST);
                ServerProcess jobtide = JobtideGateway.start()) {
            real.exchange(Request.of("PUT", "/metrics/job/moved", "m 1\n"));
            real.exchange(Request.of("PUT", "/metrics/job/still", "m 1\n"));
            jobtide.exchange(Request.of("PUT", "/metrics/job/moved", "m 2\n"));

            Command.Result first = importing(real, jobtide);
            String kept = jobtide.exchange(Request.of("GET", "/metrics")).text();
            Command.Result second = importing(real, jobtide, "--overwrite");

            assertThat(first.output()).startsWith("1 groups with 1 families taken over, 1 left alone");
            assertThat(kept).contains("m{instance=\"\",job=\"moved\"} 2\n", "m{instance=\"\",job=\"still\"} 1\n");
            assertThat(second.output()).startsWith("2 groups with 2 families taken over, 0 left alone");
            assertThat(Jobtide.diff(real, jobtide).status()).isZero();
        }
    }

    @Test
    void whatIsRefusedIsNamedAndTheRestTakenOverWithoutAFailure() {
        try (ServerProcess real = Pushgateway.start(Pushgateway.NEWEST);
                ServerProcess jobtide = JobtideGateway.start()) {
            real.exchange(Request.of("PUT", "/metrics/job/a", "# TYPE m gauge\nm 1\n# TYPE kept counter\nkept 5\n"));
            jobtide.exchange(Request.of("PUT", "/metrics/job/other", "# TYPE m counter\nm 1\n"));

            Command.Result done = importing(real, jobtide);

            assertThat(done.output())
                    .startsWith("not imported: family m of group {job=\"a\"}: pushed metrics are invalid")
                    .contains(
                            "1 groups with 1 families taken over, 0 left alone because they were there, 1 things not imported");
            assertThat(done.status()).isEqualTo(1);
            String page = jobtide.exchange(Request.of("GET", "/metrics")).text();
            assertThat(page).contains("kept{instance=\"\",job=\"a\"} 5\n");
            assertThat(Page.parse(page).failureTime("instance=\"\",job=\"a\"")).isZero();
        }
    }

    @Test
    void aGatewayThatIsNotThereEndsWithTwoAndOneLine() {
        Command.Result ended = Jobtide.run("import", "--overwrite", "--from",
                "http://me:secret@127.0.0.1:" + ServerProcess.freePort());

        assertThat(ended.output()).startsWith("jobtide import: error: http://127.0.0.1:")
                .contains(" cannot be reached: ")
                .doesNotContain("secret").hasLineCount(1);
        assertThat(ended.status()).isEqualTo(2);
    }

    private static Command.Result importing(ServerProcess from, ServerProcess to, String... flags) {
        return Jobtide.run(Stream.concat(Stream.of("import", "--from", Jobtide.url(from), "--to", Jobtide.url(to)),
                Stream.of(flags)).toArray(String[]::new));
    }
}
