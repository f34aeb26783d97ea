package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds docs/openapi.yaml against a gateway: what it documents is there, and what is there is documented. */
class OpenApiTest {
    private final RunningGateway running = RunningGateway.start();
    private final RawClient client = running.client;
    private Map<String, Object> document = Map.of();
    /** Members of answers, as SCHEMA.MEMBER. */
    private final Set<String> seen = new TreeSet<>();

    @BeforeEach
    void fill() throws IOException {
        document = map(new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(Path.of("../docs/openapi.yaml"))));
        for (String job : List.of("a", "b", "c")) {
            client.ask("PUT", "/metrics/job/" + job, "", "# HELP m About it.\n# TYPE m gauge\nm 1\n");
        }
        client.ask("PUT", "/metrics/job/a", "", "m 1\nm 1\n");
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void theDocumentIsOfAVersionAndNamesTheFourOperations() {
        assertThat(document.get("openapi")).isEqualTo("3.1.0");
        assertThat(operations()).containsExactlyInAnyOrder("GET /api/v2/groups", "DELETE /api/v2/groups",
                "GET /api/v2/groups/{key}", "POST /api/v2/add/metrics/job/{group}");
    }

    @Test
    void everyParameterIsTakenWithItsExampleAndNoOtherIs() {
        for (String path : paths().keySet()) {
            for (String method : map(paths().get(path)).keySet()) {
                Set<String> inQuery = new TreeSet<>();
                String real = withExamples(path, method);
                for (Map<String, Object> parameter : parameters(path, method)) {
                    String query = "";
                    if ("query".equals(parameter.get("in"))) {
                        inQuery.add(text(parameter, "name"));
                        query = method.equals("delete") ? "?match[]={none=%22x%22}&" : "?";
                        query = query.replace("match[]={none=%22x%22}&", "match[]".equals(parameter.get("name"))
                                ? ""
                                : "match[]=%7Bnone%3D%22x%22%7D&");
                        query += parameter.get("name") + "=" + encoded(text(parameter, "example"));
                        query += method.equals("delete") && !"dry_run".equals(parameter.get("name"))
                                ? "&dry_run=true"
                                : "";
                    }
                    var answer = client.ask(method.toUpperCase(Locale.ROOT),
                            real + query);
                    assertThat(answer.status()).as(method + " " + real + query + ": " + answer.body()).isEqualTo(200);
                }
                if (!inQuery.isEmpty()) {
                    assertThat(client.ask(method.toUpperCase(Locale.ROOT), path + "?x=1").body())
                            .isEqualTo("there is no parameter 'x'; there are: %s\n"
                                    .formatted(String.join(", ", inQuery)));
                }
            }
        }
    }

    private String withExamples(String path, String method) {
        String real = path;
        for (Map<String, Object> parameter : parameters(path, method)) {
            real = real.replace("{" + parameter.get("name") + "}", text(parameter, "example"));
        }
        return real;
    }

    @Test
    void everyHeaderIsTakenWithItsExampleAndNotWithAnother() {
        String path = "/api/v2/add/metrics/job/{group}";
        StringBuilder headers = new StringBuilder();
        for (Map<String, Object> parameter : parameters(path, "post")) {
            if ("header".equals(parameter.get("in"))) {
                headers.append(parameter.get("name")).append(": ").append(parameter.get("example")).append("\r\n");
                assertThat(client.ask("POST", withExamples(path, "post"), parameter.get("name") + ": \u00e4\r\n", "")
                        .status()).isEqualTo(400);
            }
        }

        assertThat(client.ask("POST", withExamples(path, "post"), headers.toString(), "").status()).isEqualTo(200);
        assertThat(statuses("post", path)).contains("200", "400");
    }

    @Test
    void bothEndsOfEachLimitAreWhatIsDocumented() {
        for (String method : List.of("get", "delete")) {
            Map<String, Object> schema = map(parameters("/api/v2/groups", method).stream()
                    .filter(parameter -> "limit".equals(parameter.get("name"))).findFirst().orElseThrow()
                    .get("schema"));
            assertThat(status(method, "limit=" + schema.get("maximum"))).isEqualTo(200);
            assertThat(status(method, "limit=" + schema.get("minimum"))).isEqualTo(200);
            assertThat(status(method, "limit=" + (Integer.parseInt(text(schema, "maximum")) + 1))).isEqualTo(400);
            assertThat(status(method, "limit=" + (Integer.parseInt(text(schema, "minimum")) - 1))).isEqualTo(400);
        }
    }

    private int status(String method, String query) {
        return client.ask(method.toUpperCase(Locale.ROOT),
                "/api/v2/groups?older_than=1h&" + query + (method.equals("delete") ? "&dry_run=true" : "")).status();
    }

