package io.github.jobtide.mixin;

import io.github.jobtide.yaml.UnusableYamlException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** One mapping of a YAML file as this module reads it: every complaint names file and line. */
final class YamlMap {
    private final io.github.jobtide.yaml.YamlMap map;

    private YamlMap(io.github.jobtide.yaml.YamlMap map) {
        this.map = map;
    }

    /** The mapping that a whole file is; one without keys if the file is empty. */
    static YamlMap parse(String file, String text) {
        return told(() -> new YamlMap(io.github.jobtide.yaml.YamlMap.parse(file, text)));
    }

    private static <T> T told(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (UnusableYamlException e) {
            throw new MixinException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Refuses every key that is not one of these, and those without a value. */
    YamlMap allowing(String... keys) {
        return told(() -> new YamlMap(map.allowing(keys).filled()));
    }

    /** An exception about that key; about the mapping itself if the key is not there. */
    MixinException wrong(String key, String complaint) {
        UnusableYamlException wrong = map.wrong(key, complaint);
        return new MixinException(String.valueOf(wrong.getMessage()), wrong);
    }

    boolean has(String key) {
        return map.has(key);
    }

    Optional<YamlMap> map(String key) {
        return map.has(key) ? Optional.of(told(() -> new YamlMap(map.map(key)))) : Optional.empty();
    }

    /** A list of mappings; empty if it is not there. */
    List<YamlMap> maps(String key) {
        return told(() -> map.maps(key).stream().map(YamlMap::new).toList());
    }

    /** A list of single values; empty if it is not there. */
    List<String> texts(String key) {
        return told(() -> map.list(key));
    }

    Optional<String> text(String key) {
        return told(() -> map.text(key));
    }

    String needed(String key) {
        return text(key).orElseThrow(() -> wrong(key, "is missing"));
    }

    boolean flag(String key) {
        return told(() -> map.flag(key, false));
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

    /** Every key of the mapping with its text, by name; empty if it is not there. */
    SortedMap<String, String> pairs(String key) {
        return told(() -> new TreeMap<>(map.map(key).texts()));
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
