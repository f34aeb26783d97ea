package io.github.jobtide.push;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What most tests push, and by what. */
final class Pushes {
    static final Instant NOW = Instant.parse("2026-11-26T02:00:00.250Z");
    static final Duration BUDGET = Duration.ofSeconds(15);

    private Pushes() {}

    static Push of(PushMode mode, Part... parts) {
        return new Push(Group.of("backup"), mode, Push.TEXT, List.of(parts), "run-1/C", NOW);
    }

    static Push small() {
        return of(PushMode.REPLACE, Part.replacing("files", Bytes.of("files 3\n")));
    }

    static Pusher pusher(Timer timer, Map<String, String> environment) {
        return pusher(Timeouts.DEFAULT, timer, environment);
    }

    static Pusher pusher(Timeouts timeouts, Timer timer, Map<String, String> environment) {
        return new Pusher("jobtide/test", timeouts, environment, InstantSource.fixed(NOW.plusSeconds(5)), timer,
                new Random(1));
    }

    static Pusher pusher() {
        return pusher(new FakeTimer(), Map.of());
    }
}
