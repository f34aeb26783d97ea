package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same random requests with names beyond the classic alphabet, to the newest Pushgateway and to Jobtide, both with
 * {@code --push.enable-utf8-names}: the same answers, and the same pages under every escaping. {@code -Djobtide.seed=N} runs one seed.
 */
final class OddNamesDifferentialTest {
    private static final String FLAG = "--push.enable-utf8-names";
    private static final List<String> ESCAPINGS = List.of("allow-utf-8", "underscores", "dots", "values");
    private static final int REQUESTS = 200;
    private static final int REQUESTS_BETWEEN_STATES = 5;
    private static final int ENOUGH = 5;

    static LongStream seeds() {
        return Seeds.first(Integer.getInteger("e2e.odd-seeds", 6));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void jobtideAnswersLikePushgateway(long seed) {
        try (ServerProcess believed = Target.PUSHGATEWAY_NEWEST.start("", FLAG);
                ServerProcess judged = Target.JOBTIDE.start("", FLAG)) {
            List<String> differences = compare(new Comparison(believed, judged, accepts()), seed);

            assertThat(Pushgateway.judgedAsDescribed(differences)).as("seed %d", seed).isEmpty();
            assertThat(Groups.of(judged, "")).as("groups that are left to compare").isNotEmpty();
        }
    }

    /** Shows that differences are seen. */
    @Test
    void aPushgatewayWithoutTheFlagIsFoundOut() {
        try (ServerProcess believed = Target.PUSHGATEWAY_NEWEST.start("", FLAG);
                ServerProcess judged = Target.PUSHGATEWAY_NEWEST.start("")) {
            assertThat(compare(new Comparison(believed, judged, accepts()), 1)).isNotEmpty();
        }
    }

    private static List<String> accepts() {
        return Stream.concat(Stream.of("*/*"),
                ESCAPINGS.stream().map(escaping -> "text/plain;version=0.0.4;escaping=" + escaping)).toList();
    }

    private static List<String> compare(Comparison comparison, long seed) {
        OddRequests requests = OddRequests.from(seed);
        List<String> differences = new ArrayList<>();
        for (int sent = 1; sent <= REQUESTS && differences.size() < ENOUGH; sent++) {
            String place = "seed " + seed + ", request " + sent + ": ";
            comparison.answers(requests.next()).forEach(difference -> differences.add(place + difference));
            if (sent % REQUESTS_BETWEEN_STATES == 0) {
                comparison.states().stream().limit(2).forEach(difference -> differences.add(place + difference));
            }
        }
        return differences;
    }
}
