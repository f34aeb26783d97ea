package io.github.jobtide.cli;

import io.github.jobtide.settings.Choice;
import io.github.jobtide.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which gateway a command speaks to, and how long it may try. No option takes a secret: everybody on the machine can read a command line. */
final class GatewayOptions {
    private final Surroundings around;

    @Option(names = "--gateway", paramLabel = "URL", description = "The gateway, such as http://localhost:9091. Default: the environment's JOBTIDE_GATEWAY, else PUSHGATEWAY_URL, else what jobtide.yml says.")
    private @Nullable String gateway;

    @Option(names = "--env", paramLabel = "NAME", description = "The environment of jobtide.yml to speak to. Default: the environment's JOBTIDE_ENV, else ENVIRONMENT, else the file's default-environment.")
    private @Nullable String env;

    @Option(names = "--config", paramLabel = "FILE", description = "This file instead of the jobtide.yml that is found here, in the user's folder of settings, or in /etc/jobtide.")
    private @Nullable String config;

    @Option(names = "--token-file", paramLabel = "FILE", description = "File with the bearer token that the gateway asks for. Or the token itself in the environment's JOBTIDE_TOKEN.")
    private @Nullable String tokenFile;

    @Option(names = "--user", paramLabel = "NAME", description = "User of the password in --password-file, if that file does not hold both.")
    private @Nullable String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "File with USER:PASSWORD for the gateway. Or USER:PASSWORD in the environment's JOBTIDE_PASSWORD.")
    private @Nullable String passwordFile;

    @Option(names = "--ca-file", paramLabel = "FILE", description = "Certificates in PEM to believe the gateway by, instead of the system's.")
    private @Nullable String caFile;

    @Option(names = "--client-cert-file", paramLabel = "FILE", description = "Certificate in PEM to show to the gateway, with --client-key-file.")
    private @Nullable String clientCertFile;

    @Option(names = "--client-key-file", paramLabel = "FILE", description = "Key in PEM of the certificate.")
    private @Nullable String clientKeyFile;

    @Option(names = "--budget", paramLabel = "DURATION", defaultValue = "15s", converter = DurationOption.class, description = "How long all attempts together may take. Default: ${DEFAULT-VALUE}")
    private Duration budget = Duration.ofSeconds(15);

    GatewayOptions(Surroundings around) {
        this.around = around;
    }

    Settings settings() {
        Map<String, String> given = new HashMap<>();
        put(given, "gateway", gateway);
        put(given, "env", env);
        put(given, "config", config);
        put(given, "token-file", tokenFile);
        put(given, "user", user);
        put(given, "password-file", passwordFile);
        put(given, "ca-file", caFile);
        put(given, "client-cert-file", clientCertFile);
        put(given, "client-key-file", clientKeyFile);
        return Settings.of(new Choice(given), around.environment(), around.workingFolder());
    }

    private static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value != null) {
            given.put(name, value);
        }
    }

    Duration budget() {
        return budget;
    }

    /** The gateway that is meant. */
    GatewayLink link() {
        return new GatewayLink(settings().destination(), Pushers.of(around), budget);
    }
}
