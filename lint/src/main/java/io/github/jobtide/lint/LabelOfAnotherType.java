package io.github.jobtide.lint;

import io.github.jobtide.lint.Sample.Label;
import java.util.EnumSet;

/** JT402: the label of buckets off histograms, or that of quantiles off summaries. */
final class LabelOfAnotherType extends Rule {
    private static final String BUCKET = "le";
    private static final String QUANTILE = "quantile";

    LabelOfAnotherType() {
        super(new Info("JT402", "le or quantile where it does not belong", Severity.WARNING,
                "Prometheus and its clients take le for the bound of a histogram's bucket and quantile for a summary's. On any other metric, queries "
                        + "such as histogram_quantile and the readers of the page misunderstand them.",
                EnumSet.allOf(Profile.class), """
                        # HELP backup_files Files of the latest backup, by size.
                        # TYPE backup_files gauge
                        backup_files{le="1000"} 12
                        """, """
                        # HELP backup_files Files of the latest backup, by size.
                        # TYPE backup_files gauge
                        backup_files{size_class="small"} 12
                        """));
    }

    @Override
    FamilyCheck check(Family family, Scope scope, Report report) {
        return new LabelsOnce((sample, label) -> {
            boolean bucket = label.name().equals(BUCKET);
            if (!bucket && !label.name().equals(QUANTILE)) {
                return false;
            }
            boolean found = bucket ? !isBucket(family, sample) : !isQuantile(family, sample, label);
            if (found) {
                report.add(sample.line(), label.column(), sample.text(),
                        bucket
                                ? "le stands on what is no bucket of a histogram"
                                : "quantile stands on what is no quantile of a summary",
                        "give the label another name, or write the TYPE that it belongs to");
            }
            return found;
        });
    }

    private static boolean isBucket(Family family, Sample sample) {
        return sample.name().endsWith("_bucket") && (family.isHistogram() || isUnknown(family));
    }

    private static boolean isQuantile(Family family, Sample sample, Label label) {
        double quantile = Values.parse(label.value());
        return family.is(FamilyType.SUMMARY)
                ? sample.name().equals(family.name())
                : isUnknown(family) && quantile >= 0 && quantile <= 1;
    }

    /** Without a type, or without one any more, as on the page for federation. */
    private static boolean isUnknown(Family family) {
        return family.type().isEmpty() || family.is(FamilyType.UNTYPED);
    }
}
