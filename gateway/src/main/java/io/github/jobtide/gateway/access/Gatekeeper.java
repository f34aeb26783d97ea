package io.github.jobtide.gateway.access;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Tells which principal of the access file a request comes from. What the request says for itself counts alone: a token or password that is
 * wrong is not made good by a certificate. Any thread.
 *
 * <p>What is right and known is never held up by those who fail behind the same address. A password that is new must be computed before it is
 * known to be right, so it waits if many new ones come from there, but for nothing else that fails there.
 */
final class Gatekeeper {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final InstantSource clock;
    /** Of what is known to be wrong at once: tokens, certificates, passwords that have been wrong before. */
    private final FailureLimits failures = new FailureLimits();
    /** Of passwords that take time. */
    private final FailureLimits newPasswords = new FailureLimits();

    Gatekeeper(InstantSource clock) {
        this.clock = clock;
    }

    Admission judge(Attempt attempt, AccessFile file, Rules rules) {
        if (attempt.authorization().size() > 1) {
            return fail(attempt, "it has more than one Authorization header");
        }
        String authorization = attempt.firstAuthorization();
        if (authorization.isEmpty()) {
            return byCertificate(attempt, file, rules);
        }
        if (isOf(BEARER, authorization)) {
            return byToken(attempt, authorization.substring(BEARER.length()), file);
        }
        return isOf(BASIC, authorization) && rules.passwords().isPresent()
                ? byPassword(attempt, authorization, file, rules.passwords().get())
                : fail(attempt, "its Authorization header is of no kind that is known here");
    }

    private static boolean isOf(String scheme, String authorization) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private Admission byToken(Attempt attempt, String token, AccessFile file) {
        if (token.length() < TokenText.MIN_LENGTH) {
            return fail(attempt, "its bearer token is shorter than %d characters".formatted(TokenText.MIN_LENGTH));
        }
        Optional<AccessFile.Match> match = file.byToken(TokenText.sha256(token));
        if (match.isEmpty()) {
            return fail(attempt, "its bearer token is no principal's");
        }
        Caller caller = match.get().caller();
        return match.get().token().hasEnded(clock.instant())
                ? fail(attempt, "its bearer token, of " + caller.name() + ", has ended")
                : new Admission.Known(caller);
    }

    /** A new password takes time, so one is looked at only as long as its source may still fail with such. */
    private Admission byPassword(Attempt attempt, String authorization, AccessFile file, Passwords passwords) {
        Verdict verdict = passwords.judge(authorization,
                () -> newPasswords.tryTake(attempt.source(), System.nanoTime()));
        return switch (verdict) {
            case Verdict.Known(var right) -> right
                    ? byUser(authorization, file)
                    : fail(attempt, "its user or password is wrong");
            case Verdict.Later(var result) -> new Admission.Later(later(attempt, result, authorization, file));
            case Verdict.Busy() -> {
                newPasswords.giveBack(attempt.source());
                yield new Admission.Busy();
            }
            case Verdict.NotAllowed() -> new Admission.Limited();
        };
    }

    private CompletableFuture<Admission> later(Attempt attempt, CompletableFuture<Boolean> result,
            String authorization, AccessFile file) {
        return result.thenApply(right -> {
            if (!right) {
                return new Admission.Unknown("its user or password is wrong");
            }
            newPasswords.giveBack(attempt.source());
            return byUser(authorization, file);
        });
    }

    /** A user of the web configuration who is no principal is known, and may do nothing. */
    private static Admission byUser(String authorization, AccessFile file) {
        String user = Passwords.user(authorization).orElseThrow();
        return new Admission.Known(file.byUser(user).orElseGet(() -> new Caller("user " + user, Set.of())));
    }

    private Admission byCertificate(Attempt attempt, AccessFile file, Rules rules) {
        Optional<X509Certificate> shown = attempt.session().filter(_ -> rules.namesAuthorities())
                .flatMap(session -> rules.tls().flatMap(tls -> tls.clients().verified(session)));
        if (shown.isEmpty()) {
            return new Admission.Unknown("it does not say who sends it"); // No guess, so no failure: clients ask what to show.
        }
        List<Caller> callers = file.byCertificate(shown.get().getSubjectX500Principal(), names(shown.get()));
        return callers.size() == 1
                ? new Admission.Known(callers.getFirst())
                : fail(attempt, callers.isEmpty()
                        ? "its certificate is no principal's"
                        : "its certificate is that of " + String.join(" and of ",
                                callers.stream().map(Caller::name).toList()));
    }

    private static List<AlternativeName> names(X509Certificate certificate) {
        try {
            return ClientCertificates.names(certificate).toList();
        } catch (CertificateException e) {
            return List.of();
        }
    }

    private Admission fail(Attempt attempt, String why) {
        return failures.tryTake(attempt.source(), System.nanoTime())
                ? new Admission.Unknown(why)
                : new Admission.Limited();
    }
}
