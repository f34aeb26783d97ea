package io.github.jobtide.mixin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InventoryTest {
    @Test
    void everythingThatIsDeclaredIsRead() {
        Inventory inventory = Inventory.parse("jobs.yml", """
                runbook-base: https://runbooks.example.com
                target-labels: {environment: production}
                jobs:
                  - job: stock
                    schedule: "*/15 * * * *"
                    timezone: Europe/Berlin
                    max-duration: 10m
                    grace: 5m
                    tolerate: 2
                    owner: wireless
                    severity: critical
                    thresholds:
                      - {metric: stock_available, below: 1000, by: [region], for: 10m, fresh: 1h, alert: StockLow, severity: info, labels: {service: numbers}, summary: Stock is low}
                      - {metric: queue_length, above: 5_000, fresh: 1h}
                    ratios:
                      - {good: checks_good, all: checks, below: 0.95, by: [environment]}
                """);

        assertThat(inventory.runbookBase()).contains("https://runbooks.example.com/");
        assertThat(inventory.targetLabels()).containsExactly(Map.entry("environment", "production"));
        InventoryJob job = inventory.jobs().getFirst();
        assertThat(job.facts().schedule().orElseThrow().timeZone()).contains("Europe/Berlin");
        assertThat(List.of(job.facts().maxDuration().orElseThrow(), job.facts().grace(), job.interval()))
                .containsExactly(Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofMinutes(15));
        assertThat(job.facts().tolerate()).isEqualTo(2);
        assertThat(job.owner()).contains("wireless");
        assertThat(job.watches()).containsExactly(
                new Watch(new Watch.Measure.Value("stock_available"), Comparison.BELOW, new BigDecimal("1000"),
                        List.of("region"), Duration.ofMinutes(10), Duration.ofHours(1), "StockLow", "info",
                        new TreeMap<>(Map.of("service", "numbers")), "Stock is low"),
                new Watch(new Watch.Measure.Value("queue_length"), Comparison.ABOVE, new BigDecimal("5000"), List.of(),
                        Duration.ofMinutes(5), Duration.ofHours(1), "QueueLengthHigh", "critical", new TreeMap<>(),
                        "queue_length is above 5000"),
                new Watch(new Watch.Measure.Ratio("checks_good", "checks"), Comparison.BELOW, new BigDecimal("0.95"),
                        List.of("environment"), Duration.ofMinutes(5), Duration.ofMinutes(45), "ChecksGoodRatioLow",
                        "critical", new TreeMap<>(), "the part that checks_good is of checks is below 0.95"));
    }

    @Test
    void anEmptyInventoryIsNobodysJobs() {
        assertThat(Inventory.parse("jobs.yml", "# nothing\n")).isEqualTo(Inventory.empty());
        assertThat(Inventory.empty())
                .isEqualTo(new Inventory(Optional.empty(), Optional.empty(), new TreeMap<>(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "jobs: [{job: a, scedule: x}] | jobs.yml, line 1: there is no key 'scedule' in jobs[0]; there are: job, schedule, every, timezone, max-duration, grace, tolerate, owner, severity, thresholds, ratios",
            "jobs: [{schedule: '@daily'}] | jobs.yml, line 1: jobs[0].job: is missing",
            "jobs: [{job: a}, {job: a}] | jobs.yml, line 1: jobs[1].job: 'a' is there already",
            "jobs: [{job: a, job: b}] | jobs.yml, line 1: 'job' is given twice",
            "jobs: [{job: a, owner: }] | jobs.yml, line 1: jobs[0].owner: has no value; give it one, or take the key out",
            "jobs: [{job: a, every: soon}] | jobs.yml, line 1: jobs[0].every: 'soon' is not a duration; write numbers with their units, such as 90s, 15m, 1h30m or 7d",
            "jobs: [{job: a, schedule: '61 * * * *'}] | jobs.yml, line 1: jobs[0].schedule: in the schedule '61 * * * *' the minute '61' (column 1) is not a number from 0 to 59, a range of them or *",
            "jobs: [{job: a, schedule: '@daily', every: 6h}] | jobs.yml, line 1: jobs[0].every: there is a schedule already; give one of the two",
            "jobs: [{job: a, timezone: UTC}] | jobs.yml, line 1: jobs[0].timezone: says nothing without a schedule; take it out, or give the schedule",
            "jobs: [{job: a, schedule: '@daily', timezone: Mars}] | jobs.yml, line 1: jobs[0].timezone: 'Mars' is not a time zone; write one such as Europe/Berlin or UTC",
            "jobs: [{job: a, tolerate: many}] | jobs.yml, line 1: jobs[0].tolerate: 'many' is not a whole number",
            "jobs: [{job: a, severity: high}] | jobs.yml, line 1: jobs[0].severity: 'high' is not a severity; there are: info, warning, critical",
            "jobs: [{job: a, thresholds: [{metric: m, fresh: 1h}]}] | jobs.yml, line 1: jobs[0].thresholds[0]: give a limit: either below or above",
            "jobs: [{job: a, thresholds: [{metric: m, below: 1, above: 2, fresh: 1h}]}] | jobs.yml, line 1: jobs[0].thresholds[0].above: give a limit: either below or above",
            "jobs: [{job: a, thresholds: [{metric: m, below: some, fresh: 1h}]}] | jobs.yml, line 1: jobs[0].thresholds[0].below: 'some' is not a number",
            "jobs: [{job: a, thresholds: [{metric: m, below: 1}]}] | jobs.yml, line 1: jobs[0].thresholds[0].fresh: is missing: say how old a value may be, or declare the schedule of the job",
            "jobs: [{job: a, thresholds: [{metric: rows_total, below: 1, fresh: 1h}]}] | jobs.yml, line 1: jobs[0].thresholds[0].metric: 'rows_total' is a counter by its name, and its value grows for ever; push a gauge of what the latest run counted, and name that",
            "jobs: [{job: a, thresholds: [{metric: m, below: 1, fresh: 1h, alert: BatchJobFailed}]}] | jobs.yml, line 1: jobs[0].thresholds[0].alert: 'BatchJobFailed' is the name of another alert; give this one its own",
            "jobs: [{job: a, thresholds: [{metric: m, below: 1, fresh: 1h, labels: {job: b}}]}] | jobs.yml, line 1: jobs[0].thresholds[0].labels: 'job' cannot be given as a label here",
            "jobs: [{job: a, thresholds: [{metric: m, below: 1, fresh: 1h, summary: '{{ $value }}'}]}] | jobs.yml, line 1: jobs[0].thresholds[0].summary: '{{' would begin a template; write plain text",
            "runbook-base: pages | jobs.yml, line 1: runbook-base: 'pages' is not an address such as https://runbooks.example.com/",
            "jobs: a | jobs.yml, line 1: jobs: must be a list, of lines such as '- key: value'"})
    void whatIsNotUnderstoodIsToldWithItsLine(String text, String complaint) {
        assertThatThrownBy(() -> Inventory.parse("jobs.yml", text)).isInstanceOf(MixinException.class)
                .hasMessage(complaint);
    }
}
