package io.github.jobtide.mixin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One panel of a dashboard.
 *
 * @param queries of a table one a column
 * @param steps from which value on which colour holds, each {@code VALUE COLOUR}
 * @param states the words for 0, 1 and 2, if it shows those
 * @param lines how its lines look beyond what is usual
 */
record Panel(String title, PanelKind kind, int width, int height, String about, List<Query> queries, String unit,
        List<String> steps, States states, Map<String, Object> lines, Map<String, String> renames,
        Optional<Link> link) {
    private static final int COLUMNS = 24;

    /** What a panel asks; {@code name} is the column that a table makes of it. */
    record Query(String expression, String series, String step, String name, String unit, States states,
            boolean hidden) {}

    /** A column that leads to another dashboard. */
    record Link(String column, String title, String dashboard, String variable) {}

    /** What the values 0, 1 and 2 mean. */
    enum States {
        NONE, RUN("failed", "succeeded", "running"), UP("down", "up");

        private static final List<String> COLOURS = List.of("red", "green", "blue");

        @SuppressWarnings("ImmutableEnumChecker") // a list that cannot be changed
        private final List<String> words;

        States(String... words) {
            this.words = List.of(words);
        }

        List<Object> mappings() {
            Map<String, Object> options = new LinkedHashMap<>();
            for (int i = 0; i < words.size(); i++) {
                options.put(String.valueOf(i), Entries.of("text", words.get(i), "color", COLOURS.get(i), "index", i));
            }
            return List.of(Entries.of("type", "value", "options", options));
        }
    }

    static Panel of(YamlMap map) {
        map.allowing("title", "kind", "size", "about", "expr", "series", "queries", "columns", "unit", "colours",
                "states", "step", "range", "stacked", "named", "rename", "link");
        String[] size = map.needed("size").split("x");
        Map<String, Object> lines = new LinkedHashMap<>();
        if (map.flag("stacked")) {
            lines.put("stacking", Entries.of("mode", "normal", "group", "A"));
        }
        if (!map.texts("range").isEmpty()) {
            lines.put("axisSoftMax", Integer.valueOf(map.texts("range").get(1)));
        }
        List<Query> queries = new ArrayList<>();
        if (map.has("expr")) {
            queries.add(query(map));
        }
        map.maps("queries").forEach(each -> queries.add(query(each)));
        map.maps("columns").forEach(each -> queries.add(query(each)));
        return new Panel(map.needed("title"), PanelKind.valueOf(map.needed("kind").toUpperCase(Locale.ROOT)),
                Integer.parseInt(size[0]), Integer.parseInt(size[1]), map.text("about").orElse(""), queries,
                map.text("unit").orElse(""), map.texts("colours"), states(map), lines, map.pairs("rename"),
                map.map("link").map(link -> new Link(link.needed("column"), link.needed("title"),
                        link.needed("dashboard"), link.needed("variable"))));
    }

    private static States states(YamlMap map) {
        return map.text("states").map(word -> States.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(States.NONE);
    }

    private static Query query(YamlMap map) {
        return new Query(map.needed("expr"), map.text("series").orElse(""), map.text("step").orElse(""),
                map.text("name").orElse(""), map.text("unit").orElse(""), states(map), map.flag("hidden"));
    }

    /** Puts panels side by side, as long as there is room, and below each other then. */
    static List<Object> laidOut(List<Panel> panels, Settings settings) {
        List<Object> placed = new ArrayList<>();
        int x = 0;
        int y = 0;
        int height = 0;
        for (Panel panel : panels) {
            if (x + panel.width > COLUMNS) {
                x = 0;
                y += height;
                height = 0;
            }
            placed.add(panel.json(placed.size() + 1, x, y, settings));
            x += panel.width;
            height = Math.max(height, panel.height);
        }
        return placed;
    }

    private Map<String, Object> json(int id, int x, int y, Settings settings) {
        Map<String, Object> json = Entries.of("id", id, "type", kind.type(), "title", title);
        if (!about.isEmpty()) {
            json.put("description", about);
        }
        json.put("datasource", Dashboard.DATA_SOURCE);
        json.put("gridPos", Entries.of("h", height, "w", width, "x", x, "y", y));
        json.put("fieldConfig", Entries.of("defaults", defaults(), "overrides", overrides()));
        json.put("options", options());
        json.put("targets", targets(settings));
        if (kind == PanelKind.TABLE) {
            json.put("transformations", transformations());
        }
        return json;
    }

    private Map<String, Object> options() {
        Map<String, Object> options = kind.options();
        if (kind == PanelKind.STAT && !queries.getFirst().series().isEmpty()) {
            options.put("textMode", "name");
        }
        return options;
    }

    private Map<String, Object> defaults() {
        Map<String, Object> defaults = new LinkedHashMap<>();
        if (!unit.isEmpty()) {
            defaults.put("unit", unit);
        }
        if (!steps.isEmpty()) {
            defaults.put("color", Entries.of("mode", "thresholds"));
            defaults.put("thresholds",
                    Entries.of("mode", "absolute", "steps", steps.stream().map(Panel::step).toList()));
        }
        if (states != States.NONE) {
            defaults.put("mappings", states.mappings());
        }
        Map<String, Object> look = new LinkedHashMap<>(kind.look());
        look.putAll(lines);
        if (!look.isEmpty()) {
            defaults.put("custom", look);
        }
        return defaults;
    }

    private static Map<String, Object> step(String text) {
        String[] words = text.split(" ");
        Optional<BigDecimal> value = words[0].equals("base") ? Optional.empty() : Optional.of(new BigDecimal(words[0]));
        return Entries.of("value", value, "color", words[1]);
    }

    private List<Object> overrides() {
        List<Object> overrides = new ArrayList<>();
        for (Query query : queries) {
            List<Object> properties = new ArrayList<>();
            if (!query.unit().isEmpty()) {
                properties.add(Entries.of("id", "unit", "value", query.unit()));
            }
            if (query.states() != States.NONE && kind == PanelKind.TABLE) {
                properties.add(Entries.of("id", "mappings", "value", query.states().mappings()));
                properties.add(Entries.of("id", "custom.cellOptions", "value",
                        Entries.of("type", "color-background", "mode", "basic")));
            }
            if (!properties.isEmpty() && !query.name().isEmpty()) {
                overrides.add(override(query.name(), properties));
            }
        }
        link.ifPresent(to -> overrides.add(override(renames.getOrDefault(to.column(), to.column()),
                List.of(Entries.of("id", "links", "value", List.of(Entries.of("title", to.title(), "url",
                        "/d/" + to.dashboard() + "?var-" + to.variable() + "=${__value.raw:percentencode}"
                                + "&${datasource:queryparam}&${__url_time_range}")))))));
        return overrides;
    }

    private static Map<String, Object> override(String column, List<Object> properties) {
        return Entries.of("matcher", Entries.of("id", "byName", "options", column), "properties", properties);
    }

    private List<Object> targets(Settings settings) {
        List<Object> targets = new ArrayList<>();
        for (Query query : queries) {
            Map<String, Object> target = Entries.of("refId", refId(targets.size()), "datasource",
                    Dashboard.DATA_SOURCE, "expr", Dashboard.fill(query.expression(), settings), "editorMode", "code",
                    "format", kind == PanelKind.TABLE ? "table" : kind == PanelKind.HEATMAP ? "heatmap" : "time_series",
                    "instant", kind.isInstant(), "range", !kind.isInstant());
            if (kind == PanelKind.HEATMAP) {
                target.put("legendFormat", "{{le}}");
            } else if (!query.series().isEmpty()) {
                target.put("legendFormat", query.series());
            }
            if (!query.step().isEmpty()) {
                target.put("interval", settings.times().duration(query.step()));
            }
            targets.add(target);
        }
        return targets;
    }

    private static String refId(int index) {
        return String.valueOf((char) ('A' + index));
    }

    /** Columns of all queries in one row for each group, with names that people read. */
    private List<Object> transformations() {
        Map<String, Object> without = Entries.of("Time", true);
        Map<String, Object> names = new LinkedHashMap<>(renames);
        for (int i = 0; i < queries.size(); i++) {
            String value = queries.size() == 1 ? "Value" : "Value #" + refId(i);
            if (queries.get(i).hidden()) {
                without.put(value, true);
            } else {
                names.put(value, queries.get(i).name());
            }
        }
        return List.of(Entries.of("id", "merge", "options", Map.of()), Entries.of("id", "organize", "options",
                Entries.of("excludeByName", without, "indexByName", Map.of(), "renameByName", names)));
    }
}
