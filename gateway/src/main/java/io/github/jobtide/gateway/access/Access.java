package io.github.jobtide.gateway.access;

import io.github.jobtide.gateway.GatewayException;
import io.vertx.core.net.SSLEngineOptions;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Who may come in and do what, as two files say now: the web configuration (TLS, users, headers, rate) and the access file (principals and
 * their roles). They and what they name are looked at twice a second. Without an access file whoever comes in may do everything. Any thread.
 */
public final class Access implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Access.class.getName());
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Executor passwordThreads;
    private final Optional<WatchedFile<Rules>> web;
    private final Optional<WatchedFile<AccessFile>> principals;
    private final Gatekeeper gatekeeper;
    private final AccessLog log = new AccessLog();
    private final InstantSource clock;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("web-config").daemon().factory());
    /** Only the watcher's. */
    private boolean lastLookFailed;

    /**
     * How the last reading of a file went.
     *
     * @param inForce when what is in force was read
     */
    public record Status(boolean successful, Instant inForce) {}

    private Access(Optional<Path> webFile, Optional<Path> accessFile, InstantSource clock, Executor passwordThreads) {
        this.passwordThreads = passwordThreads;
        this.clock = clock;
        this.gatekeeper = new Gatekeeper(clock);
        this.web = webFile.map(file -> new WatchedFile<>("web configuration", file, clock, this::readWeb));
        this.principals = accessFile
                .map(file -> new WatchedFile<>("access configuration", file, clock, this::readPrincipals));
    }

    /**
     * Reads the files, and from then on watches them.
     *
     * @param passwordThreads refuses what it cannot take
     * @throws GatewayException if one is wrong, with one line that says why
     */
    public static Access start(Optional<Path> webFile, Optional<Path> accessFile, InstantSource clock,
            Executor passwordThreads) {
        var access = new Access(webFile, accessFile, clock, passwordThreads);
        var _ = access.watcher.scheduleWithFixedDelay(access::look, LOOK.toMillis(), LOOK.toMillis(),
                TimeUnit.MILLISECONDS);
        return access;
    }

    private Rules readWeb(Path file, Sources sources, Optional<Rules> before) {
        WebFile read = WebFileReader.read(file, sources);
        if (before.isPresent() && read.tls().isPresent() != before.get().tls().isPresent()) {
            throw new GatewayException(
                    "%s: tls_server_config cannot come or go while the gateway runs; restart it".formatted(file));
        }
        Rules rules = Rules.of(read, before.orElse(Rules.NONE), passwordThreads);
        certificateEnd(rules).filter(end -> end.isBefore(clock.instant())).ifPresent(end -> LOG.log(
                System.Logger.Level.WARNING, "the certificate of {0} has ended on {1}", file, end));
        return rules;
    }

    /** Users and certificates must be such as the web configuration in force lets in. */
    private AccessFile readPrincipals(Path file, Sources sources, Optional<AccessFile> before) {
        AccessFile read = AccessFileReader.read(file, sources);
        for (AccessFile.Principal principal : read.principals()) {
            for (String user : principal.users()) {
                if (!rules().file().users().containsKey(user)) {
                    throw wrong(file, principal,
                            "the user '" + user + "' has no password; add it to basic_auth_users of"
                                    + " the file of --web.config.file first");
                }
            }
            if (principal.usesCertificates() && !rules().looksAtSignatures()) {
                throw wrong(file, principal, "nobody looks at the signatures of clients' certificates; set"
                        + " client_auth_type to VerifyClientCertIfGiven or RequireAndVerifyClientCert in the file of"
                        + " --web.config.file first");
            }
            if (principal.usesCertificates() && !rules().namesAuthorities()) {
                throw wrong(file, principal,
                        "whoever gets a certificate of that name from any public authority could be"
                                + " it; set client_ca_file in the file of --web.config.file to the authority of your own first");
            }
            tellOfEnded(file, principal);
        }
        return read;
    }

    private static GatewayException wrong(Path file, AccessFile.Principal principal, String complaint) {
        return new GatewayException(
                "%s: principals.%s: %s".formatted(file, principal.caller().name(), complaint));
    }

    private void tellOfEnded(Path file, AccessFile.Principal principal) {
        if (principal.tokens().stream().anyMatch(token -> token.hasEnded(clock.instant()))) {
            LOG.log(System.Logger.Level.WARNING, "{0}: principals.{1}: a token has ended; take it out", file,
                    principal.caller().name());
        }
    }

    /** Whatever goes wrong in one look, the next one comes. */
    private void look() {
        try {
            if (web.isPresent() && web.get().look()) {
                principals.ifPresent(WatchedFile::readSoon); // It may name users that are new, or gone.
            }
            principals.ifPresent(WatchedFile::look);
            log.tick();
            lastLookFailed = false;
        } catch (RuntimeException | Error e) {
            if (!lastLookFailed) {
                lastLookFailed = true;
                LOG.log(System.Logger.Level.ERROR, "the web or access configuration could not be looked at", e);
            }
        }
    }

    /** Reads the files soon, changed or not. */
    public void readSoon() {
        web.ifPresent(WatchedFile::readSoon);
        principals.ifPresent(WatchedFile::readSoon);
    }

    private Rules rules() {
        return web.map(WatchedFile::content).orElse(Rules.NONE);
    }

    /** Empty without a web configuration. */
    public Optional<Status> webStatus() {
        return web.map(WatchedFile::status);
    }

    /** Empty without an access file. */
    public Optional<Status> accessStatus() {
        return principals.map(WatchedFile::status);
    }

    /** When the gateway's own certificate ends, over TLS. */
    public Optional<Instant> certificateEnd() {
        return certificateEnd(rules());
    }

    private static Optional<Instant> certificateEnd(Rules rules) {
        return rules.file().tls().map(tls -> tls.chain().getFirst().getNotAfter().toInstant());
    }

    /**
     * For a server that is to speak TLS; empty for plain HTTP.
     *
     * @param maxConnections how many there may be, those included that have not ended their handshake
     */
    public Optional<SSLEngineOptions> tls(int maxConnections) {
        return rules().tls().map(_ -> new LiveTls(() -> rules().tls().orElseThrow(), maxConnections));
    }

    /** The gateway's own, over TLS. */
    X509Certificate certificate() {
        return rules().file().tls().orElseThrow().chain().getFirst();
    }

    /** Whether the rate limit lets another request in. */
    public boolean tryTake() {
        return rules().bucket().map(bucket -> bucket.tryTake(System.nanoTime())).orElse(true);
    }

    /** For every answer. */
    public Map<String, String> headers() {
        return rules().file().headers();
    }

    /** Whether there is an access file. */
    public boolean hasRoles() {
        return principals.isPresent();
    }

    /** Whether probes are answered whoever asks. */
    public boolean isHealthOpen() {
        return principals.isPresent() && principals.get().content().healthOpen();
    }

    /** What a client that is not known may show, each as a header has it. */
    public List<String> challenges() {
        String basic = hasRoles() ? "Basic realm=\"jobtide\", charset=\"UTF-8\"" : "Basic";
        String bearer = "Bearer realm=\"jobtide\"";
        return hasRoles() ? rules().passwords().isPresent() ? List.of(bearer, basic) : List.of(bearer) : List.of(basic);
    }

    /** Where refusals and deletions are told; empty without an access file. */
    public Optional<AccessLog> log() {
        return principals.map(_ -> log);
    }

    /** Who a request comes from. */
    public Admission judge(Attempt attempt) {
        if (principals.isPresent()) {
            return gatekeeper.judge(attempt, principals.get().content(), rules());
        }
        return rules().passwords().map(passwords -> byPasswordAlone(passwords.judge(attempt.firstAuthorization())))
                .orElse(new Admission.Known(Caller.ANYBODY));
    }

    private static Admission byPasswordAlone(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Known(var right) -> byPasswordAlone(right);
            case Verdict.Later(var result) -> new Admission.Later(result.thenApply(Access::byPasswordAlone));
            case Verdict.Busy() -> new Admission.Busy();
            case Verdict.NotAllowed() -> new Admission.Limited();
        };
    }

    private static Admission byPasswordAlone(boolean right) {
        return right ? new Admission.Known(Caller.ANYBODY) : new Admission.Unknown("its user or password is wrong");
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
