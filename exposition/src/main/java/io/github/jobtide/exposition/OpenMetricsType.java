package io.github.jobtide.exposition;

import io.github.jobtide.exposition.FamilyTable.Part;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The types of OpenMetrics, what each is among ours, and how the samples of one are named. */
@SuppressWarnings("ImmutableEnumChecker") // the maps are made by Map.of, which nobody can change
enum OpenMetricsType {
    COUNTER("counter", MetricType.COUNTER, "_total", Map.of("_total", Part.VALUE, "_created", Part.CREATED)),
    GAUGE("gauge", MetricType.GAUGE, "", Map.of("", Part.VALUE)),
    STATESET("stateset", MetricType.GAUGE, "", Map.of("", Part.VALUE)),
    INFO("info", MetricType.GAUGE, "_info", Map.of("_info", Part.VALUE)),
    SUMMARY("summary", MetricType.SUMMARY, "",
            Map.of("", Part.VALUE, "_count", Part.COUNT, "_sum", Part.SUM, "_created", Part.CREATED)),
    HISTOGRAM("histogram", MetricType.HISTOGRAM, "",
            Map.of("_bucket", Part.VALUE, "_count", Part.COUNT, "_sum", Part.SUM, "_created", Part.CREATED)),
    GAUGE_HISTOGRAM("gaugehistogram", MetricType.GAUGE_HISTOGRAM, "",
            Map.of("_bucket", Part.VALUE, "_gcount", Part.COUNT, "_gsum", Part.SUM)),
    UNKNOWN("unknown", MetricType.UNTYPED, "", Map.of("", Part.VALUE));

    private final String word;
    private final MetricType type;
    private final String ending;
    private final Map<String, Part> parts;

    OpenMetricsType(String word, MetricType type, String ending, Map<String, Part> parts) {
        this.word = word;
        this.type = type;
        this.ending = ending;
        this.parts = parts;
    }

    /** As a TYPE line has it, in lower case. */
    static Optional<OpenMetricsType> named(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    String word() {
        return word;
    }

    MetricType type() {
        return type;
    }

    /** What the family is called elsewhere: counters and infos by their samples. */
    String familyName(String name) {
        return name + ending;
    }

    /** What a sample holds whose name is the family's and that ending; empty if there is no such sample. */
    Optional<Part> part(String sampleEnding) {
        return Optional.ofNullable(parts.get(sampleEnding));
    }

    /** For a message: the endings that samples may have. */
    String endings() {
        return String.join(" or ", parts.keySet().stream().sorted().toList());
    }
}
