package io.github.jobtide.gateway.access;

import java.util.EnumSet;
import java.util.Set;

/**
 * Who a request comes from, as far as that is known.
 *
 * @param name of the principal; empty if nobody asked
 */
public record Caller(String name, Set<Role> roles) {
    /** Of a gateway that does not ask: everybody may do everything. */
    public static final Caller ANYBODY = new Caller("", Set.of(Role.ADMIN));
    /** Of a request that is answered whoever sends it. */
    public static final Caller NOBODY = new Caller("", Set.of());

    public Caller {
        roles = roles.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(roles));
    }

    public boolean may(Role role) {
        return roles.contains(role) || roles.contains(Role.ADMIN);
    }
}
