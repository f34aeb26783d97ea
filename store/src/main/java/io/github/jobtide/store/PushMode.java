package io.github.jobtide.store;

/** What a push does to the families of its group that it does not name. */
public enum PushMode {
    /** PUT: they go. */
    REPLACE,
    /** POST: they stay. */
    MERGE
}
