package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

/** Looks at a gateway from every side after something was done to it. */
final class Health {
    private static final String TEXT = "text/plain;version=0.0.4";

    private static final List<String> ESCAPINGS = List.of("allow-utf-8", "underscores", "dots", "values");

    private Health() {}

    /** @param name of a family and a group that are on the gateway for the first time */
    static void check(ServerProcess gateway, String name, String situation) {
        String series = "{instance=\"\", job=\"" + name + "\"}";
        Answer pushed = gateway.exchange(Request.of("PUT", "/metrics/job/" + name, name + " 1\n"));
        assertThat(pushed.status()).as("an unrelated push, %s: %s", situation, pushed.text()).isEqualTo(200);

        Answer scrape = gateway.exchange(Request.of("GET", "/metrics").with("Accept", TEXT));
        assertThat(scrape.status()).as("scrape, %s: %s", situation, scrape.text()).isEqualTo(200);
        assertThat(read(scrape, situation)).as("page, %s", situation)
                .contains(name + series, "push_time_seconds" + series, "push_failure_time_seconds" + series);

        Answer protobuf = gateway
                .exchange(Request.of("GET", "/metrics").with("Accept", Protobuf.CONTENT_TYPE));
        assertThat(Protobuf.decode(protobuf.body()).stream().map(Protobuf::name)).as("protobuf, %s", situation)
                .contains(name).doesNotHaveDuplicates();

        checkEscapings(gateway, situation);
        assertThat(Groups.of(gateway, "").stream().map(Groups::key)).as("groups, %s", situation)
                .contains("{job=\"" + name + "\"}").doesNotHaveDuplicates();
        assertThat(gateway.exchange(Request.of("GET", "/")).status()).as("page at /, %s", situation).isEqualTo(200);
        assertThat(gateway.exchange(Request.of("GET", "/-/ready")).status()).as("ready, %s", situation)
                .isEqualTo(200);
    }

    private static void checkEscapings(ServerProcess gateway, String situation) {
        for (String escaping : ESCAPINGS) {
            Answer page = gateway.exchange(
                    Request.of("GET", "/metrics").with("Accept", TEXT + ";escaping=" + escaping));
            int series = read(page, escaping + ", " + situation).size();
            assertThat(series).as("series, %s, %s", escaping, situation).isPositive();
            Answer families = gateway.exchange(Request.of("GET", "/metrics").with("Accept",
                    Protobuf.CONTENT_TYPE + ";escaping=" + escaping));
            assertThat(Protobuf.decode(families.body()).stream().map(Protobuf::name))
                    .as("protobuf, %s, %s", escaping, situation).doesNotHaveDuplicates();
        }
    }

    private static Set<String> read(Answer scrape, String situation) {
        try {
            return StrictPage.read(scrape.body());
        } catch (IllegalStateException e) {
            throw new AssertionError(e.getMessage() + "; " + situation + "\n" + scrape.text(), e);
        }
    }

    /** Whether others feel what was done: a scrape or an unrelated push fails. */
    static boolean isBroken(ServerProcess gateway) {
        Answer scrape = gateway.exchange(Request.of("GET", "/metrics").with("Accept", TEXT));
        Answer pushed = gateway.exchange(Request.of("PUT", "/metrics/job/unrelated", "unrelated 1\n"));
        return scrape.status() != 200 || pushed.status() != 200;
    }
}
