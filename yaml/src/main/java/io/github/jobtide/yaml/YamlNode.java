package io.github.jobtide.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A value in a YAML file whose form others decide: takes what is there, knows where it stands, and complains of nothing but what is no YAML. */
public final class YamlNode {
    private final Node node;

    private YamlNode(Node node) {
        this.node = node;
    }

    /**
     * The documents of a file that hold something.
     *
     * @param maxCharacters of a longer text there is a complaint
     * @throws MalformedYamlException if it cannot be read
     */
    public static List<YamlNode> documents(String text, int maxCharacters) {
        LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).setCodePointLimit(maxCharacters)
                .build();
        try {
            List<YamlNode> documents = new ArrayList<>();
            new Compose(settings).composeAllFromString(text).forEach(node -> documents.add(new YamlNode(node)));
            return documents;
        } catch (MarkedYamlEngineException e) {
            throw new MalformedYamlException(e.getProblemMark().map(Mark::getIndex).orElse(0), e);
        } catch (ReaderException e) {
            throw new MalformedYamlException(e.getPosition(), e);
        } catch (YamlEngineException e) {
            throw new MalformedYamlException(0, e);
        } catch (StackOverflowError e) {
            throw new MalformedYamlException(0, e);
        }
    }

    /** Where it begins, in code points from the beginning of the file. */
    public int start() {
        return node.getStartMark().map(Mark::getIndex).orElse(0);
    }

    /** The value of a key; empty if it is not there, or this is no mapping. */
    public Optional<YamlNode> value(String key) {
        return Optional.ofNullable(values().get(key));
    }

    /** Each key that is a word with its value, in the order of the file; none if this is no mapping. Of keys that are there twice the last one counts. */
    public Map<String, YamlNode> values() {
        Map<String, YamlNode> values = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(entry -> {
                if (entry.getKeyNode() instanceof ScalarNode key) {
                    values.put(key.getValue(), new YamlNode(entry.getValueNode()));
                }
            });
        }
        return values;
    }

    /** The items of a list; empty if this is none. */
    public Optional<List<YamlNode>> items() {
        return node instanceof SequenceNode sequence
                ? Optional.of(sequence.getValue().stream().map(YamlNode::new).toList())
                : Optional.empty();
    }

    /** A single value as text; empty if this is none. */
    public Optional<String> text() {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }
}
