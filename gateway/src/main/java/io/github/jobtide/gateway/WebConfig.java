package io.github.jobtide.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the gateway listens and what it offers there: the flags that begin with {@code --web.}.
 *
 * @param externalUrl the URL under which people reach the gateway; empty if that is where it listens
 * @param routePrefix path before every route; if absent, the path of the external URL
 * @param telemetryPath path of the scrape
 * @param lifecycle whether a request may stop the gateway
 * @param adminApi whether a request may wipe all groups
 * @param configFile TLS, users, headers and rate; see the package {@code access}
 * @param openMetrics whether scrapers that ask for OpenMetrics get it
 */
public record WebConfig(List<ListenAddress> listenAddresses, String externalUrl, Optional<String> routePrefix,
        String telemetryPath, boolean lifecycle, boolean adminApi, Optional<Path> configFile,
        boolean openMetrics) {
    public static final WebConfig DEFAULT = new WebConfig(List.of(new ListenAddress("", 9091)), "", Optional.empty(),
            "/metrics", false, false, Optional.empty(), false);

    public WebConfig {
        listenAddresses = List.copyOf(listenAddresses);
        if (listenAddresses.isEmpty()) {
            throw new GatewayException("no address to listen on; give --web.listen-address, such as :9091");
        }
    }

    /** The prefix in the one form that routes are built with: empty, or a slash in front and none at the end. */
    public String normalPrefix() {
        String path = routePrefix.orElseGet(this::externalPath);
        int from = 0;
        int to = path.length();
        while (from < to && path.charAt(from) == '/') {
            from++;
        }
        while (to > from && path.charAt(to - 1) == '/') {
            to--;
        }
        return from == to ? "" : "/" + path.substring(from, to);
    }

    private String externalPath() {
        if (externalUrl.isEmpty()) {
            return "";
        }
        try {
            String path = URI.create(externalUrl).getPath();
            return path == null ? "" : path;
        } catch (IllegalArgumentException e) {
            throw new GatewayException("--web.external-url: '%s' is not a URL: %s; write it as in http://host/prefix"
                    .formatted(externalUrl, e.getMessage()), e);
        }
    }

    public WebConfig withListenAddresses(ListenAddress... changed) {
        return new WebConfig(List.of(changed), externalUrl, routePrefix, telemetryPath, lifecycle, adminApi,
                configFile, openMetrics);
    }

    public WebConfig withExternalUrl(String changed) {
        return new WebConfig(listenAddresses, changed, routePrefix, telemetryPath, lifecycle, adminApi, configFile,
                openMetrics);
    }

    public WebConfig withRoutePrefix(String changed) {
        return new WebConfig(listenAddresses, externalUrl, Optional.of(changed), telemetryPath, lifecycle, adminApi,
                configFile, openMetrics);
    }

    public WebConfig withTelemetryPath(String changed) {
        return new WebConfig(listenAddresses, externalUrl, routePrefix, changed, lifecycle, adminApi, configFile,
                openMetrics);
    }

    public WebConfig withLifecycle(boolean changed) {
        return new WebConfig(listenAddresses, externalUrl, routePrefix, telemetryPath, changed, adminApi, configFile,
                openMetrics);
    }

    public WebConfig withAdminApi(boolean changed) {
        return new WebConfig(listenAddresses, externalUrl, routePrefix, telemetryPath, lifecycle, changed, configFile,
                openMetrics);
    }

    public WebConfig withConfigFile(Path changed) {
        return new WebConfig(listenAddresses, externalUrl, routePrefix, telemetryPath, lifecycle, adminApi,
                Optional.of(changed), openMetrics);
    }
}
