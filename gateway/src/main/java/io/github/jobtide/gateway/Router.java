package io.github.jobtide.gateway;

import io.github.jobtide.store.PushMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the route of a request by method and raw URI, with Pushgateway's redirects and refusals. A pure function; nothing here
 * looks at headers or bodies.
 *
 * <p>Order: decode, clean (301), the API, an exact match, repair of a slash and then of case (301 for GET, else 307), OPTIONS, 405, 404.
 * Source: docs/migrating.md names the differences: HEAD is routed like GET.
 */
final class Router {
    private static final List<String> METHODS = List.of("DELETE", "GET", "POST", "PUT");

    private static final String JOB = "/metrics/job";

    private final String pushRoot;
    private final String addRoot;
    private final String staticRoot;
    private final String groups;
    private final Map<String, Route> pages = new LinkedHashMap<>();
    private final Map<String, Route> commands = new LinkedHashMap<>();
    private final ApiRouter api;

    Router(WebConfig web) {
        String prefix = web.normalPrefix();
        this.pushRoot = prefix + JOB;
        this.addRoot = prefix + "/api/v2/add" + JOB;
        this.staticRoot = prefix + "/static/";
        this.groups = prefix + "/api/v2/groups";
        pages.put(groups, Route.Fixed.GROUPS);
        pages.put("/-/quit", Route.Fixed.QUIT_BY_GET);
        pages.put(prefix + "/-/healthy", Route.Fixed.HEALTHY);
        pages.put(prefix + "/-/ready", Route.Fixed.READY);
        pages.put(UriText.clean(prefix + "/" + web.telemetryPath()), Route.Fixed.SCRAPE);
        pages.put(prefix + "/status", Route.Fixed.STATUS_PAGE);
        pages.put(prefix + "/", Route.Fixed.PAGE);
        commands.put(prefix + "/-/quit", Route.Fixed.QUIT);
        commands.put(prefix + "/page/delete", Route.Fixed.PAGE_DELETE);
        if (web.adminApi()) {
            commands.put(prefix + "/page/delete-all", Route.Fixed.PAGE_DELETE_ALL);
        }
        this.api = new ApiRouter(prefix + "/api/v1", web.adminApi());
    }

    Route route(String method, String rawUri) {
        int from = pathStart(rawUri);
        int mark = rawUri.indexOf('?', from);
        String query = mark < 0 ? "" : rawUri.substring(mark);
        String rawPath = rawUri.substring(from, mark < 0 ? rawUri.length() : mark);
        Optional<String> decoded = UriText.decode(rawPath);
        if (decoded.isEmpty()) {
            return new Route.Malformed("the path holds a malformed escape; write a percent sign as %25");
        }
        String path = decoded.get();
        if (path.equals("*") && method.equals("OPTIONS")) {
            return new Route.Options("DELETE, GET, OPTIONS, POST, PUT");
        }
        if (!path.isEmpty() && path.charAt(0) != '/') {
            return new Route.Malformed("the request's target is not a path; it begins with a slash");
        }
        if (!UriText.isClean(path)) {
            return new Route.Moved(location(UriText.clean(path), query));
        }
        String asked = method.equals("HEAD") ? "GET" : method;
        return api.covers(path) ? api.route(asked, path, query) : route(asked, path, query);
    }

    /** Where the path begins: behind scheme and host, if the target is written in full, as for a proxy. */
    private static int pathStart(String uri) {
        if (uri.startsWith("/")) {
            return 0;
        }
        int scheme = uri.indexOf("://");
        if (scheme < 0 || uri.lastIndexOf('?', scheme) >= 0) {
            return 0;
        }
        int path = scheme + 3;
        while (path < uri.length() && uri.charAt(path) != '/' && uri.charAt(path) != '?') {
            path++;
        }
        return path;
    }

    private Route route(String method, String path, String query) {
        Optional<Route> exact = match(method, path);
        if (exact.isPresent()) {
            return exact.get();
        }
        Optional<String> repaired = path.equals("/") ? Optional.empty() : repair(method, path);
        if (repaired.isPresent()) {
            return new Route.Redirect(method.equals("GET") ? 301 : 307, location(repaired.get(), query));
        }
        String allow = allowed(method, path);
        if (allow.isEmpty()) {
            return Route.Fixed.NOT_FOUND;
        }
        return method.equals("OPTIONS") ? new Route.Options(allow) : new Route.NotAllowed(allow);
    }

    private Optional<Route> match(String method, String path) {
        return switch (method) {
            case "GET" -> page(path);
            case "PUT" -> push(PushMode.REPLACE, path);
            case "POST" -> push(path.startsWith(addRoot) ? PushMode.ADD : PushMode.MERGE, path);
            case "DELETE" -> delete(path);
            default -> Optional.empty();
        };
    }

