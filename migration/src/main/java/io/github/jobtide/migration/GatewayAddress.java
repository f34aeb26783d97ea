package io.github.jobtide.migration;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Names;
import io.github.jobtide.exposition.ValuesEscape;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a gateway is reached: scheme, host, port, and the prefix of its routes.
 *
 * @param base without user, query and slash at the end; safe to be shown
 * @param authorization the header that logs in, if the URL named a user
 */
public record GatewayAddress(URI base, Optional<String> authorization) {
    /** @throws MigrationException if it is no URL of a gateway */
    public static GatewayAddress parse(String url) {
        try {
            URI given = new URI(url.contains("://") ? url : "http://" + url);
            boolean http = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
            if (!http || given.getHost() == null || given.getRawQuery() != null || given.getRawFragment() != null) {
                throw noAddress();
            }
            String path = given.getRawPath().replaceFirst("/+$", "");
            String port = given.getPort() < 0 ? "" : ":" + given.getPort();
            URI base = URI.create(given.getScheme() + "://" + given.getHost() + port + path);
            return new GatewayAddress(base, Optional.ofNullable(given.getUserInfo()).map(GatewayAddress::basic));
        } catch (URISyntaxException e) {
            throw noAddress();
        }
    }

    /** Does not repeat the URL, which may hold a password. */
    private static MigrationException noAddress() {
        return new MigrationException(
                "a gateway's URL must be like http://pushgateway:9091 or https://USER:PASSWORD@host/prefix");
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    URI resolve(String path) {
        return URI.create(base + path);
    }

    /** Where a group is pushed and deleted; every value in base64, names beyond the classic alphabet escaped. */
    URI group(Labels labels) {
        StringBuilder path = new StringBuilder("/metrics/job@base64/").append(base64(labels.value("job").orElse("")));
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.name(i).equals("job")) {
                path.append('/').append(name(labels.name(i))).append("@base64/").append(base64(labels.value(i)));
            }
        }
        return resolve(path.toString());
    }

    private static String name(String name) {
        return Names.isLabelName(name) ? name : URLEncoder.encode(ValuesEscape.of(name), StandardCharsets.UTF_8);
    }

    /** With one sign of padding, so that an empty value is not an empty part of the path. */
    private static String base64(String value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "=";
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
