package io.github.jobtide.gateway;

import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.gateway.access.Access;
import io.github.jobtide.gateway.access.AccessLog;
import io.github.jobtide.store.Engine;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.Nanos;
import io.github.jobtide.store.StorageException;
import io.github.jobtide.store.StoreLimits;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** A running gateway. Builds the parts and owns their lifetime: the only class that knows every one. */
public final class Gateway implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());
    private static final int MAX_WAITING_BODIES = 1024;
    private static final int MAX_WAITING_PASSWORDS = 32;
    private static final int MAX_WAITING_REMOVALS = 16;
    /** Of the heap, what is kept of findings for the page may take one part of that many. */
    private static final int FINDINGS_SHARE = 64;

    private final List<AutoCloseable> parts;
    private final List<InetSocketAddress> addresses;
    private final CountDownLatch stop;
    private final Optional<Access> access;

    private Gateway(List<AutoCloseable> parts, List<InetSocketAddress> addresses, CountDownLatch stop,
            Optional<Access> access) {
        this.parts = new ArrayList<>(parts);
        this.addresses = List.copyOf(addresses);
        this.stop = stop;
        this.access = access;
    }

    /**
     * Loads what is stored, then listens; on return pushes are taken. Logging of the whole process is set up as the configuration says.
     *
     * @throws GatewayException if it cannot start, with one line that says why; nothing is left running
     */
    public static Gateway start(GatewayConfig config, InstantSource clock) {
        LogSetup.apply(config.log());
        return start(config, clock,
                StoragePlace.open(config.storage(), config.bounds().store(), config.names(), clock));
    }

    /** @param engine closed with the gateway, and if this fails */
    static Gateway start(GatewayConfig config, InstantSource clock, Engine engine) {
        try (var started = new StartedParts()) {
            StoreLimits limits = config.bounds().store();
            MetricStore store = started.add(openStore(engine, limits, config.names(), clock));
            GatewayBounds bounds = config.bounds().withinFiles(ProcessMetrics.maxFiles());
            Workers readers = started.add(Workers.start("body-reader",
                    GatewayBounds.readers(Runtime.getRuntime().maxMemory(), Runtime.getRuntime().availableProcessors()),
                    MAX_WAITING_BODIES));
            FreshPages packed = started.add(FreshPages.start(store));
            Pages printed = started.add(Pages.printed(bounds));
            Pages readBack = started.add(Pages.readBack(bounds));
            Workers passwordChecks = started.add(Workers.start("password-check",
                    Math.max(1, Runtime.getRuntime().availableProcessors() / 2), MAX_WAITING_PASSWORDS));
            Workers removers = started.add(Workers.start("group-remover", 1, MAX_WAITING_REMOVALS));
            Optional<Access> access = startAccess(config, clock, passwordChecks).map(started::add);
            Optional<AccessLog> accessLog = access.flatMap(Access::log);
            var accessRefusals = new AccessRefusals();
            var turnedAway = new TurnedAway();
            var stop = new CountDownLatch(1);
            var budget = new ByteBudget(bounds.maxBytesInFlight());
            var requests = new RequestMetrics(clock);
            var refusals = new Refusals(clock);
            var findings = new LatestFindings(Runtime.getRuntime().maxMemory() / FINDINGS_SHARE);
            PushLint lint = PushLint.of(config, findings);
            var removals = new Removals(accessLog, findings);
            var own = new OwnMetrics(requests, refusals, turnedAway, budget, limits, access,
                    accessRefusals, lint);
            var status = StatusReport.of(config, Nanos.of(clock.instant()));
            var tokens = new FormToken();
            var entrance = new Entrance(access, refusals, accessRefusals);
            var handlers = new Dispatcher.Handlers(new PushHandler(store, budget, readers, config, refusals, lint),
                    new RemovalHandler(store, config.names(), refusals, removals),
                    new ScrapeHandler(store, own, printed, readBack, packed, config.web().openMetrics()),
                    new ApiHandler(store, status, readBack),
                    new WebPage(store, status, new WebPage.Limits(limits, bounds), readBack, config.web().adminApi(),
                            tokens, findings, clock),
                    new RemovalForm(store, budget, tokens, entrance, removals),
                    new GroupsApi(store, readBack, removers, clock, removals),
                    new ManagementHandler(store, config.web().lifecycle(), stop::countDown, accessLog));
            var dispatcher = new Dispatcher(entrance, new Router(config.web()),
                    new SiteGuard(config.web().externalUrl()),
                    requests,
                    budget, bounds.maxBodyBytes(), handlers);
            store.storage().reports().forEach(report -> LOG.log(System.Logger.Level.WARNING, "storage: {0}", report));
            HttpFront front = started.add(HttpFront.start(config.web().listenAddresses(), bounds,
                    access.flatMap(rules -> rules.tls(bounds.maxConnections())), dispatcher, turnedAway));
            LOG.log(System.Logger.Level.INFO, "listening on {0}; groups are kept in {1}",
                    String.join(", ", front.addresses().stream().map(Gateway::text).toList()), store.storage().place());
            return new Gateway(started.keep(), front.addresses(), stop, access);
        }
    }

    private static Optional<Access> startAccess(GatewayConfig config, InstantSource clock, Executor passwordThreads) {
        return config.web().configFile().isEmpty() && config.accessFile().isEmpty()
                ? Optional.empty()
                : Optional.of(Access.start(config.web().configFile(), config.accessFile(), clock, passwordThreads));
    }

    private static MetricStore openStore(Engine engine, StoreLimits limits, NameRule names,
            InstantSource clock) {
        try {
            return MetricStore.open(engine, OwnMetrics.types(), limits, names, clock);
        } catch (StorageException e) {
            engine.close();
            throw new GatewayException("cannot start: " + e.getMessage(), e);
        }
    }

    private static String text(InetSocketAddress address) {
        return new ListenAddress(address.getAddress().getHostAddress(), address.getPort()).toString();
    }

    /** Where it listens, in the order of the configuration, with the ports that were really taken. */
    public List<InetSocketAddress> addresses() {
        return addresses;
    }

    /** Waits until {@link #requestStop} or a client's quit request; the caller then closes the gateway. */
    public void awaitStop() throws InterruptedException {
        stop.await();
    }

    /** Lets {@link #awaitStop} return; for a signal's handler. */
    public void requestStop() {
        stop.countDown();
    }

    /** Reads the web configuration and the access file soon, changed or not; for a signal's handler. Does nothing if there is none. */
    public void readConfigSoon() {
        access.ifPresent(Access::readSoon);
    }

    /** Stops accepting, answers what is in flight (within bounds), closes storage. A second call does nothing. */
    @Override
    public synchronized void close() {
        stop.countDown();
        List<AutoCloseable> open = List.copyOf(parts);
        parts.clear();
        StartedParts.closeAll(open);
    }
}
