package io.github.jobtide.mixin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
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

/** One mapping of a YAML file that knows its place: every complaint names file and line. */
final class YamlMap {
    private static final int MAX_BYTES = 16 << 20;

    private final String file;
    private final Optional<Mark> start;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();

    private YamlMap(String file, Optional<Mark> start) {
        this.file = file;
        this.start = start;
    }

    /** The mapping that a whole file is; one without keys if the file is empty. */
    static YamlMap parse(String file, String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).setCodePointLimit(MAX_BYTES).build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.filter(node -> !isNothing(node)).map(node -> of(file, node))
                    .orElseGet(() -> new YamlMap(file, Optional.empty()));
        } catch (MarkedYamlEngineException e) {
            throw new MixinException(place(file, e.getProblemMark()) + ": this is not YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new MixinException(file + " is not YAML: " + e.getMessage(), e);
        }
    }

    private static YamlMap of(String file, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            throw new MixinException(
                    place(file, node.getStartMark()) + ": here must be a mapping, of lines such as 'key: value'");
        }
        var map = new YamlMap(file, node.getStartMark());
        mapping.getValue().forEach(map::add);
        return map;
    }

    private void add(NodeTuple entry) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            throw new MixinException(place(file, entry.getKeyNode().getStartMark()) + ": a key must be a word");
        }
        if (entries.put(key.getValue(), entry) != null) {
            throw new MixinException(place(file, key.getStartMark()) + ": '" + key.getValue() + "' is given twice");
        }
    }

    private static String place(String file, Optional<Mark> mark) {
        return file + mark.map(at -> ", line " + (at.getLine() + 1)).orElse("");
    }

    private static boolean isNothing(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    /** Refuses every key that is not one of these, and those without a value, which may have been meant to say something. */
    YamlMap allowing(String... keys) {
        entries.forEach((key, entry) -> {
            if (!List.of(keys).contains(key)) {
                throw wrong(key, "there is no such key here; there are: " + String.join(", ", keys));
            }
            if (isNothing(entry.getValueNode())) {
                throw wrong(key, "has no value; give it one, or take the key out");
            }
        });
        return this;
    }

    /** An exception about that key; about the mapping itself if the key is not there. */
    MixinException wrong(String key, String complaint) {
        NodeTuple entry = entries.get(key);
        return new MixinException(place(file, entry == null ? start : entry.getKeyNode().getStartMark()) + ": "
                + (key.isEmpty() ? "" : key + ": ") + complaint);
    }

    private Optional<Node> value(String key) {
        return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode).filter(node -> !isNothing(node));
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    Optional<YamlMap> map(String key) {
        return value(key).map(node -> of(file, node));
    }

    /** A list of mappings; empty if it is not there. */
    List<YamlMap> maps(String key) {
        return items(key).stream().map(node -> of(file, node)).toList();
    }

    /** A list of single values; empty if it is not there. */
    List<String> texts(String key) {
        return items(key).stream().map(node -> scalar(key, node)).toList();
    }

    private List<Node> items(String key) {
        Optional<Node> node = value(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof SequenceNode sequence)) {
            throw wrong(key, "must be a list");
        }
        return new ArrayList<>(sequence.getValue());
    }

    private String scalar(String key, Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw wrong(key, "must be one value");
        }
        return scalar.getValue();
    }

    Optional<String> text(String key) {
        return value(key).map(node -> scalar(key, node)).filter(text -> !text.isEmpty());
    }

    String needed(String key) {
        return text(key).orElseThrow(() -> wrong(key, "is missing"));
    }

    boolean flag(String key) {
        return text(key).map(text -> switch (text) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw wrong(key, "must be true or false");
        }).orElse(false);
    }

    Optional<BigDecimal> number(String key) {
        return text(key).map(text -> {
            try {
                return new BigDecimal(text.replace("_", ""));
            } catch (NumberFormatException e) {
                throw wrong(key, "'" + text + "' is not a number");
            }
        });
    }

    /** Every key with its text, by name; empty if that mapping is not there. */
    SortedMap<String, String> pairs(String key) {
        SortedMap<String, String> pairs = new TreeMap<>();
        map(key).ifPresent(map -> map.entries.forEach(
                (name, entry) -> pairs.put(name, map.scalar(name, entry.getValueNode()))));
        return pairs;
    }

    /** What {@code reader} makes of the text of that key; its complaints get their place. */
    <T> Optional<T> read(String key, Function<String, T> reader) {
        return text(key).map(text -> {
            try {
                return reader.apply(text);
            } catch (MixinException e) {
                throw e;
            } catch (RuntimeException e) {
                throw wrong(key, String.valueOf(e.getMessage()));
            }
        });
    }
}
