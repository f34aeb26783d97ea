package io.github.jobtide.cli;

import io.github.jobtide.lint.LintResult;

/** What came of one input of {@code jobtide lint}, by the name that it was given by. */
sealed interface LintedPage {
    String name();

    record Read(String name, LintResult result) implements LintedPage {}

    /** @param trouble why, in one line that names it */
    record Unreadable(String name, String trouble) implements LintedPage {}
}
