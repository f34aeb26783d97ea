package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same random requests, in the same order, to the newest Pushgateway and to Jobtide: no difference but the {@link Difference}s.
 *
 * <p>{@code -Djobtide.seed=N} runs one seed, {@code -De2e.seeds=N} as many; a failure names the seed and the request.
 */
final class DifferentialTest {
    private static final int REQUESTS = 400;
    private static final int REQUESTS_BETWEEN_STATES = 4;
    private static final int SHOWN = 5;

    static LongStream seeds() {
        return Seeds.first(Integer.getInteger("e2e.seeds", 10));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void jobtideAnswersLikePushgateway(long seed) {
        try (ServerProcess believed = Target.PUSHGATEWAY_NEWEST.start("");
                ServerProcess judged = Target.JOBTIDE.start("")) {
            List<String> differences = compare(new Comparison(believed, judged), seed, SHOWN);

            assertThat(Pushgateway.judgedAsDescribed(differences)).as("seed %d", seed).isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void aPushgatewayAnswersLikeItself(long seed) {
        try (ServerProcess believed = Target.PUSHGATEWAY_NEWEST.start("");
                ServerProcess judged = Target.PUSHGATEWAY_NEWEST.start("")) {
            assertThat(compare(new Comparison(believed, judged), seed, SHOWN)).as("seed %d", seed).isEmpty();
        }
    }

    /** Shows that differences are seen. Only where the older one stands in for the newest are there none. */
    @Test
    void anOlderPushgatewayIsFoundOut() {
        boolean same = Workspace.peerVersion(Pushgateway.NEWEST).equals(Workspace.peerVersion(Pushgateway.DEBIAN_12));
        try (ServerProcess believed = Target.PUSHGATEWAY_NEWEST.start("");
                ServerProcess judged = Target.PUSHGATEWAY_1_5_1.start("")) {
            assertThat(compare(new Comparison(believed, judged), 1, 1).isEmpty()).isEqualTo(same);
        }
    }

    /** The first differences, and a few more than {@code enough} at most. */
    private static List<String> compare(Comparison comparison, long seed, int enough) {
        RandomRequests requests = RandomRequests.from(seed);
        List<String> recent = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        for (int number = 1; number <= REQUESTS && differences.size() < enough; number++) {
            Request request = requests.next();
            int sent = number;
            recent.add("    " + request);
            comparison.answers(request)
                    .forEach(difference -> differences.add("seed " + seed + ", request " + sent + ": " + difference));
            if (number % REQUESTS_BETWEEN_STATES == 0) {
                comparison.states().stream().limit(2)
                        .forEach(difference -> differences.add(
                                "seed " + seed + ", after request " + sent + ": " + difference + "\n  last requests:\n"
                                        + String.join("\n", recent)));
                recent.clear();
            }
        }
        return differences;
    }
}
