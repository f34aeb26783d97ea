package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The groups of a gateway, as {@code /api/v1/metrics} shows them. */
final class Groups {
    private Groups() {}

    static List<Map<String, Object>> of(ServerProcess server, String prefix) {
        Answer answer = server.exchange(Request.of("GET", prefix + "/api/v1/metrics"));
        if (answer.status() != 200) {
            throw new IllegalStateException("GET /api/v1/metrics of " + server.name() + ": " + answer);
        }
        return Json.list(Json.object(Json.read(answer.text())).getOrDefault("data", List.of())).stream()
                .map(Json::object).toList();
    }

    /** {@code {b="c",job="a"}}: labels sorted by name, values as on a page. */
    static String key(Map<String, Object> group) {
        return new TreeMap<>(labels(group)).entrySet().stream()
                .map(label -> label.getKey() + "=\"" + quotable(label.getValue().toString()) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quotable(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static Map<String, Object> labels(Map<String, Object> group) {
        return Json.object(group.getOrDefault("labels", Map.of()));
    }

    static boolean isFailed(Map<String, Object> group) {
        return !Boolean.parseBoolean(String.valueOf(group.get("last_push_successful")));
    }

    /** The path at which this group is pushed and deleted, every value in base64, names beyond the classic alphabet escaped. */
    static String path(Map<String, Object> group) {
        StringBuilder path = new StringBuilder("/metrics/job@base64/")
                .append(base64(labels(group).getOrDefault("job", "")));
        labels(group).forEach((name, value) -> {
            if (!name.equals("job")) {
                path.append('/').append(inPath(name)).append("@base64/").append(base64(value));
            }
        });
        return path.toString();
    }

    private static String inPath(String name) {
        return name.matches("[a-zA-Z_][a-zA-Z0-9_]*") ? name : escaped(name);
    }

    /** A label's name as it may stand in a path, whatever it is. */
    static String escaped(String name) {
        return "U__" + name.codePoints().mapToObj(character -> character == '_'
                ? "__"
                : Character.isLetterOrDigit(character) && character < 128
                        ? Character.toString(character)
                        : "_" + Integer.toHexString(character) + "_")
                .collect(Collectors.joining());
    }

    private static String base64(Object value) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(ByteString.copyFrom(value.toString(), StandardCharsets.UTF_8).toByteArray())
                + "=";
    }
}
