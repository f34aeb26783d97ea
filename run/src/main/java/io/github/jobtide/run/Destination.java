package io.github.jobtide.run;

import io.github.jobtide.push.Push;
import io.github.jobtide.push.SpooledPush;
import io.github.jobtide.push.Target;
import java.util.Optional;

/** Where reports go, as far as the settings say. */
public sealed interface Destination {
    /**
     * To that gateway.
     *
     * @param environment the name that it is known by where it is configured; what has to wait for it goes to whatever that name means by then
     */
    record Known(Optional<String> environment, Target target) implements Destination {
        /** As it waits. */
        SpooledPush spooled(Push push) {
            return environment.isPresent()
                    ? SpooledPush.to(environment.get(), push)
                    : SpooledPush.to(target, push);
        }
    }

    /**
     * To whatever that environment will mean; nobody knows it now. Reports wait in the spool.
     *
     * @param trouble why, for one line of text
     */
    record Named(String environment, String trouble) implements Destination {}

    /**
     * Nowhere: no gateway is configured, or what is configured cannot be understood. There is nothing that could wait.
     *
     * @param trouble why, for one line of text
     */
    record Nowhere(String trouble) implements Destination {}
}
