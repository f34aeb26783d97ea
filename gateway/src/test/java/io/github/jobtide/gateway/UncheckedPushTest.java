package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UncheckedPushTest {
    private final RunningGateway running = RunningGateway.start(GatewayConfig.DEFAULT.withConsistencyCheck(false)
            .withWeb(WebConfig.DEFAULT.withListenAddresses(new ListenAddress("127.0.0.1", 0))));
    private final RawClient client = running.client;

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aPushIsAcceptedBeforeItIsJudged() {
        assertThat(client.ask("PUT", "/metrics/job/a", "", "m 1\n").status()).isEqualTo(202);
    }

    @Test
    void whatClashesIsAcceptedAndDroppedAndHarmsNobody() {
        var answer = client.ask("PUT", "/metrics/job/a", "", "m 1\nm 1\n");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(client.ask("DELETE", "/metrics/job/other").status()).isEqualTo(202);
        assertThat(running.value("jobtide_gateway_rejected_pushes_total{reason=\"inconsistent\"}")).isEqualTo("1");
        assertThat(client.ask("GET", "/metrics").body()).doesNotContain("\nm{");
    }

    @Test
    void whatAddsIsAnsweredWhenItIsStored() {
        assertThat(client.ask("POST", "/api/v2/add/metrics/job/a", "", "# TYPE m counter\nm 1\n").status())
                .isEqualTo(200);
        assertThat(client.ask("POST", "/api/v2/add/metrics/job/a", "", "# TYPE m counter\nm -1\n").status())
                .isEqualTo(400);
    }

    @Test
    void whatCannotBeReadIsRefusedAllTheSame() {
        assertThat(client.ask("PUT", "/metrics/job/a", "", "m one\n").status()).isEqualTo(400);
    }
}
