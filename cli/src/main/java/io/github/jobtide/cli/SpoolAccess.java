package io.github.jobtide.cli;

import io.github.jobtide.push.Group;
import io.github.jobtide.push.Pusher;
import io.github.jobtide.push.Spool;
import io.github.jobtide.push.SpoolDrain;
import io.github.jobtide.push.SpoolLimits;
import io.github.jobtide.push.SpoolPlace;
import io.github.jobtide.push.Target;
import io.github.jobtide.push.Timer;
import io.github.jobtide.settings.Settings;
import io.github.jobtide.settings.SettingsException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A user's spool, as commands use it.
 *
 * @param folder where it is, for messages
 */
record SpoolAccess(Path folder, Spool spool) {
    /** Empty if this user has no place for one. */
    static Optional<SpoolAccess> open(Surroundings around) {
        return SpoolPlace.find(SpoolPlace.FOR_ALL, around.user(), around.environment()).map(
                folder -> new SpoolAccess(folder, Spool.open(folder, SpoolLimits.DEFAULT, around.clock())));
    }

    /** @param first the group whose pushes go before others */
    static SpoolDrain drain(Pusher pusher, Settings settings, Optional<Group> first) {
        return new SpoolDrain(pusher, Timer.REAL, name -> target(settings, name), first);
    }

    /** Settings that cannot be read leave what waits where it is, as a name does that they do not know. */
    private static Optional<Target> target(Settings settings, String name) {
        try {
            return settings.environment(name);
        } catch (SettingsException e) {
            return Optional.empty();
        }
    }
}
