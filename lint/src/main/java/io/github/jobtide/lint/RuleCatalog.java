package io.github.jobtide.lint;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What there is to say about each rule, for whoever chooses among them or shows what they found. */
public final class RuleCatalog {
    private static final List<Entry> ENTRIES = Stream
            .concat(PageRules.INFOS.stream(), Rules.ALL.stream().map(Rule::info))
            .map(info -> new Entry(info.id(), info.title(), info.severity(), info.why(),
                    info.profiles(), info.bad(), info.good(), info.stored()))
            .sorted(Comparator.comparing(Entry::id)).toList();

    private RuleCatalog() {}

    /** All rules, by id. */
    public static List<Entry> entries() {
        return ENTRIES;
    }

    /**
     * One rule.
     *
     * @param id stable, such as JT202
     * @param title what it finds, a few words
     * @param severity of most of its findings, where nothing more is said
     * @param why what goes wrong, for people: some sentences
     * @param profiles in which it looks; none for a rule that does not look at pages of metrics
     * @param bad an input in which it finds something
     * @param good the same put right
     * @param stored what the gateway has meanwhile, if the rule compares with that; empty for most
     */
    public record Entry(String id, String title, Severity severity, String why, Set<Profile> profiles, String bad,
            String good, String stored) {
        public Entry {
            profiles = Set.copyOf(profiles);
        }
    }
}
