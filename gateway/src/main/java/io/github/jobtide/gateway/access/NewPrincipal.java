package io.github.jobtide.gateway.access;

import io.github.jobtide.gateway.GatewayException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an access file says of a principal with one fresh token.
 *
 * @param name empty for a token that is added to a principal that is there
 * @param roles as long as there is a name, at least one
 * @param end after which the token is good for nothing
 */
public record NewPrincipal(Optional<String> name, Set<Role> roles, String sha256, Optional<Instant> end) {
    /** @throws GatewayException if the name is none, or there is a name without roles, or roles without a name */
    public NewPrincipal {
        roles = roles.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(roles));
        if (name.isPresent() && !AccessFileReader.NAME.matcher(name.get()).matches()) {
            throw new GatewayException(
                    "'%s' is not the name of a principal; use letters, digits, '.', '_' and '-', at most 64"
                            .formatted(name.get()));
        }
        if (name.isPresent() == roles.isEmpty()) {
            throw new GatewayException("a principal has a name and at least one role; give both, or neither to add the"
                    + " token to a principal that is there");
        }
    }

    /** @throws GatewayException if one of the words is none */
    public static Set<Role> roles(List<String> words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        words.forEach(word -> roles.add(Role.named(word).orElseThrow(() -> new GatewayException(
                "'%s' is not a role; there are: %s".formatted(word, Role.words())))));
        return roles;
    }

    /** Its lines below {@code principals:}; without a name those below {@code tokens:}. */
    public String lines() {
        String token = "      - sha256: " + sha256 + "\n" + end.map(at -> "        not-after: " + at + "\n").orElse("");
        return name.map(called -> "  %s:\n    roles: [%s]\n    tokens:\n".formatted(called,
                roles.stream().sorted().map(Role::word).collect(Collectors.joining(", ")))).orElse("") + token;
    }
}
