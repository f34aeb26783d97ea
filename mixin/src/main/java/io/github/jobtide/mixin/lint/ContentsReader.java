package io.github.jobtide.mixin.lint;

import io.github.jobtide.yaml.MalformedYamlException;
import io.github.jobtide.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Reads a file of rules or a dashboard, whichever it is: rules of Prometheus, resources of its operator, the JSON of Grafana, and ConfigMaps with
 * such files in them. One file, one thread.
 */
final class ContentsReader {
    /** A file in a ConfigMap in a list. */
    private static final int DEEPEST = 3;
    /** A file without anything, and one that says that there is nothing, is a file of no rules. */
    static final Set<String> NOTHING = Set.of("", "~", "null");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Reading reading = new Reading();

    static Contents read(String text, int maxCharacters) {
        ContentsReader reader = new ContentsReader();
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        if (plain.length() > maxCharacters) {
            reader.reading.trouble(Place.WHOLE, "the file is larger than " + maxCharacters
                    + " bytes, and is not looked at", "part it");
        } else if (!reader.read(new FileText(plain), 0)) {
            reader.reading.trouble(Place.WHOLE, "this is neither a file of rules nor a dashboard",
                    "rules stand under groups, or under spec.groups; a dashboard is the JSON of Grafana, with panels");
        }
        return reader.reading.contents();
    }

    /** @return whether it is such a file, if perhaps one that cannot be read */
    private boolean read(Source source, int depth) {
        return source.text().stripLeading().startsWith("{")
                ? new DashboardReader(source, reading).read() || yaml(source, depth)
                : yaml(source, depth);
    }

    private boolean yaml(Source source, int depth) {
        IntUnaryOperator indexes = CodePoints.indexes(source.text());
        try {
            List<YamlNode> documents = YamlNode.documents(source.text(), Math.max(1, source.text().length()));
            boolean isAny = documents.stream()
                    .allMatch(document -> document.text().filter(NOTHING::contains).isPresent());
            for (YamlNode document : documents) {
                isAny |= document(document, source, indexes, depth);
            }
            return isAny;
        } catch (MalformedYamlException e) {
            reading.trouble(source.place(indexes.applyAsInt(e.position())), "this is not YAML",
                    "look at the indentation and the quotes here and above");
            return true;
        }
    }

    private boolean document(YamlNode document, Source source, IntUnaryOperator indexes, int depth) {
        if (depth > DEEPEST || reading.isFull()) {
            return false;
        }
        YamlNode holder = document.value("spec").orElse(document);
        if (holder.value("groups").isPresent()) {
            new RuleGroupsReader(source, indexes, reading).read(holder.value("groups").get());
            return true;
        }
        boolean isAny = false;
        for (YamlNode resource : document.value("items").flatMap(YamlNode::items).orElse(List.of())) {
            isAny |= document(resource, source, indexes, depth + 1);
        }
        if (document.value("kind").flatMap(YamlNode::text).filter("ConfigMap"::equals).isPresent()) {
            isAny |= files(document.value("data").map(YamlNode::values).orElse(Map.of()), source, indexes, depth);
        }
        return isAny;
    }

    private boolean files(Map<String, YamlNode> files, Source source, IntUnaryOperator indexes, int depth) {
        boolean isAny = false;
        for (Map.Entry<String, YamlNode> file : files.entrySet()) {
            if (file.getKey().matches(".*\\.(json|ya?ml|rules)") && file.getValue().text().isPresent()) {
                isAny |= read(new Text(file.getValue().text().get(), source,
                        indexes.applyAsInt(file.getValue().start())), depth + 1);
            }
        }
        return isAny;
    }
}
