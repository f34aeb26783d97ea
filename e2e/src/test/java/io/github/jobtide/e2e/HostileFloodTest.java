package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.MemoryFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Pushes that are valid, but too many, each flood against a gateway of its own at default settings: they are stored up to a limit and then
 * refused by a message that names it. An honest job that was there before can push all the while and is answered within a second, scrapes go
 * on, and the process stays below 1 GiB.
 */
@Tag("alone")
final class HostileFloodTest {
    /** Pushes are timed here, and so they wait for no disk. */
    private final MemoryFolder storage = MemoryFolder.create(2048);
    private ServerProcess gateway;
    private HonestClients honest;

    @BeforeEach
    void start() {
        gateway = JobtideGateway.start(storage);
        HonestClients cold = HonestClients.start(gateway);
        Pause.of(Duration.ofSeconds(1));
        cold.stop();
        honest = HonestClients.start(gateway);
    }

    @AfterEach
    void honestClientsDidNotFeelIt(TestInfo test) {
        try (storage) {
            try {
                HonestClients.judge(test.getDisplayName(), honest.stop(), gateway);
            } finally {
                gateway.kill();
            }
        }
    }

    @Test
    void groupsWithLongKeysAreStoredUpToTheMemoryLimitAndCanBeDeletedThen() {
        String padding = "k".repeat(4000);

        List<String> refusals = pushUntilRefused("/metrics/job/%d/padding/" + padding, "m 1\n");

        assertThat(refusals).allMatch(refusal -> refusal.contains("--limits.memory"));
        Answer deleted = gateway.exchange(Request.of("DELETE", "/metrics/job/0/padding/" + padding));
        assertThat(deleted.status()).isEqualTo(202);
    }

    /** Each of a group's families is a record of its own in the log, with the group's whole key in it. */
    @Test
    void manyFamiliesUnderLongKeysAreWrittenInBatchesThatMemoryHolds() {
        String padding = "k".repeat(4000);

        List<List<Integer>> statuses = Attackers.attack(12, attacker -> {
            String group = "/metrics/job/" + attacker + "/padding/" + padding;
            return List.of(put(group, families("f", 5000)).status(), put(group, "f 1\n").status());
        });

        assertThat(statuses).allMatch(List.of(200, 503)::containsAll).contains(List.of(200, 200));
    }

    /** Each attacker pushes to groups of its own until it is refused a hundred times; returns the refusals' texts. */
    private List<String> pushUntilRefused(String path, String body) {
        var number = new AtomicInteger();
        var refused = new AtomicBoolean();
        Attackers.attack(8, _ -> {
            try (KeepAliveConnection connection = KeepAliveConnection.open(gateway.port())) {
                for (int refusals = 0; refusals < 100;) {
                    String group = path.formatted(number.getAndIncrement());
                    int status = connection.exchange("PUT", group, body.getBytes(StandardCharsets.US_ASCII));
                    assertThat(status).isIn(200, 400, 503);
                    refusals += status == 400 ? 1 : 0;
                }
            }
            return refused.getAndSet(true);
        });
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Answer answer = gateway.exchange(Request.of("PUT", path.formatted(number.getAndIncrement()), body));
            assertThat(answer.status()).isEqualTo(400);
            texts.add(answer.text());
        }
        return texts;
    }

    @Test
    void familyNamesAreStoredUpToTheMemoryLimitAndThoseReplacedTakeNoRoom() {
        for (int i = 0; i < 20; i++) {
            assertThat(put("/metrics/job/replaced", families("r" + i + "_", 10_000)).status()).isEqualTo(200);
        }
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            answers.add(put("/metrics/job/" + i, families("f" + i + "_", 10_000)));
        }

        assertThat(answers).extracting(Answer::status).startsWith(200, 200, 200, 200, 200).contains(400)
                .containsOnly(200, 400);
        assertThat(answers.getLast().text()).contains("--limits.memory");
    }

    @Test
    void manyConnectionsThatPushThousandsOfNewNamesAtATimeHoldUpNobody() {
        List<Integer> statuses = Attackers.attack(20, attacker -> {
            int refused = 0;
            try (KeepAliveConnection connection = KeepAliveConnection.open(gateway.port())) {
                for (int i = 0; i < 10; i++) {
                    String body = families("n%d_%d_".formatted(attacker, i), 2000);
                    int status = connection.exchange("PUT", "/metrics/job/" + attacker,
                            body.getBytes(StandardCharsets.US_ASCII));
                    assertThat(status).isIn(200, 400, 503);
                    refused += status == 200 ? 0 : 1;
                }
            }
            return refused;
        });

        System.out.printf("HostileFloodTest: of 200 pushes %d were refused%n",
                statuses.stream().mapToInt(Integer::intValue).sum());
    }

    private static String families(String prefix, int count) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < count; i++) {
            body.append(prefix).append(i).append(" 1\n");
        }
        return body.toString();
    }

    @Test
    void labelNameSetsOfOneFamilyAreStoredUpToTheirLimitAndDoNotMakeItsPushesExpensive() throws IOException {
        List<Integer> statuses = new ArrayList<>();
        try (KeepAliveConnection connection = KeepAliveConnection.open(gateway.port())) {
            for (String path : triples(20)) {
                statuses.add(connection.exchange("PUT", "/metrics/job/a" + path,
                        "m 1\n".getBytes(StandardCharsets.US_ASCII)));
            }
        }
        assertThat(statuses.subList(0, 999)).containsOnly(200);
        assertThat(statuses.subList(999, statuses.size())).containsOnly(400);

        for (int i = 0; i < 3; i++) {
            assertThat(put("/metrics/job/a", wide(20, 90_000 + i)).status()).isEqualTo(200);
        }
    }

    /** Every three of that many labels, as the end of a group's path. */
    private static List<String> triples(int labels) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < labels; i++) {
            for (int j = 0; j < i; j++) {
                for (int k = 0; k < j; k++) {
                    paths.add("/l%d/v/l%d/v/l%d/v".formatted(i, j, k));
                }
            }
        }
        return paths;
    }

    /** Series that have all of those labels, so that each could be one of each of those groups. */
    private static String wide(int labels, int series) {
        StringBuilder all = new StringBuilder("m{");
        for (int i = 0; i < labels; i++) {
            all.append('l').append(i).append("=\"v\",");
        }
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < series; i++) {
            body.append(all).append("n=\"").append(i).append("\"} 1\n");
        }
        return body.toString();
    }

    @Test
    void refusedPushesToManyGroupsLeaveTheirFailureTimesAndNothingElse() {
        Attackers.attack(8, i -> {
            try (KeepAliveConnection connection = KeepAliveConnection.open(gateway.port())) {
                for (int group = 0; group < 1000; group++) {
                    int status = connection.exchange("PUT", "/metrics/job/hostile" + i + "_" + group,
                            "hostile 1\nhostile 2\n".getBytes(StandardCharsets.US_ASCII));
                    assertThat(status).isEqualTo(400);
                }
            }
            return i;
        });

        assertThat(Groups.of(gateway, "")).hasSize(8001);
        assertThat(StrictPage.read(gateway.exchange(Request.of("GET", "/metrics")).body()))
                .noneMatch(series -> series.startsWith("hostile"));
    }

    private Answer put(String path, String body) {
        return gateway.exchange(Request.of("PUT", path, body));
    }
}
