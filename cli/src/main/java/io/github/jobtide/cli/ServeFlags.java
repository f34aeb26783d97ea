package io.github.jobtide.cli;

import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.gateway.GatewayConfig;
import io.github.jobtide.gateway.GatewayException;
import io.github.jobtide.gateway.ListenAddress;
import io.github.jobtide.gateway.LogConfig;
import io.github.jobtide.gateway.StorageConfig;
import io.github.jobtide.gateway.WebConfig;
import io.github.jobtide.lint.LintMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The flags of {@code jobtide serve}: Pushgateway's, by the same names and with the same defaults, then Jobtide's own.
 *
 * <p>What is asked for and not there is refused, never ignored.
 */
final class ServeFlags {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Mixin
    private final LimitFlags limits = new LimitFlags();

    @Option(names = "--web.listen-address", paramLabel = "[HOST]:PORT", defaultValue = ":9091", description = "Serve HTTP at this address; may be given several times. Default: ${DEFAULT-VALUE}")
    private List<String> listenAddresses = List.of();

    @Option(names = "--web.telemetry-path", paramLabel = "PATH", defaultValue = "/metrics", description = "Path of the scrape. Default: ${DEFAULT-VALUE}")
    private String telemetryPath = "";

    @Option(names = "--web.external-url", paramLabel = "URL", defaultValue = "", description = "Where the gateway is reached from outside. Its path is the default of --web.route-prefix.")
    private String externalUrl = "";

    @Option(names = "--web.route-prefix", paramLabel = "PATH", defaultValue = "", description = "Put this path in front of every route.")
    private String routePrefix = "";

    @Option(names = "--web.enable-lifecycle", negatable = true, description = "Let a POST to /-/quit end the gateway.")
    private boolean enableLifecycle;

    @Option(names = "--web.enable-admin-api", negatable = true, description = "Let a PUT to /api/v1/admin/wipe remove every group.")
    private boolean enableAdminApi;

    @Option(names = "--web.config.file", paramLabel = "FILE", defaultValue = "", description = "TLS, client certificates, users, headers and a rate limit, as Pushgateway's file has them. Watched while the gateway runs.")
    private String webConfigFile = "";

    @Option(names = "--access.config.file", paramLabel = "FILE", defaultValue = "", description = "Who may push, delete, read and administer, by token, user or client certificate. Watched while the gateway runs. Without it whoever comes in may do everything.")
    private String accessConfigFile = "";

    @Option(names = "--web.systemd-socket", negatable = true, description = "Sockets from systemd: not there, so refused.")
    private boolean systemdSocket;

    @Option(names = "--persistence.file", paramLabel = "FILE", defaultValue = "", description = "Keep data in the folder FILE.jobtide, unless --storage.path says where. If FILE is a Pushgateway's, the first start takes its groups over.")
    private String persistenceFile = "";

    @Option(names = "--persistence.interval", paramLabel = "DURATION", defaultValue = "5m", converter = GoDuration.class, description = "Accepted and without effect: every push is on disk before it is answered.")
    private Duration persistenceInterval = Duration.ZERO;

    @Option(names = "--push.disable-consistency-check", negatable = true, description = "Answer pushes 202 at once, check them afterwards and drop those that fail.")
    private boolean disableConsistencyCheck;

    @Option(names = "--push.enable-utf8-names", negatable = true, description = "Take any text as the name of a metric or label, quoted, and as a grouping label, raw or escaped with U__.")
    private boolean enableUtf8Names;

    @Option(names = "--log.level", paramLabel = "LEVEL", defaultValue = "info", description = "debug, info, warn or error. Default: ${DEFAULT-VALUE}")
    private String logLevel = "";

    @Option(names = "--log.format", paramLabel = "FORMAT", defaultValue = "logfmt", description = "logfmt or json. Default: ${DEFAULT-VALUE}")
    private String logFormat = "";

    @Option(names = "--web.enable-openmetrics", negatable = true, description = "Give scrapers OpenMetrics if they ask for it, as Prometheus does first. Each counter whose name does not end in _total is renamed then.")
    private boolean enableOpenMetrics;

    @Option(names = "--storage.path", paramLabel = "FOLDER", defaultValue = "", description = "Keep data in this folder. Default: FILE.jobtide of --persistence.file, else the folder data.")
    private String storagePath = "";

    @Option(names = "--storage.lock-wait", paramLabel = "DURATION", defaultValue = "0s", converter = GoDuration.class, description = "Wait that long for another gateway to let go of the folder. Default: ${DEFAULT-VALUE}")
    private Duration storageLockWait = Duration.ZERO;

    @Option(names = "--lint", paramLabel = "MODE", defaultValue = "off", description = "Look at what is pushed for faults in the design of metrics, as jobtide lint does: off, warn (store it and tell) or enforce (refuse what has errors). Default: ${DEFAULT-VALUE}")
    private String lint = "";

    /** @throws ParameterException if a flag asks for what is not there, or says nothing that can be served */
    GatewayConfig config() {
        refuseWhatIsNotThere();
        LogConfig log = new LogConfig(word("--log.level", logLevel, LogConfig.LogLevel.values()),
                word("--log.format", logFormat, LogConfig.LogFormat.values()));
        StorageConfig storage = new StorageConfig(path(persistenceFile), persistenceInterval, path(storagePath),
                StorageConfig.DEFAULT.fallback(), storageLockWait);
        GatewayConfig config = GatewayConfig.DEFAULT.withWeb(web()).withStorage(storage)
                .withConsistencyCheck(!disableConsistencyCheck)
                .withNames(enableUtf8Names ? NameRule.UTF_8 : NameRule.CLASSIC).withLog(log)
                .withLint(word("--lint", lint, LintMode.values()))
                .withBounds(limits.bounds(GatewayConfig.DEFAULT.bounds()));
        return path(accessConfigFile).map(config::withAccessFile).orElse(config);
    }

    private WebConfig web() {
        if (!telemetryPath.startsWith("/")) {
            throw wrong("--web.telemetry-path='%s' must begin with a slash".formatted(telemetryPath));
        }
        try {
            WebConfig web = new WebConfig(listenAddresses.stream().map(ListenAddress::parse).toList(), externalUrl,
                    Optional.of(routePrefix).filter(prefix -> !prefix.isEmpty()), telemetryPath, enableLifecycle,
                    enableAdminApi, path(webConfigFile), enableOpenMetrics);
            web.normalPrefix(); // Refuses a URL that is none.
            return web;
        } catch (GatewayException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private void refuseWhatIsNotThere() {
        if (systemdSocket) {
            throw wrong("--web.systemd-socket is not supported; name an address with --web.listen-address");
        }
        if (listenAddresses.stream().anyMatch(address -> address.startsWith("vsock:"))) {
            throw wrong("--web.listen-address: vsock is not supported; write [HOST]:PORT");
        }
    }

    private <E extends Enum<E>> E word(String flag, String given, E[] values) {
        return Arrays.stream(values).filter(value -> lowerCase(value).equals(given)).findFirst()
                .orElseThrow(() -> wrong("%s must be one of %s, not '%s'".formatted(flag,
                        String.join(", ", Arrays.stream(values).map(ServeFlags::lowerCase).toList()), given)));
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Path> path(String given) {
        return given.isEmpty() ? Optional.empty() : Optional.of(Path.of(given));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
