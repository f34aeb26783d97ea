package io.github.jobtide.run;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.TextWriter;
import io.github.jobtide.jobs.JobFamily;
import io.github.jobtide.lint.Finding;
import io.github.jobtide.lint.LintMode;
import io.github.jobtide.lint.LintOptions;
import io.github.jobtide.lint.LintResult;
import io.github.jobtide.lint.Linter;
import io.github.jobtide.lint.PlainText;
import io.github.jobtide.lint.Profile;
import io.github.jobtide.lint.Severity;
import io.github.jobtide.push.Group;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Looks at what a job tells of itself by the rules of {@code jobtide lint}. Errors and warnings are told, remarks are not. */
final class OwnMetricsLint {
    private static final int MOST_TOLD = 10;
    /** About a group as a whole, which the wrapper makes. */
    private static final Set<String> OF_THE_GROUP = Set.of("JT703", "JT704");
    /** HELP and TYPE, which the wrapper adds to families of its vocabulary. */
    private static final Set<String> OF_THE_HEAD = Set.of("JT101", "JT102");

    private final LintMode mode;
    private final Group group;
    private final Trouble trouble;

    /** Takes what is found. */
    @FunctionalInterface
    interface Trouble {
        /**
         * A line about it.
         *
         * @param mark the same for the same thing in another run, whatever its values
         */
        void tell(String mark, String line);
    }

    OwnMetricsLint(LintMode mode, Group group, Trouble trouble) {
        this.mode = mode;
        this.group = group;
        this.trouble = trouble;
    }

    /** Tells what is wrong with the metrics file, and whether it may be pushed. */
    boolean passes(byte[] page) {
        return passes(page, "the metrics file", finding -> (finding.line() > 0 ? ", line " + finding.line() : "")
                + (finding.series().isEmpty() ? "" : ": " + finding.series()));
    }

    /** The same of a family of the option --metric. */
    boolean passes(MetricFamily given) {
        return passes(TextWriter.write(List.of(given)), "--metric " + given.name(), finding -> "");
    }

    /** A fault of the linter is no reason to leave metrics out, let alone a run's report. */
    private boolean passes(byte[] page, String place, Function<Finding, String> where) {
        if (mode == LintMode.OFF) {
            return true;
        }
        try {
            return tell(lint(page), place, where);
        } catch (RuntimeException | StackOverflowError e) {
            trouble.tell(place, place + " could not be looked at by --lint, and goes all the same: " + e);
            return true;
        }
    }

    private boolean tell(LintResult result, String place, Function<Finding, String> where) {
        int told = 0;
        for (Finding finding : result.findings()) {
            if (isTold(finding) && ++told <= MOST_TOLD) {
                String at = finding.rule() + ' ' + finding.severity().word() + " in " + place + where.apply(finding);
                trouble.tell(PlainText.clean(at), PlainText.clean(at + ": " + advice(finding)));
            }
        }
        if (told > MOST_TOLD) {
            trouble.tell("more in " + place,
                    (told - MOST_TOLD) + " findings more in " + place + "; 'jobtide lint' shows them all");
        }
        boolean refused = mode == LintMode.ENFORCE && result.has(Severity.ERROR);
        if (refused) {
            trouble.tell("left out " + place, place + " is left out, because it has errors and --lint is enforce");
        }
        return !refused;
    }

    private LintResult lint(byte[] page) {
        try {
            return Linter.of(new LintOptions(Profile.PUSH, group.key(), OF_THE_GROUP, Map.of(), false))
                    .lint(new ByteArrayInputStream(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Of bytes in memory there is none.
        }
    }

    private static boolean isTold(Finding finding) {
        return finding.severity().isAtLeast(Severity.WARNING)
                && !(OF_THE_HEAD.contains(finding.rule()) && JobFamily.isName(finding.series()));
    }

    private static String advice(Finding finding) {
        return finding.suggestion().isEmpty() ? finding.reason() : finding.reason() + "; " + finding.suggestion();
    }
}
