package io.github.jobtide.gateway.access;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** One configuration, ready to be applied to connections and requests. */
record Rules(WebFile file, Optional<LiveTls.Context> tls, Optional<Passwords> passwords,
        Optional<TokenBucket> bucket) {
    /** Of a gateway without a configuration file. */
    static final Rules NONE = new Rules(
            new WebFile(Optional.empty(), false, Map.of(), Map.of(), Optional.empty()), Optional.empty(),
            Optional.empty(), Optional.empty());

    /** @param before what was in force; what did not change keeps what it remembers */
    static Rules of(WebFile file, Rules before, Executor threads) {
        Optional<LiveTls.Context> tls = file.tls()
                .map(settings -> TlsContexts.of(settings, file.http2()));
        Optional<Passwords> passwords = file.users().equals(before.file.users())
                ? before.passwords
                : Optional.of(file.users()).filter(users -> !users.isEmpty())
                        .map(users -> new Passwords(users, threads));
        Optional<TokenBucket> bucket = file.rateLimit().equals(before.file.rateLimit())
                ? before.bucket
                : file.rateLimit().map(limit -> new TokenBucket(limit.interval(), limit.burst(), System.nanoTime()));
        return new Rules(file, tls, passwords, bucket);
    }

    /** Whether only certificates count that authorities of the operator's choice have signed. */
    boolean namesAuthorities() {
        return file.tls().map(settings -> !settings.clientAuthorities().isEmpty()).orElse(false);
    }

    /** Whether clients may show certificates and who signed them is checked. */
    boolean looksAtSignatures() {
        return file.tls().map(settings -> settings.clientAuth().verified).orElse(false);
    }
}
