package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.jobtide.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * After any sequence of requests, however hostile, every page can be read and a push that has nothing to do with them is taken. A failure
 * names its seed; {@code -Djobtide.seed=N} runs it alone.
 */
final class NothingPoisonsTest {
    private static final int BUNCHES = 40;
    private static final int REQUESTS = 25;

    static LongStream seeds() {
        return Seeds.first(Integer.getInteger("e2e.hostile-seeds", 8));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void afterAnyRequestsPagesAreReadAndOthersPushesTaken(long seed) throws IOException {
        check(seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void soTheyAreWhereNamesMayBeAnyText(long seed) throws IOException {
        check(seed, "--push.enable-utf8-names");
    }

    private static void check(long seed, String... flags) throws IOException {
        HostileRequests requests = HostileRequests.from(seed);
        try (ServerProcess gateway = JobtideGateway.start(flags)) {
            int taken = 0;
            for (int bunch = 0; bunch < BUNCHES; bunch++) {
                List<String> sent = new ArrayList<>();
                for (int i = 0; i < REQUESTS; i++) {
                    Request request = requests.next();
                    sent.add(request.toString());
                    int status = gateway.exchange(request).status();
                    sent.add("    " + status);
                    taken += status == 200 && !request.method().equals("GET") ? 1 : 0;
                    assertThat(status).as("seed %d: %s", seed, request).isBetween(200, 499);
                }
                Health.check(gateway, "fresh_" + bunch, "seed %d, bunch %d:%n%s".formatted(seed, bunch,
                        String.join("\n", sent)));
            }
            assertThat(taken).as("requests taken of %d", BUNCHES * REQUESTS).isGreaterThan(BUNCHES);
            assertThat(readByPython(gateway)).as("seed %d", seed).isEqualTo(new Command.Result(0, "read\n"));
        }
    }

    /** The page by the parser of Python's client. */
    private static Command.Result readByPython(ServerProcess gateway) throws IOException {
        ByteString page = gateway.exchange(Request.of("GET", "/metrics")).body();
        Path file = Files.write(Workspace.newFolder("page").resolve("page.prom"), page.toByteArray());
        return Command.run(Duration.ofSeconds(30), List.of("/usr/bin/python3", "-c", """
                import sys
                from prometheus_client.parser import text_string_to_metric_families
                families = list(text_string_to_metric_families(open(sys.argv[1], newline="", encoding="utf-8").read()))
                assert sum(len(family.samples) for family in families) > 0
                print("read")
                """, file.toString()));
    }
}
