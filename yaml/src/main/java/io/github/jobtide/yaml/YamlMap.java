package io.github.jobtide.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** One mapping of a YAML file, of which every complaint names file and line, but never a value: values may be secret. */
public final class YamlMap {
    /** A longer file is none of these. */
    public static final int MAX_BYTES = 1024 * 1024;

    private static final Set<String> YES = Set.of("true", "yes", "on", "y");
    private static final Set<String> NO = Set.of("false", "no", "off", "n");

    private final String file;
    private final String name;
    private final Optional<Mark> start;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();

    private YamlMap(String file, String name, Optional<Mark> start) {
        this.file = file;
        this.name = name;
        this.start = start;
    }

    /** The mapping that a whole file is; one without keys if the file is empty. */
    public static YamlMap parse(String file, String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).setSchema(new CoreSchema())
                .setCodePointLimit(MAX_BYTES).build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            return of(file, "", root.orElse(null));
        } catch (MarkedYamlEngineException e) {
            throw new UnusableYamlException(place(file, e.getProblemMark()) + ": this is not YAML", e);
        } catch (YamlEngineException e) {
            throw new UnusableYamlException(file + " is not YAML", e);
        } catch (StackOverflowError e) {
            throw new UnusableYamlException(file + " is nested too deeply to be such a file");
        }
    }

    private static YamlMap of(String file, String name, @Nullable Node node) {
        var map = new YamlMap(file, name, node == null || name.isEmpty() ? Optional.empty() : node.getStartMark());
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(map::add);
        } else if (node != null && !isNull(node)) {
            throw new UnusableYamlException("%s: here must be a mapping, of lines such as 'key: value'".formatted(
                    place(file, node.getStartMark())));
        }
        return map;
    }

    private void add(NodeTuple entry) {
        Node key = entry.getKeyNode();
        if (!(key instanceof ScalarNode scalar)) {
            throw new UnusableYamlException("%s: a key must be a word".formatted(place(file, key.getStartMark())));
        }
        if (entries.put(scalar.getValue(), entry) != null) {
            throw new UnusableYamlException("%s: '%s' is given twice".formatted(place(file, key.getStartMark()),
                    scalar.getValue()));
        }
    }

    private static String place(String file, Optional<Mark> mark) {
        return file + mark.map(at -> ", line " + (at.getLine() + 1)).orElse("");
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    /** Refuses every key that is not one of these. */
    public YamlMap allowing(String... keys) {
        entries.forEach((key, entry) -> {
            if (!List.of(keys).contains(key)) {
                throw new UnusableYamlException("%s: there is no key '%s'%s; there are: %s".formatted(
                        place(file, entry.getKeyNode().getStartMark()), key, name.isEmpty() ? "" : " in " + name,
                        String.join(", ", keys)));
            }
        });
        return this;
    }

    /** Refuses keys without a value, which may have been meant to say something. */
    public YamlMap filled() {
        entries.forEach((key, entry) -> {
            Node value = entry.getValueNode();
            if (isNull(value) || (value instanceof ScalarNode scalar && scalar.getValue().isBlank())) {
                throw wrong(key, "has no value; give it one, or take the key out");
            }
        });
        return this;
    }

    /** An exception about that key's value; of a key that is not there, or of the empty one, about the mapping itself. */
    public UnusableYamlException wrong(String key, String complaint) {
        NodeTuple entry = entries.get(key);
        Optional<Mark> mark = entry == null ? start : entry.getKeyNode().getStartMark();
        return new UnusableYamlException("%s: %s: %s".formatted(place(file, mark), full(key), complaint));
    }

    private String full(String key) {
        return name.isEmpty() ? key : key.isEmpty() ? name : name + "." + key;
    }

    /** Without any key, or not there. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    public boolean has(String key) {
        return value(key) != null;
    }

    private @Nullable Node value(String key) {
        NodeTuple entry = entries.get(key);
        return entry == null || isNull(entry.getValueNode()) ? null : entry.getValueNode();
    }

    /** Without keys if it is not there. */
    public YamlMap map(String key) {
        return of(file, full(key), value(key));
    }

    /** In the order of the file. */
    public Set<String> keys() {
        return entries.keySet();
    }

    /** A list of mappings; empty if it is not there. */
    public List<YamlMap> maps(String key) {
        Node node = value(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong(key, "must be a list, of lines such as '- key: value'");
        }
        List<YamlMap> maps = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            maps.add(of(file, "%s[%d]".formatted(full(key), maps.size()), item));
        }
        return maps;
    }

    /** Every key with its text, in the order of the file. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        entries.keySet().forEach(key -> texts.put(key, text(key).orElse("")));
        return texts;
    }

    /** Empty if it is not there or says nothing. */
    public Optional<String> text(String key) {
        Node node = value(key);
        if (node == null) {
            return Optional.empty();
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw wrong(key, "must be one value");
        }
        return Optional.of(scalar.getValue()).filter(text -> !text.isEmpty());
    }

    public boolean flag(String key, boolean otherwise) {
        Optional<String> text = text(key).map(given -> given.toLowerCase(Locale.ROOT));
        if (text.isPresent() && !YES.contains(text.get()) && !NO.contains(text.get())) {
            throw wrong(key, "must be true or false");
        }
        return text.map(YES::contains).orElse(otherwise);
    }

    public List<String> list(String key) {
        Node node = value(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong(key, "must be a list, such as [a, b]");
        }
        List<String> texts = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            if (!(item instanceof ScalarNode scalar)) {
                throw wrong(key, "must be a list of single values");
            }
            texts.add(scalar.getValue());
        }
        return texts;
    }
}
