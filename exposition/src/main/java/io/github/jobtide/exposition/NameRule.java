package io.github.jobtide.exposition;

/** Which names of metrics and labels a reader of text takes. */
public enum NameRule {
    /** Those of the classic alphabet. */
    CLASSIC,
    /** Any text that is not empty, which has to be quoted where it is not of the classic alphabet. */
    UTF_8
}
