package io.github.jobtide.lint;

import java.util.EnumSet;

/** JT304: a gauge that is NaN or infinite. */
final class GaugeWithoutNumber extends Rule {
    /** Where NaN says that a run could not be measured. */
    private static final String OURS = "jobtide_";

    GaugeWithoutNumber() {
        super(new Info("JT304", "NaN or infinity in a gauge", Severity.INFO,
                "One NaN or infinity makes each sum and average that it is part of NaN or infinite, too. NaN is neither above nor below any limit, so alerts "
                        + "stay silent. It is right where it says that something could not be measured.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_compression_ratio Size after compression by size before.
                        # TYPE backup_compression_ratio gauge
                        backup_compression_ratio NaN
                        """, """
                        # HELP backup_compression_ratio Size after compression by size before.
                        # TYPE backup_compression_ratio gauge
                        backup_compression_ratio 0.4
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        if (!family.isGauge() || family.name().startsWith(OURS)) {
            return FamilyCheck.NONE;
        }
        return sample -> {
            if (!Double.isFinite(sample.value()) && sample.label("quantile").isEmpty()) {
                report.add(sample.line(), sample.valueColumn(), sample.text(),
                        Double.isNaN(sample.value()) ? "the value is NaN" : "the value is infinite",
                        "leave the series out while there is no value");
            }
        };
    }
}
