package io.github.jobtide.gateway;

import java.util.Locale;

/** What becomes of a push in which the linter finds something. */
public enum LintMode {
    /** Nobody looks. */
    OFF,
    /** It is stored, and told. */
    WARN,
    /** The same, but one with errors is refused. */
    ENFORCE;

    /** As it is written in flags. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
