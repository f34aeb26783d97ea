package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.e2e.PushClient.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that push, by PUT and so in the place of all there was, as the very job under whose name they are wrapped. */
final class RunBesideClientsTest {
    private static final List<String> KEPT = List.of("jobtide_last_success_timestamp_seconds",
            "jobtide_success_deadline_timestamp_seconds");

    private enum Program {
        PYTHON {
            @Override
            List<String> words(ServerProcess gateway) {
                return ProgramClient.python().words(Step.REPLACE, gateway, JOB);
            }
        },
        GO {
            @Override
            List<String> words(ServerProcess gateway) {
                return ProgramClient.go("protobuf").words(Step.REPLACE, gateway, JOB);
            }
        },
        JAVA {
            @Override
            List<String> words(ServerProcess gateway) {
                return List.of(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                        System.getProperty("java.class.path"), "io.github.jobtide.e2e.PushingProgram",
                        "127.0.0.1:" + gateway.port(), JOB);
            }
        };

        private static final String JOB = "etl";

        abstract List<String> words(ServerProcess gateway);
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void theLastSuccessAndTheDeadlineStayAlsoWhenARunFails(Target target) {
        try (ServerProcess gateway = target.start("")) {
            for (Program program : Program.values()) {
                Wrapped host = Wrapped.inNewHome();
                List<String> words = new ArrayList<>(
                        List.of("--job", Program.JOB, "--every=6h", "--max-duration=1h", "--gateway",
                                Jobtide.url(gateway), "--"));
                words.addAll(program.words(gateway));
                assertThat(host.run(words.toArray(String[]::new)).status()).as(program.name()).isZero();
                Reported succeeded = Reported.of(gateway, Program.JOB);

                words.addAll(words.indexOf("--") + 1, List.of("sh", "-c", "\"$@\" && exit 3", "sh"));
                assertThat(host.run(words.toArray(String[]::new)).status()).as(program.name()).isEqualTo(3);

                Reported failed = Reported.of(gateway, Program.JOB);
                assertThat(failed.result()).isEqualTo("failure 3.0");
                assertThat(failed.has("client_only")).as(program + " " + failed).isTrue();
                for (String series : KEPT) {
                    assertThat(failed.value(series)).as(program + " " + series).isNotNaN().isPositive()
                            .isEqualTo(succeeded.value(series));
                }
                gateway.exchange(Request.of("DELETE", "/metrics/job/" + Program.JOB));
            }
        }
    }
}
