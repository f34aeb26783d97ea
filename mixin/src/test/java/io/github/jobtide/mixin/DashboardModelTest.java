package io.github.jobtide.mixin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds dashboards to Grafana's model: every key is one that it knows, of the type that it wants, and panels make one picture. */
final class DashboardModelTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");
    private static final Set<String> GRAFANAS = Set.of("__interval", "__rate_interval", "__all", "__value",
            "__url_time_range");
    private static final Map<String, Map<String, String>> MODEL = model();

    static List<String> dashboards() throws IOException {
        Inventory inventory = Inventory.parse("jobs.yml", """
                jobs:
                  - job: a
                    every: 1h
                    thresholds: [{metric: m, below: 1, by: [region]}, {metric: a_name_that_is_very_much_longer_than_it_has_to_be, above: 1}]
                    ratios: [{good: g, all: n, below: 0.5}]
                """);
        return new ArrayList<>(new Mixin(Settings.of("dashboards"), inventory).dashboards(Mixin.Form.FILES, false)
                .texts().values());
    }

    /** Each object's keys with their types, as {@code OBJECT KEY:TYPE …}; a key with a mark must be there. */
    private static Map<String, Map<String, String>> model() {
        Map<String, Map<String, String>> model = new TreeMap<>();
        Resource.text("grafana-model.txt").lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> {
                    String[] words = line.split(" +");
                    Map<String, String> keys = model.computeIfAbsent(words[0], name -> new LinkedHashMap<>());
                    for (int i = 1; i < words.length; i++) {
                        String[] parts = words[i].split(":");
                        keys.put(parts[0], parts[1]);
                    }
                });
        return model;
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyKeyIsKnownAndOfTheRightType(String text) throws IOException {
        List<String> complaints = new ArrayList<>();
        Map<String, Object> dashboard = parse(text);
        hold(dashboard, "dashboard", "", complaints);
        for (Map<String, Object> panel : objects(dashboard, "panels")) {
            String type = panel.getOrDefault("type", "").toString();
            hold(object(panel.getOrDefault("options", Map.of())), "options-" + type, "options of " + panel.get("title"),
                    complaints);
            Object custom = object(
                    object(panel.getOrDefault("fieldConfig", Map.of())).getOrDefault("defaults", Map.of()))
                    .get("custom");
            if (custom != null) {
                hold(object(custom), "custom-" + type, "custom of " + panel.get("title"), complaints);
            }
        }

        assertThat(complaints).isEmpty();
        assertThat(dashboard.getOrDefault("uid", "").toString()).matches("[a-z0-9-]{1,40}");
    }

    private static void hold(Map<String, Object> found, String name, String place, List<String> complaints) {
        Map<String, String> keys = MODEL.getOrDefault(name, Map.of());
        found.forEach((key, value) -> {
            String type = keys.get(key);
            if (type == null) {
                complaints.add(place + ": " + name + " has no key " + key);
            } else {
                hold(value, type.replace("!", ""), place + "/" + key, complaints);
            }
        });
        keys.forEach((key, type) -> {
            if (type.endsWith("!") && !found.containsKey(key)) {
                complaints.add(place + ": " + name + " lacks " + key);
            }
        });
    }

    private static void hold(Object value, String type, String place, List<String> complaints) {
        if (type.endsWith("[]")) {
            if (value instanceof List<?> list) {
                list.forEach(item -> hold(item, type.substring(0, type.length() - 2), place, complaints));
            } else {
                complaints.add(place + " is not a list");
            }
            return;
        }
        if (type.startsWith("=")) {
            if (!List.of(type.substring(1).split(",")).contains(String.valueOf(value))) {
                complaints.add(place + " is " + value + ", not one of " + type);
            }
            return;
        }
        boolean right = switch (type) {
            case "text" -> value instanceof String;
            case "truth" -> value instanceof Boolean;
            case "whole" -> value instanceof Long;
            case "number" -> value instanceof Number;
            case "number-or-null" -> value instanceof Number || value.equals(NOTHING);
            case "any" -> true;
            default -> value instanceof Map;
        };
        if (!right) {
            complaints.add(place + " is " + value + ", not " + type);
        } else if (MODEL.containsKey(type)) {
            hold(object(value), type, place, complaints);
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsHaveTheirOwnNumbersAndDoNotOverlap(String text) throws IOException {
        Set<Object> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (Map<String, Object> panel : objects(parse(text), "panels")) {
            assertThat(ids.add(panel.getOrDefault("id", ""))).isTrue();
            Map<String, Object> place = object(panel.getOrDefault("gridPos", Map.of()));
            long x = number(place, "x");
            long y = number(place, "y");
            assertThat(x + number(place, "w")).isLessThanOrEqualTo(24);
            for (long column = x; column < x + number(place, "w"); column++) {
                for (long row = y; row < y + number(place, "h"); row++) {
                    assertThat(cells.add(column + " " + row)).as("%s at %s %s", panel.get("title"), column, row)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void variablesAreDefinedAndUsedAndTheDataSourceIsOne(String text) throws IOException {
        Map<String, Object> dashboard = parse(text);
        Set<String> defined = new TreeSet<>();
        objects(object(dashboard.getOrDefault("templating", Map.of())), "list")
                .forEach(variable -> defined.add(variable.getOrDefault("name", "").toString()));
        Set<String> used = new TreeSet<>();
        VARIABLE.matcher(text.replace("${__value.raw", "${__value")).results().map(match -> match.group(1))
                .filter(name -> !GRAFANAS.contains(name)).forEach(used::add);

        assertThat(used).isEqualTo(defined);
        assertThat(
                Pattern.compile("\"datasource\": \\{\\s*\"type\": \"(\\w+)\",\\s*\"uid\": \"([^\"]+)\"").matcher(text)
                        .results().map(match -> match.group(1) + " " + match.group(2)))
                .isNotEmpty()
                .allMatch("prometheus ${datasource}"::equals);
    }

    private static long number(Map<String, Object> map, String key) {
        return ((Number) map.getOrDefault(key, -1)).longValue();
    }

    private static final Object NOTHING = new Object();

    private static Map<String, Object> parse(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            return object(value(parser, parser.nextToken()));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<Map<String, Object>> objects(Map<String, Object> map, String key) {
        return ((List<?>) map.getOrDefault(key, List.of())).stream().map(DashboardModelTest::object).toList();
    }

    private static Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    members.put(name, value(parser, parser.nextToken()));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    items.add(value(parser, next));
                }
                yield items;
            }
            case VALUE_NULL -> NOTHING;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> parser.getText();
        };
    }
}
