package io.github.jobtide.jobs;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.TextWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Families as text, without their headers. */
final class Shown {
    private Shown() {}

    static String samples(List<MetricFamily> families) {
        return page(families).lines().filter(line -> !line.startsWith("#")).map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    static String page(List<MetricFamily> families) {
        return new String(TextWriter.write(families), StandardCharsets.UTF_8);
    }
}
