package io.github.jobtide.store;

/** What a push does to the families of its group. */
public enum PushMode {
    /** PUT: those that it does not name go. */
    REPLACE,
    /** POST: they stay. */
    MERGE,
    /** They stay, and counters and histograms that it names are added to what is there. */
    ADD;

    /** Whether what it names is added to what is there, so that both must be numbers that can be added. */
    public boolean adds() {
        return this == ADD;
    }
}
