package io.github.jobtide.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One sample line of a page, as a scraper understands it: a label with an empty value is none, and {@code le="1"} is {@code le="1.0"}.
 *
 * @param labels with the name as {@code __name__}
 */
record Sample(SortedMap<String, String> labels, double value) {
    private static final String QUOTED = "\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"";
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)?(?:\\{(.*)})? (\\S+)");
    /** A label, or the metric's name where that must be quoted. */
    private static final Pattern LABEL = Pattern
            .compile("(?:(?:([a-zA-Z_][a-zA-Z0-9_]*)|" + QUOTED + ")=)?" + QUOTED + "(?:,|$)");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    static Sample of(Map<String, String> labels, String value) {
        SortedMap<String, String> kept = new TreeMap<>(labels);
        kept.values().removeIf(String::isEmpty);
        for (String bound : List.of("le", "quantile")) {
            kept.computeIfPresent(bound, (_, text) -> String.valueOf(number(text)));
        }
        return new Sample(kept, number(value));
    }

    /** The samples of a page without its comments. */
    static List<Sample> all(List<String> lines) {
        List<Sample> samples = new ArrayList<>();
        lines.stream().filter(line -> !line.startsWith("#")).forEach(line -> samples.add(parse(line)));
        return samples;
    }

    static Sample parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a sample line: " + line);
        }
        Map<String, String> labels = new TreeMap<>();
        if (matcher.group(1) != null) {
            labels.put("__name__", matcher.group(1));
        }
        String inBraces = matcher.group(2) == null ? "" : matcher.group(2);
        Matcher label = LABEL.matcher(inBraces);
        int end = 0;
        while (label.find(end) && label.start() == end) {
            String quotedName = label.group(2) == null ? "__name__" : unescaped(label.group(2));
            labels.put(label.group(1) == null ? quotedName : label.group(1), unescaped(label.group(3)));
            end = label.end();
            if (end == inBraces.length()) {
                break;
            }
        }
        if (end != inBraces.length()) {
            throw new IllegalArgumentException("labels that do not parse: " + line);
        }
        return of(labels, matcher.group(3));
    }

    private static String unescaped(String value) {
        return ESCAPE.matcher(value)
                .replaceAll(escape -> Matcher.quoteReplacement(escape.group(1).equals("n") ? "\n" : escape.group(1)));
    }

    static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
