package io.github.jobtide.cli;

import io.github.jobtide.lint.RuleCatalog;
import io.github.jobtide.mixin.lint.RuleLint;
import java.util.List;
import java.util.stream.Stream;

/** All rules that {@code jobtide lint} knows: those for pages of metrics, and those for alerts and dashboards. */
final class LintCatalog {
    private static final List<RuleCatalog.Entry> ENTRIES = Stream
            .concat(RuleCatalog.entries().stream(), RuleLint.entries().stream()).toList();

    private LintCatalog() {}

    /** By id. */
    static List<RuleCatalog.Entry> entries() {
        return ENTRIES;
    }
}
