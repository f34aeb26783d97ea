package io.github.jobtide.lint;

import java.util.Map;
import java.util.Set;

/**
 * What to look for, and how bad it is.
 *
 * @param key labels that the URL sets, the job among them; empty if nobody said
 * @param disabled ids of rules that do not look
 * @param severities of some rules by their ids, in place of their own
 * @param utf8Names whether names beyond the classic alphabet are wanted
 */
public record LintOptions(Profile profile, Map<String, String> key, Set<String> disabled,
        Map<String, Severity> severities, boolean utf8Names) {
    public LintOptions {
        key = Map.copyOf(key);
        disabled = Set.copyOf(disabled);
        severities = Map.copyOf(severities);
    }

    /** All rules of a profile, as they are by themselves. */
    public static LintOptions of(Profile profile) {
        return new LintOptions(profile, Map.of(), Set.of(), Map.of(), false);
    }
}
