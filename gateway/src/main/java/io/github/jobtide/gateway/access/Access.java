package io.github.jobtide.gateway.access;

import io.github.jobtide.gateway.GatewayException;
import io.vertx.core.net.SSLEngineOptions;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Who may come in, as the web configuration file says now: the file and those that it names are looked at twice a second, and a change
 * counts as soon as it has stood still between two looks. A new file that is wrong is told of and otherwise ignored. Any thread.
 */
public final class Access implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Access.class.getName());
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Path file;
    private final InstantSource clock;
    private final Executor passwordThreads;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("web-config").daemon().factory());
    private volatile Rules rules = Rules.NONE;
    private volatile Status status;
    private volatile boolean asked;
    private Sources.Fingerprint tried;
    private Sources.Fingerprint seen;

    /**
     * How the last reading went.
     *
     * @param inForce when the rules in force were read
     * @param certificateEnd when the gateway's own certificate ends, over TLS
     */
    public record Status(boolean successful, Instant inForce, Optional<Instant> certificateEnd) {}

    private Access(Path file, InstantSource clock, Executor passwordThreads) {
        this.file = file;
        this.clock = clock;
        this.passwordThreads = passwordThreads;
        var sources = new Sources();
        this.rules = Rules.of(WebFileReader.read(file, sources), Rules.NONE, passwordThreads);
        this.status = success();
        this.tried = sources.fingerprint();
        this.seen = tried;
    }

    /**
     * Reads the file, and from then on watches it.
     *
     * @param passwordThreads refuses what it cannot take
     * @throws GatewayException if the file is wrong, with one line that says why
     */
    public static Access start(Path file, InstantSource clock, Executor passwordThreads) {
        var access = new Access(file.toAbsolutePath(), clock, passwordThreads);
        var _ = access.watcher.scheduleWithFixedDelay(access::look, LOOK.toMillis(), LOOK.toMillis(),
                TimeUnit.MILLISECONDS);
        return access;
    }

    private void look() {
        try {
            Sources.Fingerprint now = tried.now();
            boolean changed = !now.equals(tried) && now.equals(seen);
            seen = now;
            if (asked || changed) {
                asked = false;
                readAgain();
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the web configuration could not be looked at", e);
        }
    }

    private void readAgain() {
        var sources = new Sources();
        try {
            WebFile read = WebFileReader.read(file, sources);
            if (read.tls().isPresent() != rules.tls().isPresent()) {
                throw new GatewayException("%s: tls_server_config cannot come or go while the gateway runs; restart it"
                        .formatted(file));
            }
            rules = Rules.of(read, rules, passwordThreads);
            status = success();
            LOG.log(System.Logger.Level.INFO, "web configuration read again: {0}", file);
        } catch (GatewayException e) {
            status = new Status(false, status.inForce(), status.certificateEnd());
            LOG.log(System.Logger.Level.WARNING, "web configuration not taken, what it said before stays in force: {0}",
                    e.getMessage());
        } finally {
            tried = sources.fingerprint();
            seen = tried;
        }
    }

    private Status success() {
        Instant now = clock.instant();
        Optional<Instant> end = rules.file().tls().map(tls -> tls.chain().getFirst().getNotAfter().toInstant());
        if (end.isPresent() && end.get().isBefore(now)) {
            LOG.log(System.Logger.Level.WARNING, "the certificate of {0} has ended on {1}", file, end.get());
        }
        return new Status(true, now, end);
    }

    /** Reads the file soon, changed or not. */
    public void readSoon() {
        asked = true;
    }

    public Status status() {
        return status;
    }

    /**
     * For a server that is to speak TLS; empty for plain HTTP.
     *
     * @param maxConnections how many there may be, those included that have not ended their handshake
     */
    public Optional<SSLEngineOptions> tls(int maxConnections) {
        return rules.tls().map(_ -> new LiveTls(() -> rules.tls().orElseThrow(), maxConnections));
    }

    /** The gateway's own, over TLS. */
    X509Certificate certificate() {
        return rules.file().tls().orElseThrow().chain().getFirst();
    }

    /** Whether the rate limit lets another request in. */
    public boolean tryTake() {
        return rules.bucket().map(bucket -> bucket.tryTake(System.nanoTime())).orElse(true);
    }

    /** For every answer. */
    public Map<String, String> headers() {
        return rules.file().headers();
    }

    /** @param authorization the request's header of that name, or empty */
    public Verdict judge(String authorization) {
        return rules.passwords().map(passwords -> passwords.judge(authorization)).orElse(Verdict.RIGHT);
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
