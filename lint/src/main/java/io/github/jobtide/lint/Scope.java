package io.github.jobtide.lint;

import java.util.Optional;
import java.util.function.Function;

/**
 * What is known beside the family at hand.
 *
 * @param families that the page has had by now, with samples, by name
 */
record Scope(LintOptions options, Function<String, Optional<Family>> families) {
    Profile profile() {
        return options.profile();
    }

    /** Whether something is known of a gateway. */
    @SuppressWarnings("ReferenceEquality") // that one, which knows nothing
    boolean isCompared() {
        return options.stored() != Stored.UNKNOWN;
    }

    /** Whether that label is set by the URL. */
    boolean isKey(String label) {
        return options.key().containsKey(label);
    }

    /** An earlier family of that name; empty if there is none, or if there were too many to know. */
    Optional<Family> earlier(String family) {
        return families.apply(family);
    }
}
