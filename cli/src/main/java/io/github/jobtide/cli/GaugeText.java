package io.github.jobtide.cli;

import io.github.jobtide.exposition.MalformedBodyException;
import io.github.jobtide.exposition.Numbers;
import io.github.jobtide.exposition.ReaderLimits;
import io.github.jobtide.exposition.TextReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gauges as a command line has them, {@code NAME=VALUE} or {@code NAME{label="text"}=VALUE}, in the text format. */
final class GaugeText {
    private GaugeText() {}

    /** @throws IllegalArgumentException that says which is wrong, and how */
    static String of(List<String> gauges) {
        Map<String, StringBuilder> families = new LinkedHashMap<>();
        for (String gauge : gauges) {
            int sign = gauge.lastIndexOf('=');
            String series = sign < 1 ? "" : gauge.substring(0, sign).strip();
            if (series.isEmpty()) {
                throw wrong(gauge, "is not of the form NAME=VALUE");
            }
            int brace = series.indexOf('{');
            String name = brace < 0 ? series : series.substring(0, brace).strip();
            families.computeIfAbsent(name, key -> new StringBuilder("# TYPE " + key + " gauge\n")).append(series)
                    .append(' ').append(number(gauge, gauge.substring(sign + 1).strip())).append('\n');
        }
        StringBuilder text = new StringBuilder();
        families.values().forEach(text::append);
        check(text.toString());
        return text.toString();
    }

    private static String number(String gauge, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return Numbers.text(Numbers.read(bytes, 0, bytes.length));
        } catch (NumberFormatException e) {
            throw wrong(gauge, "has a value that is not a number");
        }
    }

    private static void check(String text) {
        try {
            TextReader.read(text.getBytes(StandardCharsets.UTF_8), ReaderLimits.DEFAULT);
        } catch (MalformedBodyException e) {
            throw new IllegalArgumentException("--metric cannot be written as a metric: " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException wrong(String gauge, String complaint) {
        return new IllegalArgumentException("--metric '%s' %s; write for example files_copied=42".formatted(gauge,
                complaint));
    }
}
