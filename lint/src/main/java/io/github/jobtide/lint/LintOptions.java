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
 * @param stored what the gateway that is pushed to holds
 * @param mostSeries of a group, by the limit of the gateway that is pushed to; 0 if that is not known
 * @param mostFindings of each severity that are kept; all are counted
 */
public record LintOptions(Profile profile, Map<String, String> key, Set<String> disabled,
        Map<String, Severity> severities, boolean utf8Names, Stored stored, long mostSeries,
        int mostFindings) {
    /** More than anybody reads. */
    static final int MOST_FINDINGS = 5_000;

    public LintOptions {
        key = Map.copyOf(key);
        disabled = Set.copyOf(disabled);
        severities = Map.copyOf(severities);
    }

    /** Without a gateway to compare with. */
    public LintOptions(Profile profile, Map<String, String> key, Set<String> disabled,
            Map<String, Severity> severities, boolean utf8Names) {
        this(profile, key, disabled, severities, utf8Names, Stored.UNKNOWN, 0, MOST_FINDINGS);
    }

    /** All rules of a profile, as they are by themselves. */
    public static LintOptions of(Profile profile) {
        return new LintOptions(profile, Map.of(), Set.of(), Map.of(), false);
    }

    /** The same for a push to that key. */
    public LintOptions withKey(Map<String, String> labels) {
        return new LintOptions(profile, labels, disabled, severities, utf8Names, stored, mostSeries, mostFindings);
    }

    /** The same for a push to a gateway of which that is known. */
    public LintOptions against(Stored known, long limit) {
        return new LintOptions(profile, key, disabled, severities, utf8Names, known, limit, mostFindings);
    }

    /** The same for somebody who is told of so many. */
    public LintOptions telling(int most) {
        return new LintOptions(profile, key, disabled, severities, utf8Names, stored, mostSeries, most);
    }
}
