package io.github.jobtide.lint;

import java.util.Optional;

/**
 * What the comments before its first sample say of a family.
 *
 * @param name without the suffixes of histograms and summaries
 * @param words of the name
 * @param line of its first comment or sample, from 1
 * @param type empty without a TYPE line
 * @param help empty without a HELP line
 */
record Family(String name, NameWords words, int line, Optional<FamilyType> type, Optional<String> help) {
    static Family of(String name, int line, Optional<FamilyType> type, Optional<String> help) {
        return new Family(name, NameWords.of(name), line, type, help);
    }

    boolean is(FamilyType wanted) {
        return type.isPresent() && type.get() == wanted;
    }

    boolean isHistogram() {
        return type.isPresent() && type.get().isHistogram();
    }

    /** Whether its samples stand for themselves: no histogram and no summary. */
    boolean isPlain() {
        return !isHistogram() && !is(FamilyType.SUMMARY);
    }

    /** Whether its values may fall: a gauge, or what nobody says is anything else. */
    boolean isGauge() {
        return type.isEmpty() || is(FamilyType.GAUGE) || is(FamilyType.UNTYPED);
    }

    /** Whether it says in labels what something is, such as the version of a program. Such values do not grow in number. */
    boolean isInfo() {
        return is(FamilyType.INFO) || (name.endsWith("_info") && isPlain());
    }
}
