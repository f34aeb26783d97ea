package io.github.jobtide.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Routes below {@code /api/v1/}. As in Pushgateway they are matched without that prefix, so a redirect out of a repaired path loses it:
 * {@code /api/v1/status/} leads to {@code /status}.
 */
final class ApiRouter {
    private final String root;
    private final Map<String, Route> reads = Map.of("/status", Route.Fixed.API_STATUS, "/metrics",
            Route.Fixed.API_METRICS);
    private final Map<String, Route> writes;

    ApiRouter(String root, boolean adminApi) {
        this.root = root;
        this.writes = adminApi ? Map.of("/admin/wipe", Route.Fixed.WIPE) : Map.of();
    }

    boolean covers(String path) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }

    Route route(String method, String path, String query) {
        if (path.length() == root.length()) {
            return new Route.Moved(Router.location(path + "/", query));
        }
        String below = path.substring(root.length());
        if (method.equals("OPTIONS")) {
            return Route.Fixed.API_OPTIONS;
        }
        Map<String, Route> ofMethod = ofMethod(method);
        Route exact = ofMethod.get(below);
        if (exact != null) {
            return exact;
        }
        Optional<String> repaired = repair(ofMethod, below);
        if (repaired.isPresent()) {
            return new Route.Redirect(method.equals("GET") ? 301 : 307, Router.location(repaired.get(), query));
        }
        return otherwise(below);
    }

    private Map<String, Route> ofMethod(String method) {
        return switch (method) {
            case "GET" -> reads;
            case "PUT" -> writes;
            default -> Map.of();
        };
    }

    private static Optional<String> repair(Map<String, Route> routes, String path) {
        String withoutSlash = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        for (String candidate : routes.keySet()) {
            if (candidate.equalsIgnoreCase(withoutSlash)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private Route otherwise(String path) {
        if (reads.containsKey(path)) {
            return new Route.NotAllowed(Router.allow(List.of("GET")));
        }
        return writes.containsKey(path) ? new Route.NotAllowed(Router.allow(List.of("PUT"))) : Route.Fixed.NOT_FOUND;
    }
}
