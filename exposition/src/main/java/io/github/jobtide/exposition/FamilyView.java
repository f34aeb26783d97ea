package io.github.jobtide.exposition;

/** What a writer needs of a family. Its metrics can be gone through any number of times, and need not be in memory all at once. */
public interface FamilyView {
    String name();

    MetricType type();

    /** Without escapes; empty if there is none. */
    String help();

    Iterable<Metric> metrics();
}
