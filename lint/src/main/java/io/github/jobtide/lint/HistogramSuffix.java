package io.github.jobtide.lint;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** JT207: a metric of its own whose name ends like a part of a histogram. */
final class HistogramSuffix extends Rule {
    private static final List<String> OF_PARTS = List.of("_count", "_sum", "_bucket");
    private static final List<String> SUFFIXES = List.of("_count", "_sum", "_bucket", "_created");

    HistogramSuffix() {
        super(new Info("JT207", "a name that ends like a part of a histogram", Severity.WARNING,
                "Histograms and summaries have series that end in _count, _sum, _bucket and _created. "
                        + "A metric of its own under such a name is taken for one of them, and clashes as soon as there is a histogram of that name.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_errors_count Errors of the latest backup.
                        # TYPE backup_errors_count gauge
                        backup_errors_count 3
                        """, """
                        # HELP backup_last_run_errors Errors of the latest backup.
                        # TYPE backup_last_run_errors gauge
                        backup_last_run_errors 3
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (family.isPlain()) {
            for (String suffix : SUFFIXES) {
                if (family.name().endsWith(suffix)) {
                    plain(family, suffix, scope, report);
                }
            }
        } else {
            for (String suffix : OF_PARTS) {
                Optional<Family> other = scope.earlier(family.name() + suffix);
                if (other.isPresent() && other.get().isPlain()) {
                    report.add(Severity.ERROR, family.line(), 0, family.name(),
                            "the name of " + other.get().name() + " on line " + other.get().line()
                                    + " is that of a part of this family",
                            "give that metric another name: " + suggestion(other.get(), family.name(), suffix));
                }
            }
        }
        return FamilyCheck.NONE;
    }

    private static void plain(Family family, String suffix, Scope scope, Report report) {
        String base = family.name().substring(0, family.name().length() - suffix.length());
        boolean clashes = OF_PARTS.contains(suffix)
                && scope.earlier(base).filter(other -> !other.isPlain()).isPresent();
        report.add(clashes ? Severity.ERROR : Severity.WARNING, family.line(), 0, family.name(),
                clashes
                        ? "the name is that of a part of " + base + ", which stands on the same page"
                        : "the name ends in " + suffix + " like a part of a histogram",
                suggestion(family, base, suffix));
    }

    private static String suggestion(Family family, String base, String suffix) {
        String rename = switch (suffix) {
            case "_created" -> base.replaceFirst("_(seconds|bytes)$", "")
                    + "_creation_timestamp_seconds; client libraries can leave the series of that name out";
            case "_bucket" -> "another ending";
            case "_count" -> withAnotherWord(plural(base));
            default -> withAnotherWord(base);
        };
        return family.type().isPresent()
                ? rename
                : rename + "; or '# TYPE " + base + " histogram' above it if it is part of one";
    }

    private static String withAnotherWord(String name) {
        return NameWords.of(name).size() < 2 ? name + " with a word more that says whose it is" : name;
    }

    private static String plural(String name) {
        if (name.endsWith("s")) {
            return name;
        }
        return name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
    }
}
