package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a gateway starts, tells its flags, and ends. */
final class LifecycleTest {
    /** Flags of a Pushgateway that Jobtide does not know: Debian's own, and those of a later version. */
    private static final Set<String> NOT_OFFERED = Set.of("web.local-assets", "web.systemd-socket",
            "push.enable-utf8-names");

    static List<Target> targets() {
        return Target.chosen();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void quitEndsTheProcessWithZeroWhereItIsAllowed(Target target) {
        try (ServerProcess server = target.start("", "--web.enable-lifecycle")) {
            assertThat(server.exchange(Request.of("GET", "/-/quit")).status()).isEqualTo(405);

            Answer answer = server.exchange(Request.of("POST", "/-/quit"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("Requesting termination... Goodbye!");
            assertThat(server.awaitExit()).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void underAPrefixQuitStandsThere(Target target) {
        try (ServerProcess server = target.start("/p", "--web.enable-lifecycle",
                "--web.external-url=http://example.org/p/")) {
            assertThat(server.exchange(Request.of("PUT", "/-/quit")).status()).isEqualTo(405);

            assertThat(server.exchange(Request.of("PUT", "/p/-/quit")).status()).isEqualTo(200);
            assertThat(server.awaitExit()).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void anUnknownFlagEndsTheStartWithOne(Target target) {
        assertThatThrownBy(() -> target.start("", "--web.no-such-flag")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended with status 1").hasMessageContaining("web.no-such-flag");
    }

    /** A Pushgateway ends with 0 then, so that supervisors think all is well (D15). */
    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void aTakenPortEndsTheStart(Target target) {
        try (ServerProcess first = target.start("")) {
            String status = target.isJobtide() ? "ended with status 1" : "ended with status 0";

            assertThatThrownBy(
                    () -> target.start(first.port(), "/never", "--web.external-url=http://example.org/never"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(status)
                    .hasMessageContaining("in use");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void allFlagsAreToldAsTheyAreInForce(Target target) {
        try (ServerProcess stock = Target.PUSHGATEWAY_NEWEST.start("", "--persistence.interval=90s");
                ServerProcess server = target.start("", "--persistence.interval=90s")) {
            Set<String> expected = new TreeSet<>(flags(stock));
            expected.removeAll(NOT_OFFERED);

            assertThat(flags(server)).containsAll(expected);
            assertThat(server.exchange(Request.of("GET", "/api/v1/status")).text())
                    .contains("\"persistence.interval\":\"1m30s\"");
        }
    }

    private static Set<String> flags(ServerProcess server) {
        Object data = Json.object(Json.read(server.exchange(Request.of("GET", "/api/v1/status")).text()))
                .getOrDefault("data", "");
        return Json.object(Json.object(data).getOrDefault("flags", "")).keySet();
    }
}
