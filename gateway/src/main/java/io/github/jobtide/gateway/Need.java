package io.github.jobtide.gateway;

import io.github.jobtide.gateway.access.Caller;
import io.github.jobtide.gateway.access.Role;
import java.util.Optional;

/** What a caller must be for a route, where an access file says who is what. */
enum Need {
    /** Nothing, if the file says that probes are open; else as {@link #KNOWN}. */
    HEALTH(Optional.empty()),
    /** Any principal: the route tells what paths there are, and nothing else. */
    KNOWN(Optional.empty()), PUSH(Optional.of(Role.PUSH)), DELETE(Optional.of(Role.DELETE)), READ(
            Optional.of(Role.READ)),
    ADMIN(Optional.of(Role.ADMIN));

    private final Optional<Role> role;

    Need(Optional<Role> role) {
        this.role = role;
    }

    boolean isMetBy(Caller caller) {
        return role.map(caller::may).orElse(true);
    }

    /** The role's name; empty if none is needed. */
    String roleWord() {
        return role.map(Role::word).orElse("");
    }
}
