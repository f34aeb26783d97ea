package io.github.jobtide.push;

import java.util.Optional;

/**
 * A push that waits, and where it is to go: either to a gateway, or to the one that an environment's name means at the time it is sent.
 */
public record SpooledPush(Optional<String> environment, Optional<Target> target, Push push) {
    public SpooledPush {
        if (environment.isPresent() == target.isPresent()) {
            throw new IllegalArgumentException("a spooled push goes to an environment or to a target");
        }
    }

    public static SpooledPush to(Target target, Push push) {
        return new SpooledPush(Optional.empty(), Optional.of(target), push);
    }

    public static SpooledPush to(String environment, Push push) {
        return new SpooledPush(Optional.of(environment), Optional.empty(), push);
    }

    /** Names where it goes and its group; what has the same is kept in order. */
    String lane() {
        String place = environment.isPresent() ? "environment " + environment.get() : target.orElseThrow().url();
        return place + " " + push.group().path();
    }
}
