package io.github.jobtide.mixin.lint;

import io.github.jobtide.yaml.YamlNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/**
 * Reads the groups of a file of rules.
 *
 * @param indexes from the places of YAML to indexes of the source
 */
record RuleGroupsReader(Source source, IntUnaryOperator indexes, Reading reading) {
    private static final String SWITCH = "jobtide-lint: disable=";
    private static final Pattern ID = Pattern.compile("JT[0-9]{3}");
    private static final int MOST_COMMENTS = 20;

    void read(YamlNode groups) {
        list(groups, "groups").forEach(
                group -> group.value("rules").ifPresent(rules -> list(rules, "rules").forEach(this::rule)));
    }

    private List<YamlNode> list(YamlNode node, String key) {
        Optional<List<YamlNode>> items = node.items();
        if (items.isEmpty() && !ContentsReader.NOTHING.contains(node.text().orElse(""))) {
            reading.trouble(place(node), key + " is not a list", "write lines such as '- name: …'");
        }
        return items.orElse(List.of());
    }

    private void rule(YamlNode rule) {
        if (reading.isFull()) {
            return;
        }
        Optional<Text> alert = rule.value("alert").flatMap(this::text);
        Optional<Text> name = alert.or(() -> rule.value("record").flatMap(this::text));
        Optional<Text> expression = rule.value("expr").flatMap(this::text);
        if (name.isEmpty() || expression.isEmpty()) {
            reading.trouble(place(rule), "a rule without " + (name.isEmpty() ? "alert or record" : "expr"),
                    "each rule has a name, under alert or under record, and an expression under expr");
            return;
        }
        reading.item(alert.isPresent() ? Item.Kind.ALERT : Item.Kind.RECORD, name.get().text(), place(rule),
                expression.get(), annotations(rule), rule.value("labels").map(labels -> labels.values().keySet())
                        .orElse(Set.of()),
                switchedOff(indexes.applyAsInt(rule.start())), true);
    }

    private Map<String, Text> annotations(YamlNode rule) {
        Map<String, Text> texts = new HashMap<>();
        rule.value("annotations").map(YamlNode::values).orElse(Map.of())
                .forEach((key, node) -> text(node).ifPresent(text -> texts.put(key, text)));
        return texts;
    }

    private Place place(YamlNode node) {
        return source.place(indexes.applyAsInt(node.start()));
    }

    private Optional<Text> text(YamlNode node) {
        return node.text().filter(text -> !text.isEmpty())
                .map(text -> new Text(text, source, indexes.applyAsInt(node.start())));
    }

    /** By the comments in the lines above. */
    private Set<String> switchedOff(int index) {
        Set<String> off = new HashSet<>();
        String text = source.text();
        int end = text.lastIndexOf('\n', index - 1);
        for (int i = 0; i < MOST_COMMENTS && end > 0; i++) {
            int feed = text.lastIndexOf('\n', end - 1);
            String line = text.substring(feed + 1, end).strip();
            if (!line.startsWith("#")) {
                return off;
            }
            String comment = line.substring(1).strip();
            if (comment.startsWith(SWITCH)) {
                ids(comment.substring(SWITCH.length()), off);
            }
            end = feed;
        }
        return off;
    }

    private static void ids(String text, Set<String> off) {
        for (String id : text.strip().split("[, ]+")) {
            if (ID.matcher(id).matches()) {
                off.add(id);
            }
        }
    }
}
