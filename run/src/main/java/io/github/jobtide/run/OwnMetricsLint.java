package io.github.jobtide.run;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.TextWriter;
import io.github.jobtide.jobs.JobFamily;
import io.github.jobtide.lint.Finding;
import io.github.jobtide.lint.LintMode;
import io.github.jobtide.lint.LintOptions;
import io.github.jobtide.lint.LintResult;
import io.github.jobtide.lint.Linter;
import io.github.jobtide.lint.Profile;
import io.github.jobtide.lint.Severity;
import io.github.jobtide.push.Group;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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
    private final Consumer<String> trouble;

    /** @param trouble takes what is found, a line each */
    OwnMetricsLint(LintMode mode, Group group, Consumer<String> trouble) {
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

    private boolean passes(byte[] page, String place, Function<Finding, String> where) {
        if (mode == LintMode.OFF) {
            return true;
        }
        LintResult result = lint(page);
        int told = 0;
        for (Finding finding : result.findings()) {
            if (isTold(finding) && ++told <= MOST_TOLD) {
                trouble.accept(line(finding, place + where.apply(finding)));
            }
        }
        if (told > MOST_TOLD) {
            trouble.accept((told - MOST_TOLD) + " findings more in " + place + "; 'jobtide lint' shows them all");
        }
        boolean refused = mode == LintMode.ENFORCE && result.has(Severity.ERROR);
        if (refused) {
            trouble.accept(place + " is left out, because it has errors and --lint is enforce");
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

    private static String line(Finding finding, String place) {
        String suggestion = finding.suggestion().isEmpty() ? "" : "; " + finding.suggestion();
        String told = finding.rule() + ' ' + finding.severity().word() + " in " + place + ": " + finding.reason()
                + suggestion;
        return told.replaceAll("\\p{Cntrl}", "?");
    }
}