    @Test
    void whatIsAnsweredIsWhatIsDocumentedMemberByMember() {
        check("get", "/api/v2/groups", "");
        check("get", "/api/v2/groups", "?limit=1");
        check("get", "/api/v2/groups/{key}", "");
        check("delete", "/api/v2/groups", "?match[]=%7Bjob%3D~%22.%2B%22%7D&dry_run=true");
        check("delete", "/api/v2/groups", "?match[]=%7Bjob%3D~%22.%2B%22%7D");

        Set<String> documented = new TreeSet<>();
        map(map(document.get("components")).get("schemas")).forEach(
                (name, schema) -> properties(name).keySet().forEach(member -> documented.add(name + "." + member)));
        assertThat(seen).isEqualTo(documented);
    }

    @Test
    void everyStatusThatIsAnsweredIsDocumented() {
        assertThat(statuses("get", "/api/v2/groups")).contains("200", "400");
        assertThat(client.ask("GET", "/api/v2/groups?x").status()).isEqualTo(400);
        assertThat(statuses("delete", "/api/v2/groups")).contains("200", "400");
        assertThat(client.ask("DELETE", "/api/v2/groups").status()).isEqualTo(400);
        assertThat(statuses("get", "/api/v2/groups/{key}")).contains("200", "404").doesNotContain("400");
        assertThat(client.ask("GET", "/api/v2/groups/x").status()).isEqualTo(404);
    }

    private void check(String method, String path, String query) {
        var answer = client.ask(method.toUpperCase(Locale.ROOT), path.replace("{key}", "am9i_2E") + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        Map<String, Object> content = map(map(map(map(operation(path, method).get("responses")).get("200"))
                .get("content")).get("application/json"));
        check(map(content.get("schema")), JsonTree.object(answer.body()), "");
    }

    private void check(Map<String, Object> reference, Object value, String where) {
        if (reference.containsKey("$ref")) {
            String name = text(reference, "$ref").replaceAll(".*/", "");
            Map<String, Object> properties = properties(name);
            Map<String, Object> members = map(value);
            assertThat(properties.keySet()).as("documented of " + name).containsAll(members.keySet());
            assertThat(members.keySet()).as("answered of " + name).containsAll(required(name));
            members.forEach((member, each) -> {
                seen.add(name + "." + member);
                check(map(properties.get(member)), each, name + "." + member);
            });
            return;
        }
        switch (text(reference, "type")) {
            case "array" -> list(value).forEach(item -> check(map(reference.get("items")), item, where));
            case "integer" -> assertThat(value).as(where).isInstanceOf(Long.class);
            case "boolean" -> assertThat(value).as(where).isInstanceOf(Boolean.class);
            case "object" -> map(value).values().forEach(each -> assertThat(each).isInstanceOf(String.class));
            case "string" -> {
                assertThat(value).as(where).isInstanceOf(String.class);
                if ("date-time".equals(reference.get("format"))) {
                    assertThat(Instant.parse(String.valueOf(value))).isNotNull();
                }
                if (reference.containsKey("enum")) {
                    assertThat(list(reference.get("enum"))).contains(value);
                }
            }
            default -> throw new IllegalStateException("unknown type at " + where);
        }
    }

    private Map<String, Object> properties(String name) {
        Map<String, Object> properties = new HashMap<>();
        parts(name).forEach(part -> properties.putAll(map(part.get("properties"))));
        return properties;
    }

    private Set<String> required(String name) {
        Set<String> required = new HashSet<>();
        parts(name).forEach(part -> list(part.get("required")).forEach(each -> required.add(String.valueOf(each))));
        return required;
    }

    /** What a schema is put together from. */
    private List<Map<String, Object>> parts(String name) {
        Map<String, Object> schema = map(map(map(document.get("components")).get("schemas")).get(name));
        if (!schema.containsKey("allOf")) {
            return List.of(schema);
        }
        List<Map<String, Object>> parts = new ArrayList<>();
        for (Object each : list(schema.get("allOf"))) {
            Map<String, Object> part = map(each);
            parts.addAll(part.containsKey("$ref") ? parts(text(part, "$ref").replaceAll(".*/", "")) : List.of(part));
        }
        return parts;
    }

    private Set<String> operations() {
        Set<String> operations = new HashSet<>();
        paths().forEach((path, methods) -> map(methods).keySet()
                .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return operations;
    }

    private Map<String, Object> paths() {
        return map(document.get("paths"));
    }

    private Map<String, Object> operation(String path, String method) {
        return map(map(paths().get(path)).get(method));
    }

    private Set<String> statuses(String method, String path) {
        return map(operation(path, method).get("responses")).keySet();
    }

    private List<Map<String, Object>> parameters(String path, String method) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        for (Object each : list(operation(path, method).get("parameters"))) {
            Map<String, Object> parameter = map(each);
            parameters.add(parameter.containsKey("$ref")
                    ? map(map(map(document.get("components")).get("parameters"))
                            .get(text(parameter, "$ref").replaceAll(".*/", "")))
                    : parameter);
        }
        return parameters;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String text(Map<String, Object> map, String name) {
        return String.valueOf(map.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(@Nullable Object value) {
        return (List<Object>) Objects.requireNonNull(value);
    }
}
