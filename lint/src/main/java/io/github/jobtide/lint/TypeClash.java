package io.github.jobtide.lint;

import io.github.jobtide.exposition.MetricType;
import java.util.EnumSet;
import java.util.Optional;

/** JT010: a family that other groups have on the gateway under another type. */
final class TypeClash extends Rule {
    TypeClash() {
        super(new Info("JT010", "another type than on the gateway", Severity.ERROR,
                "A family has one type for all groups of a gateway. A push that brings another one is refused, also one without a TYPE line where the "
                        + "others have one. Whoever pushed first has decided, until every group that has the family is changed or deleted.",
                EnumSet.of(Profile.PUSH), """
                        # HELP backup_files_total Files that were backed up.
                        # TYPE backup_files_total gauge
                        backup_files_total 12
                        """, """
                        # HELP backup_files_total Files that were backed up.
                        # TYPE backup_files_total counter
                        backup_files_total 12
                        """, """
                        # TYPE backup_files_total counter
                        backup_files_total{instance="",job="archive"} 31
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        Optional<MetricType> stored = scope.options().stored().type(family.name());
        MetricType own = family.type().map(FamilyType::kept).orElse(MetricType.UNTYPED);
        if (stored.isPresent() && !stored.get().word().equals(own.word())) {
            report.add(family,
                    "the type is " + own.word() + (family.type().isEmpty() ? ", because there is no TYPE line" : "")
                            + ", but other groups on the gateway have it as " + stored.get().word(),
                    "# TYPE " + family.name() + " " + stored.get().word() + "; or another name");
        }
        return FamilyCheck.NONE;
    }
}
