package io.github.jobtide.mixin.lint;

import io.github.jobtide.lint.RuleCatalog;
import io.github.jobtide.lint.Severity;
import java.util.Set;

/** One thing that can be wrong with alerts, recorded series and queries of dashboards. One class each, listed in {@link Rules}. Immutable. */
abstract class Rule {
    private final RuleCatalog.Entry entry;

    /**
     * With what there is to say about it.
     *
     * @param id stable, such as JT803
     * @param severity of its findings, where it does not give another one
     * @param bad a file of rules in which it finds something
     * @param good the same file put right
     */
    Rule(String id, String title, Severity severity, String why, String bad, String good) {
        this.entry = new RuleCatalog.Entry(id, title, severity, why, Set.of(), bad, good, "");
    }

    final RuleCatalog.Entry entry() {
        return entry;
    }

    final Severity severity() {
        return entry.severity();
    }

    /** Looks at one item of a file. */
    abstract void look(Item item, Contents file, Report report);
}
