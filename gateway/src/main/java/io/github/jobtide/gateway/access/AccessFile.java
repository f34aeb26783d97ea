package io.github.jobtide.gateway.access;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;

/**
 * What an access file says: who is known, by what, and what they may do.
 *
 * @param healthOpen whether the probes answer whoever asks
 * @param principals in the order of the file
 */
record AccessFile(boolean healthOpen, List<Principal> principals) {
    AccessFile {
        principals = List.copyOf(principals);
    }

    /** Somebody, by any of these. */
    record Principal(Caller caller, List<Token> tokens, Set<String> users, Set<X500Principal> subjects,
            Set<AlternativeName> sans) {
        Principal {
            tokens = List.copyOf(tokens);
            users = Set.copyOf(users);
            subjects = Set.copyOf(subjects);
            sans = Set.copyOf(sans);
        }

        boolean usesCertificates() {
            return !subjects.isEmpty() || !sans.isEmpty();
        }
    }

    /**
     * A bearer token, of which the hash alone is known.
     *
     * @param end after which it is good for nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by MessageDigest alone
    record Token(byte[] sha256, Optional<Instant> end) {
        boolean hasEnded(Instant now) {
            return end.isPresent() && now.isAfter(end.get());
        }
    }

    /** Whose token has that hash. All are compared, and each whole, so that time does not tell how near somebody came. */
    Optional<Match> byToken(byte[] sha256) {
        Optional<Match> found = Optional.empty();
        for (Principal principal : principals) {
            for (Token token : principal.tokens) {
                if (MessageDigest.isEqual(token.sha256, sha256)) {
                    found = Optional.of(new Match(principal.caller, token));
                }
            }
        }
        return found;
    }

    record Match(Caller caller, Token token) {}

    Optional<Caller> byUser(String user) {
        return principals.stream().filter(principal -> principal.users.contains(user)).map(Principal::caller)
                .findFirst();
    }

    /** All whose certificate that is; it should be one. */
    List<Caller> byCertificate(X500Principal subject, List<AlternativeName> sans) {
        Predicate<Principal> fits = principal -> principal.subjects.contains(subject)
                || sans.stream().anyMatch(principal.sans::contains);
        return new ArrayList<>(principals.stream().filter(fits).map(Principal::caller).toList());
    }

    boolean usesCertificates() {
        return principals.stream().anyMatch(Principal::usesCertificates);
    }
}
