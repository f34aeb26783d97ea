package io.github.jobtide.run;

import io.github.jobtide.push.Target;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** What this host knows of gateways: which cannot add up, and which have told so lately. */
final class Gateways {
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Optional<StateFolder> folder;
    private final InstantSource clock;

    /** @param folder where that is kept, if there is such a place */
    Gateways(Optional<StateFolder> folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** How it is called in files. */
    static String name(Target target) {
        return JobState.checksum(target.url());
    }

    /** Whether it only replaces, as it said within the last hour; later it is asked again. */
    boolean onlyReplaces(Target target) {
        return folder.isPresent()
                && folder.get().modifiedMillis(name(target)) > clock.millis() - REMEMBERED.toMillis();
    }

    void saidThatItOnlyReplaces(Target target) {
        if (folder.isPresent()) {
            folder.get().write(name(target), "only replaces " + target.url() + "\n");
        }
    }
}
