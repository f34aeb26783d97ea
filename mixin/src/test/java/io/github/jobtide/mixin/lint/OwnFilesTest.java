package io.github.jobtide.mixin.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.lint.LintResult;
import io.github.jobtide.mixin.Inventory;
import io.github.jobtide.mixin.Mixin;
import io.github.jobtide.mixin.Settings;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Jobtide itself makes has nothing that its own rules would find. */
final class OwnFilesTest {
    private static final String INVENTORY = """
            jobs:
              - job: nightly_report
                schedule: "0 2 * * *"
                timezone: Europe/Berlin
                owner: reports
                thresholds:
                  - {metric: report_rows, below: 1000}
                  - {metric: report_duration_seconds, above: 60, by: [region]}
              - job: import
                every: 15m
                thresholds:
                  - {metric: import_queue_length, above: 100, alert: ImportQueueLengthHigh}
                ratios:
                  - {good: import_records_good, all: import_records, below: 0.95, by: [kind]}
            """;

    @ParameterizedTest
    @EnumSource(Mixin.Form.class)
    void whatIsMadeForAnInventoryIsFreeOfFindings(Mixin.Form form) {
        Set<String> lookedAt = new TreeSet<>();

        new Mixin(Settings.of("mixin"), Inventory.parse("jobs.yml", INVENTORY))
                .everything(form, true, Optional.empty()).texts().forEach((name, text) -> {
                    if (name.matches("(operator|dashboards)/.*|[^/]*-rules\\.yml")) {
                        lookedAt.add(name);
                        LintResult result = Linted.file(text);
                        assertThat(Linted.lines(result)).as(name).isEmpty();
                        assertThat(ContentsReader.read(text, RuleLint.MAX_BYTES).items()).as(name).isNotEmpty()
                                .allMatch(item -> item.expression().node().isPresent());
                    }
                });

        assertThat(lookedAt).hasSizeGreaterThanOrEqualTo(9).anyMatch(name -> name.endsWith("metric-rules.yml"))
                .anyMatch(name -> name.contains("jobtide-jobs"));
    }
}
