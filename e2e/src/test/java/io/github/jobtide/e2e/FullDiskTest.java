package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A disk that takes no more, made by lowering the size that the running process may give its files (RLIMIT_FSIZE), and lifted again.
 */
final class FullDiskTest {
    /** Less than what is in the first segment by then, more than what deletes take in the spare one. */
    private static final String SMALL = "1048576";

    @Test
    void aFullDiskRefusesPushesAndNothingElseAndIsOverWhenThereIsSpace() {
        Path folder = Workspace.newFolder("full");
        ServerProcess gateway = JobtideGateway.start(folder, ServerProcess.freePort(), "");
        try {
            List<String> kept = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                push(gateway, "kept-" + i, 1_000, 200);
                kept.add("kept-" + i);
            }

            FullDisk.limit(gateway, SMALL);
            kept.addAll(pushUntilFull(gateway));
            String before = rows(gateway);
            for (int i = 0; i < 5; i++) {
                Answer refused = push(gateway, "kept-" + i, 1_000, 503);
                assertThat(refused.header("Retry-After").orElse("none")).matches("[0-9]+");
                push(gateway, "refused-" + i, 1, 503);
            }
            assertThat(rows(gateway)).isEqualTo(before);
            assertThat(jobs(gateway)).containsExactlyInAnyOrderElementsOf(kept);

            delete(gateway, "kept-0");
            delete(gateway, "kept-1");
            kept.removeAll(List.of("kept-0", "kept-1"));
            assertThat(jobs(gateway)).containsExactlyInAnyOrderElementsOf(kept);
            push(gateway, "refused-9", 1, 503);

            FullDisk.lift(gateway);
            FullDisk.awaitSpace(gateway);
            kept.add("after");
            push(gateway, "after-2", 1_000, 200);
            kept.add("after-2");
            assertThat(jobs(gateway)).containsExactlyInAnyOrderElementsOf(kept);

            String page = rows(gateway);
            gateway.kill();
            gateway = JobtideGateway.start(folder, ServerProcess.freePort(), "");
            assertThat(rows(gateway)).isEqualTo(page);
        } finally {
            gateway.kill();
        }
    }

    /** What was prepared before still takes some. @return the jobs whose push was taken */
    private static List<String> pushUntilFull(ServerProcess gateway) {
        List<String> taken = new ArrayList<>();
        int refused = 0;
        for (int i = 0; refused < 3; i++) {
            assertThat(i).as("pushes after which the disk is still not full").isLessThan(200);
            int status = gateway.exchange(Request.of("PUT", "/metrics/job/late-" + i, rows(1_000, 200))).status();
            assertThat(status).isIn(200, 503);
            refused = status == 200 ? 0 : refused + 1;
            if (status == 200) {
                taken.add("late-" + i);
            }
        }
        return taken;
    }

    private static Answer push(ServerProcess gateway, String job, int series, int status) {
        Answer answer = gateway.exchange(Request.of("PUT", "/metrics/job/" + job, rows(series, status)));
        assertThat(answer.status()).as("%s: %s", job, answer).isEqualTo(status);
        return answer;
    }

    private static String rows(int series, int value) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < series; i++) {
            body.append("full_rows{part=\"a-part-with-quite-a-long-name-").append(i).append("\"} ").append(value)
                    .append('\n');
        }
        return body.toString();
    }

    private static void delete(ServerProcess gateway, String job) {
        assertThat(gateway.exchange(Request.of("DELETE", "/metrics/job/" + job)).status()).as("DELETE %s", job)
                .isEqualTo(202);
    }

    private static String rows(ServerProcess gateway) {
        Answer scrape = gateway.exchange(Request.of("GET", "/metrics"));
        assertThat(scrape.status()).isEqualTo(200);
        return String.join("\n", Page.parse(scrape.text()).pushed());
    }

    private static List<String> jobs(ServerProcess gateway) {
        return Groups.of(gateway, "").stream().map(group -> Json.object(group.getOrDefault("labels", Map.of())))
                .map(labels -> String.valueOf(labels.get("job"))).toList();
    }
}
