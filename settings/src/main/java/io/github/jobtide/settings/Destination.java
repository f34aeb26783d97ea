package io.github.jobtide.settings;

import io.github.jobtide.push.Push;
import io.github.jobtide.push.SpooledPush;
import io.github.jobtide.push.Target;
import java.util.Optional;

/**
 * Where a command pushes to.
 *
 * @param environment the name that it has in {@code jobtide.yml}, if all that is known of it stands there
 */
public record Destination(Optional<String> environment, Target target) {
    /** As it waits in a spool: by its environment's name, so that it follows what the file says by then, if it has one. */
    public SpooledPush spooled(Push push) {
        return environment.isPresent()
                ? SpooledPush.to(environment.get(), push)
                : SpooledPush.to(target, push);
    }
}
