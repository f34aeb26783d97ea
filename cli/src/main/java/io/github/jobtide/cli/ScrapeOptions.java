package io.github.jobtide.cli;

import io.github.jobtide.mixin.ScrapeTarget;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how Prometheus reaches the gateway. */
final class ScrapeOptions {
    @Option(names = "--gateway", paramLabel = "URL", description = "The gateway, as Prometheus reaches it.")
    private @Nullable String gateway;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Where Prometheus finds the token that the gateway wants.")
    private @Nullable String tokenFile;

    @Option(names = "--ca-file", paramLabel = "FILE", description = "By which certificates Prometheus trusts the gateway.")
    private @Nullable String caFile;

    @Option(names = "--client-cert-file", paramLabel = "FILE", description = "The certificate that Prometheus shows.")
    private @Nullable String certificateFile;

    @Option(names = "--client-key-file", paramLabel = "FILE", description = "The key of that certificate.")
    private @Nullable String keyFile;

    @Option(names = "--target-label", paramLabel = "NAME=VALUE", description = "A label for every series of this gateway, such as environment=production; may be given several times.")
    private Map<String, String> targetLabels = new LinkedHashMap<>();

    /** Empty if no gateway is named. */
    Optional<ScrapeTarget> target() {
        if (gateway == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ScrapeTarget(URI.create(gateway), Optional.ofNullable(tokenFile),
                    Optional.ofNullable(caFile), Optional.ofNullable(certificateFile), Optional.ofNullable(keyFile),
                    new TreeMap<>(targetLabels)));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("--gateway='" + gateway + "' is not an address: " + e.getMessage());
        }
    }

    /** For the headers of files. */
    String words() {
        StringBuilder words = new StringBuilder();
        Optional.ofNullable(gateway).ifPresent(address -> words.append(" --gateway ").append(address));
        file(words, "--token-file", tokenFile);
        file(words, "--ca-file", caFile);
        file(words, "--client-cert-file", certificateFile);
        file(words, "--client-key-file", keyFile);
        targetLabels.forEach((name, value) -> words.append(" --target-label ").append(name).append('=').append(value));
        return words.toString();
    }

    private static void file(StringBuilder words, String option, @Nullable String file) {
        if (file != null) {
            words.append(' ').append(option).append(' ').append(file);
        }
    }
}