    private Optional<Route> page(String path) {
        if (path.startsWith(staticRoot)) {
            return Optional.of(new Route.StaticFile(path.substring(staticRoot.length())));
        }
        if (path.startsWith(groups + "/") && path.length() > groups.length() + 1) {
            return Optional.of(new Route.OneGroup(path.substring(groups.length() + 1)));
        }
        return Optional.ofNullable(pages.get(path));
    }

    private Optional<Route> push(PushMode mode, String path) {
        String root = mode == PushMode.ADD ? addRoot : pushRoot;
        int group = groupStart(root, path);
        if (group < 0) {
            return Optional.ofNullable(commands.get(path));
        }
        return Optional.of(new Route.Push(mode, path.substring(group), path.charAt(root.length()) == '@'));
    }

    private Optional<Route> delete(String path) {
        if (path.equals(groups)) {
            return Optional.of(Route.Fixed.GROUPS_DELETE);
        }
        int group = groupStart(pushRoot, path);
        return group < 0
                ? Optional.empty()
                : Optional.of(new Route.Delete(path.substring(group), path.charAt(pushRoot.length()) == '@'));
    }

    /** Where the job begins, if the path is that of a group below that root; else -1. */
    private static int groupStart(String root, String path) {
        if (!path.startsWith(root)) {
            return -1;
        }
        int at = root.length();
        at += path.startsWith("@base64", at) ? 7 : 0;
        return at + 1 < path.length() && path.charAt(at) == '/' ? at + 1 : -1;
    }

    /** The path that was meant, if one differs in a trailing slash only, or in the case of the letters that a route fixes. */
    private Optional<String> repair(String method, String path) {
        if (method.equals("OPTIONS")) {
            return Optional.empty();
        }
        String otherSlash = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
        boolean bareJob = path.endsWith("/") && ((otherSlash.equals(pushRoot) && isWrite(method))
                || (otherSlash.equals(addRoot) && method.equals("POST")));
        if (bareJob || isFixed(method, otherSlash)) {
            return Optional.of(otherSlash);
        }
        for (String candidate : List.of(path, otherSlash)) {
            Optional<String> inCase = repairCase(method, candidate);
            if (inCase.isPresent()) {
                return inCase;
            }
        }
        return Optional.empty();
    }

    private static boolean isWrite(String method) {
        return method.equals("PUT") || method.equals("POST") || method.equals("DELETE");
    }

    private boolean isFixed(String method, String path) {
        return switch (method) {
            case "GET" -> pages.containsKey(path) || path.equals(staticRoot);
            case "PUT", "POST" -> commands.containsKey(path);
            default -> false;
        };
    }

    private Optional<String> repairCase(String method, String path) {
        if (method.equals("GET")) {
            return repairCase(pages.keySet(), path).or(() -> repairRoot(staticRoot, path));
        }
        if (!isWrite(method)) {
            return Optional.empty();
        }
        if (method.equals("POST") && lower(path).startsWith(lower(addRoot))) {
            return repairGroup(addRoot, path);
        }
        if (lower(path).startsWith(lower(pushRoot))) {
            return repairGroup(pushRoot, path);
        }
        return method.equals("DELETE") ? Optional.empty() : repairCase(commands.keySet(), path);
    }

    private static Optional<String> repairGroup(String root, String path) {
        String lower = lower(path.substring(0, Math.min(path.length(), root.length() + 7)));
        String inCase = root + lower.substring(root.length()) + path.substring(lower.length());
        int group = groupStart(root, inCase);
        return group < 0 ? Optional.empty() : Optional.of(inCase.substring(0, group) + path.substring(group));
    }

    private static Optional<String> repairCase(Iterable<String> fixed, String path) {
        for (String candidate : fixed) {
            if (candidate.equalsIgnoreCase(path)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> repairRoot(String root, String path) {
        return path.regionMatches(true, 0, root, 0, root.length())
                ? Optional.of(root + path.substring(root.length()))
                : Optional.empty();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The other methods of that exact path, as the Allow header has them; empty if there are none. */
    private String allowed(String method, String path) {
        List<String> others = METHODS.stream().filter(other -> !other.equals(method) && match(other, path).isPresent())
                .toList();
        return others.isEmpty() ? "" : allow(others);
    }

    /** Methods sorted, with OPTIONS among them. */
    static String allow(List<String> methods) {
        return Stream.concat(methods.stream(), Stream.of("OPTIONS")).sorted().collect(Collectors.joining(", "));
    }

    static String location(String path, String query) {
        return UriText.encode(path) + query;
    }
}
