package io.github.jobtide.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs commands of the program that end by themselves. */
final class Jobtide {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Jobtide() {}

    static Command.Result run(String... words) {
        List<String> command = new ArrayList<>(JobtideGateway.command());
        command.addAll(List.of(words));
        return Command.run(LIMIT, command);
    }

    /** {@code jobtide diff}, between two that run. */
    static Command.Result diff(ServerProcess one, ServerProcess other, String... flags) {
        List<String> words = new ArrayList<>(List.of("diff", url(one), url(other)));
        words.addAll(List.of(flags));
        return run(words.toArray(String[]::new));
    }

    static String url(ServerProcess gateway) {
        return "http://127.0.0.1:" + gateway.port();
    }
}
