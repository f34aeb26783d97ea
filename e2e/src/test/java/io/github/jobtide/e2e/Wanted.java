package io.github.jobtide.e2e;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises a {@link Difference} in two answers to one request: by the request, and by what the real Pushgateway now shows. */
final class Wanted {
    private static final Pattern CLASSIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern TWO_BOUNDS = Pattern.compile("[{,](le|quantile)=.*,\\1=");

    private Wanted() {}

    static Optional<Difference> reason(ServerProcess stock, Request request, Answer expected, Answer got) {
        if (request.method().equals("HEAD") && expected.status() == 405 && got.status() == 200) {
            return Optional.of(Difference.HEAD_LIKE_GET);
        }
        if (expected.status() == 0 && got.status() == 400 && request.body().toStringUtf8().contains("{")) {
            return Optional.of(Difference.DEFECT_FIXED);
        }
        if (expected.status() == 400 && got.status() == 400 && got.text().equals("unexpected EOF\n")
                && isPacked(request)) {
            return Optional.of(Difference.UNPACKED_FIRST);
        }
        return expected.status() == 200 && got.status() == 400 ? refusedOnPurpose(stock, request) : Optional.empty();
    }

    /** Jobtide refused what Pushgateway took: rightly, if that now shows something broken. */
    private static Optional<Difference> refusedOnPurpose(ServerProcess stock, Request request) {
        List<String> samples = Page.parse(stock.exchange(Request.of("GET", "/metrics")).text()).pushed().stream()
                .filter(line -> !line.startsWith("#") && line.contains(" ")).toList();
        if (samples.stream().anyMatch(line -> TWO_BOUNDS.matcher(line).find())) {
            return Optional.of(Difference.DEFECT_FIXED);
        }
        long distinct = samples.stream().map(line -> line.substring(0, line.lastIndexOf(' '))).distinct().count();
        if (distinct < samples.size()) {
            return Optional.of(Difference.DUPLICATE_LINES);
        }
        boolean odd = Groups.of(stock, "").stream().anyMatch(group -> hasOddName(group.keySet(), group));
        boolean classicOnly = stock.exchange(Request.of("GET", "/api/v1/status")).text()
                .contains("\"push.enable-utf8-names\":\"false\"");
        return odd && classicOnly && isProtobuf(request) ? Optional.of(Difference.CLASSIC_NAMES) : Optional.empty();
    }

    private static boolean hasOddName(Iterable<String> families, Map<String, Object> group) {
        for (String family : families) {
            if (!CLASSIC_NAME.matcher(family).matches() || String.valueOf(group.get(family)).contains("a.b=")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPacked(Request request) {
        return request.headers().stream()
                .anyMatch(header -> header.name().equals("Content-Encoding") && header.value().equals("gzip"));
    }

    private static boolean isProtobuf(Request request) {
        return request.headers().stream().anyMatch(header -> header.value().equals(Protobuf.CONTENT_TYPE));
    }
}
