package io.github.jobtide.lint;

import io.github.jobtide.exposition.MetricType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the TYPE line of a family says, and which names its samples have by that. */
@SuppressWarnings("ImmutableEnumChecker") // lists of List.of, which nobody can change
enum FamilyType {
    COUNTER("counter", MetricType.COUNTER, List.of(), List.of("_total", "_created")),
    GAUGE("gauge", MetricType.GAUGE, List.of(), List.of()),
    SUMMARY("summary", MetricType.SUMMARY, List.of("_sum", "_count"), List.of("_created")),
    HISTOGRAM("histogram", MetricType.HISTOGRAM, List.of("_bucket", "_sum", "_count"), List.of("_created")),
    GAUGE_HISTOGRAM("histogram", MetricType.GAUGE_HISTOGRAM, List.of("_bucket", "_sum", "_count"),
            List.of("_gsum", "_gcount", "_created")),
    UNTYPED("untyped", MetricType.UNTYPED, List.of(), List.of()),
    /** Only in OpenMetrics: what something is, in labels. */
    INFO("info", MetricType.GAUGE, List.of(), List.of("_info")),
    /** Only in OpenMetrics: for each of some states whether it is so. */
    STATE_SET("stateset", MetricType.GAUGE, List.of(), List.of());

    /** Everything that may stand behind a family's name in that of a sample. */
    static final List<String> SUFFIXES = List.of("_bucket", "_sum", "_count", "_gsum", "_gcount", "_created", "_total",
            "_info");
    /** Of the text format. Only the gateway takes them in capitals, too. */
    private static final Map<String, FamilyType> OF_TEXT = Map.of("counter", COUNTER, "gauge", GAUGE, "summary",
            SUMMARY, "histogram", HISTOGRAM, "untyped", UNTYPED, "gaugehistogram", GAUGE_HISTOGRAM, "gauge_histogram",
            GAUGE_HISTOGRAM);
    private static final Map<String, FamilyType> OF_OPENMETRICS = Map.of("counter", COUNTER, "gauge", GAUGE, "summary",
            SUMMARY, "histogram", HISTOGRAM, "unknown", UNTYPED, "gaugehistogram", GAUGE_HISTOGRAM, "info", INFO,
            "stateset", STATE_SET);

    private final String word;
    private final MetricType kept;
    private final List<String> suffixes;
    private final List<String> openMetricsSuffixes;

    /** @param openMetricsSuffixes which only OpenMetrics has, beside the others */
    FamilyType(String word, MetricType kept, List<String> suffixes, List<String> openMetricsSuffixes) {
        this.word = word;
        this.kept = kept;
        this.suffixes = suffixes;
        this.openMetricsSuffixes = openMetricsSuffixes;
    }

    /** Empty if there is none of that word. */
    static Optional<FamilyType> parse(String text, Profile profile) {
        return Optional.ofNullable(switch (profile) {
            case PUSH -> OF_TEXT.get(text.toLowerCase(Locale.ROOT));
            case SCRAPE -> OF_TEXT.get(text);
            case OPENMETRICS -> OF_OPENMETRICS.get(text.strip());
        });
    }

    /** As it stands in a sentence. */
    String word() {
        return word;
    }

    /** As what a gateway keeps it. */
    MetricType kept() {
        return kept;
    }

    boolean isHistogram() {
        return kept.isHistogram();
    }

    /** Whether a sample of that name, which is longer than the family's and begins with it, is one of the family's. */
    boolean has(String sample, int familyLength, boolean openMetrics) {
        return endsWithAny(sample, familyLength, suffixes)
                || (openMetrics && endsWithAny(sample, familyLength, openMetricsSuffixes));
    }

    private static boolean endsWithAny(String sample, int from, List<String> suffixes) {
        for (int i = 0; i < suffixes.size(); i++) {
            String suffix = suffixes.get(i);
            if (sample.length() == from + suffix.length() && sample.endsWith(suffix)) {
                return true;
            }
        }
        return false;
    }
}
