package io.github.jobtide.lint;

import java.util.Set;

/**
 * One thing that can be wrong with metrics, and how it is found. One class each, listed in {@link Rules}; its page in docs/lint is
 * made from its {@link Info}. Immutable: what is remembered of a family is in its {@link FamilyCheck}.
 */
abstract class Rule {
    private final Info info;

    Rule(Info info) {
        this.info = info;
    }

    final Info info() {
        return info;
    }

    /** Begins to look at a family. */
    abstract FamilyCheck check(Family family, Scope scope, Report report);

    /** Begins to look at a page as a whole, which most rules do not. */
    PageCheck page(Scope scope, Report report) {
        return PageCheck.NONE;
    }

    /**
     * What there is to say about a rule.
     *
     * @param id stable, such as JT202
     * @param title what it finds, a few words
     * @param severity of its findings, where it does not give another one
     * @param why what goes wrong, for people: some sentences
     * @param profiles in which it looks; in others it finds nothing
     * @param bad a page in which it finds something
     * @param good the same page put right
     * @param stored a page of the gateway that is pushed to by the job backup, for rules that compare with it; empty for others
     */
    record Info(String id, String title, Severity severity, String why, Set<Profile> profiles, String bad,
            String good, String stored) {
        Info {
            profiles = Set.copyOf(profiles);
        }

        Info(String id, String title, Severity severity, String why, Set<Profile> profiles, String bad, String good) {
            this(id, title, severity, why, profiles, bad, good, "");
        }
    }
}
