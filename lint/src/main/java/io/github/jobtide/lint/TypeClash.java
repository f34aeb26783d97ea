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
                        # HELP backup_file_size_bytes Sizes of the files that were backed up.
                        # TYPE backup_file_size_bytes summary
                        backup_file_size_bytes_sum 4.5e+06
                        backup_file_size_bytes_count 30
                        """, """
                        # HELP backup_file_size_bytes Sizes of the files that were backed up.
                        # TYPE backup_file_size_bytes histogram
                        backup_file_size_bytes_bucket{le="1000"} 20
                        backup_file_size_bytes_bucket{le="+Inf"} 30
                        backup_file_size_bytes_sum 4.5e+06
                        backup_file_size_bytes_count 30
                        """, """
                        # TYPE backup_file_size_bytes histogram
                        backup_file_size_bytes_bucket{instance="",job="archive",le="1000"} 4
                        backup_file_size_bytes_bucket{instance="",job="archive",le="+Inf"} 9
                        backup_file_size_bytes_sum{instance="",job="archive"} 1.2e+06
                        backup_file_size_bytes_count{instance="",job="archive"} 9
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
