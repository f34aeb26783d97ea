package io.github.jobtide.mixin.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the queries of a dashboard of Grafana: those of panels, of rows of panels, and of rows as they once were. */
record DashboardReader(Source source, Reading reading) {
    private static final int DEEPEST = 8;
    /** What a panel of several sources names. */
    private static final Set<String> PERHAPS_PROMETHEUS = Set.of("prometheus", "datasource");

    /** @return whether it is one, if perhaps one that cannot be read */
    boolean read() {
        JsonNode document;
        try {
            document = JsonNode.read(source);
        } catch (JsonProcessingException e) {
            long offset = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
            reading.trouble(source.place(Math.clamp(offset, 0, source.text().length())), "this is not JSON",
                    "look at the quotes and commas here and before");
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail to be read", e);
        }
        JsonNode dashboard = document.member("dashboard") instanceof JsonNode.Members inner ? inner : document;
        if (!(dashboard.member("panels") instanceof JsonNode.Items)
                && !(dashboard.member("rows") instanceof JsonNode.Items)) {
            return false;
        }
        panels(dashboard, 0);
        return true;
    }

    private void panels(JsonNode holder, int depth) {
        for (JsonNode row : holder.member("rows").items()) {
            panels(row, depth + 1);
        }
        for (JsonNode panel : holder.member("panels").items()) {
            panel.member("targets").items().forEach(target -> query(panel, target));
            if (depth < DEEPEST) {
                panels(panel, depth + 1);
            }
        }
    }

    private void query(JsonNode panel, JsonNode target) {
        Optional<Text> expression = target.member("expr").text().filter(text -> !text.text().isBlank());
        String database = database(target).or(() -> database(panel)).orElse("");
        if (expression.isEmpty() || !(database.isEmpty() || PERHAPS_PROMETHEUS.contains(database))) {
            return;
        }
        reading.item(Item.Kind.PANEL, panel.member("title").text().map(title -> "'" + title.text() + "'").orElse(""),
                expression.get().place(), expression.get(), Map.of(), Set.of(), Set.of(),
                database.equals("prometheus"));
    }

    private static Optional<String> database(JsonNode holder) {
        return holder.member("datasource").member("type").text().map(Text::text);
    }
}
