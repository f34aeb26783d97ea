package io.github.jobtide.gateway.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a principal may do. None holds another, but for {@link #ADMIN}, which holds all. */
public enum Role {
    /** Replace, merge and add to groups. */
    PUSH,
    /** Remove groups, one by one or by what they match. */
    DELETE,
    /** Scrape, look at pages, ask the API. */
    READ,
    /** Remove all groups at once, end the gateway, and everything else. */
    ADMIN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> named(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    static String words() {
        return String.join(", ", Arrays.stream(values()).map(Role::word).toList());
    }
}
