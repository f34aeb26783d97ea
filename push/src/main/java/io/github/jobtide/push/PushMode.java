package io.github.jobtide.push;

/** What a push does to what its group held before. */
public enum PushMode {
    /** Families of the same names give way, others stay. */
    REPLACE("POST", "replace"),
    /** All gives way. */
    REPLACE_ALL("PUT", "replace-all"),
    /** Counters and histograms add up, gauges of the same names give way, others stay. Only Jobtide's gateway can. */
    ADD("POST", "add");

    private final String method;
    private final String word;

    PushMode(String method, String word) {
        this.method = method;
        this.word = word;
    }

    String method() {
        return method;
    }

    /** As the spool writes it. */
    String word() {
        return word;
    }
}
