package io.github.jobtide.cli;

import io.github.jobtide.gateway.Build;
import io.github.jobtide.push.Pusher;
import io.github.jobtide.push.Timeouts;
import io.github.jobtide.push.Timer;
import java.util.SplittableRandom;

/** Makes what sends pushes, as all commands do it. */
final class Pushers {
    private Pushers() {}

    static Pusher of(Surroundings around) {
        return new Pusher("jobtide/" + Build.current().version(), Timeouts.DEFAULT, around.environment(),
                around.clock(), Timer.REAL, new SplittableRandom());
    }
}
