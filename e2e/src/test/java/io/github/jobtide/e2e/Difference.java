package io.github.jobtide.e2e;

import java.util.Arrays;
import java.util.Locale;

/** Every way in which Jobtide is meant to answer differently from Pushgateway 1.11.2, and why. What is not here is a fault. */
enum Difference {
    HEAD_LIKE_GET("probes and proxies ask with HEAD; answering 405 helps nobody"),
    DEFECT_FIXED(
            "a push that would break scrapes or other pushes is a 400 at once (docs/migrating.md, D1 to D10 and D17)"),
    CLASSIC_NAMES(
            "names that Pushgateway lets in by protobuf without its UTF-8 flag, and then writes broken or twice, are a 400"),
    DUPLICATE_LINES("two buckets with one bound, or two values of one quantile, would be one series twice on the page"),
    INVALID_UTF8("strings that are not UTF-8 are refused when they are read"),
    UNPACKED_FIRST(
            "a packed body is unpacked whole before it is read, so a break in it is told instead of a fault in front of the break"),
    GAUGE_HISTOGRAM(
            "a gauge histogram is checked, and shown by the API, like any histogram; Pushgateway checks nothing of it and shows the value 0"),
    OWN_FAILURE_TIME("push_failure_time_seconds says what happened here, so a pushed one is ignored"),
    STILL_CHECKED(
            "without the consistency check a push is answered at once, but what would break the scrape is still dropped"),
    OPEN_METRICS("a body that says it is OpenMetrics, and is, is read as that"),
    PAGE_ORDER("within a family, groups stand together: by label count, then key"),
    CONSISTENCY_DETAIL(
            "of a consistency error only the first sentence is the same; the rest names every problem in a fixed order"),
    RUNS_STAY("a program's PUT leaves what its wrapper tells of the job's runs"),
    OTHER_SITES("what a web page of another site makes a browser send changes nothing"),
    NO_GO_RUNTIME("there is no Go runtime to report or profile, so no go_* and no /debug/pprof");

    private final String reason;

    Difference(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** @param name as written in vector files, for example {@code head-like-get} */
    static Difference named(String name) {
        return Arrays.stream(values()).filter(difference -> difference.toString().equals(name)).findFirst().orElseThrow(
                () -> new IllegalArgumentException(
                        "no wanted difference '" + name + "'; there are " + Arrays.toString(values())));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
