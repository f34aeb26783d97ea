package io.github.jobtide.mixin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes YAML that people read and compare: one entry a line, texts of several lines as they are, nothing wrapped.
 *
 * <p>It writes maps, lists, {@link Flow}, texts, numbers and truth values, in their order.
 */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./:+-]*( [A-Za-z0-9_./+-]+)*");
    private static final Pattern WORD_WITH_MEANING = Pattern
            .compile("(?i)true|false|yes|no|on|off|y|n|null|.*:|\\.nan|\\.inf");
    private static final Pattern QUANTITY = Pattern.compile("(\\d+(ms|[smhd]))+|\\d+MB");

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    /** A map that stands on one line. */
    record Flow(Map<String, ?> entries) {}

    static String write(Map<String, ?> document) {
        var writer = new YamlText();
        writer.map(document, "");
        return writer.out.toString();
    }

    private void map(Map<String, ?> map, String indent) {
        map.forEach((key, value) -> {
            out.append(indent).append(scalar(key)).append(':');
            value(value, indent);
        });
    }

    private void value(Object value, String indent) {
        switch (value) {
            case Map<?, ?> map when map.isEmpty() -> out.append(" {}\n");
            case Map<?, ?> map -> {
                out.append('\n');
                map(keyed(map), indent + "  ");
            }
            case List<?> list when list.isEmpty() -> out.append(" []\n");
            case List<?> list -> {
                out.append('\n');
                list.forEach(item -> item(item, indent + "  "));
            }
            case String text when text.contains("\n") -> block(text, indent + "  ");
            default -> out.append(' ').append(line(value)).append('\n');
        }
    }

    private void item(Object item, String indent) {
        if (item instanceof Map<?, ?> map && !map.isEmpty()) {
            int start = out.length();
            map(keyed(map), indent + "  ");
            out.replace(start, start + indent.length() + 2, indent + "- ");
            return;
        }
        out.append(indent).append('-');
        value(item, indent);
    }

    /** A text of several lines, without an end of line at its end. */
    private void block(String text, String indent) {
        out.append(text.startsWith(" ") ? " |2-\n" : " |-\n");
        text.lines().forEach(line -> out.append(line.isEmpty() ? "" : indent).append(line).append('\n'));
    }

    private static Map<String, Object> keyed(Map<?, ?> map) {
        Map<String, Object> keyed = new LinkedHashMap<>();
        map.forEach((key, value) -> keyed.put(String.valueOf(key), value));
        return keyed;
    }

    private static String line(Object value) {
        return switch (value) {
            case Flow(Map<String, ?> entries) -> entries.entrySet().stream()
                    .map(entry -> scalar(entry.getKey()) + ": " + line(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list -> list.stream().map(YamlText::line).collect(Collectors.joining(", ", "[", "]"));
            case String text -> scalar(text);
            default -> value.toString();
        };
    }

    /** Plain where nobody can take it for anything else. */
    static String scalar(String text) {
        if (!text.contains(": ") && (QUANTITY.matcher(text).matches()
                || (PLAIN.matcher(text).matches() && !WORD_WITH_MEANING.matcher(text).matches()))) {
            return text;
        }
        if (text.chars().anyMatch(letter -> letter < ' ' || letter == 0x7f)) {
            return doubleQuoted(text);
        }
        return "'" + text.replace("'", "''") + "'";
    }

    private static String doubleQuoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(letter -> {
            switch (letter) {
                case '"', '\\' -> quoted.append('\\').append((char) letter);
                case '\n' -> quoted.append("\\n");
                default -> {
                    if (letter < ' ' || letter == 0x7f) {
                        quoted.append("\\x%02x".formatted(letter));
                    } else {
                        quoted.append((char) letter);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
