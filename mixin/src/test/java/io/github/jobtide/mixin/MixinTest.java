package io.github.jobtide.mixin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MixinTest {
    private static final ScrapeTarget GATEWAY = new ScrapeTarget(URI.create("https://gw.example.com:9091/push"),
            Optional.of("/etc/token"), Optional.of("/etc/ca.pem"), Optional.of("/etc/cert.pem"),
            Optional.of("/etc/key.pem"),
            new TreeMap<>(Map.of("environment", "production")));

    @Test
    void aThousandJobsAreMadeWithinTwoSeconds() {
        StringBuilder text = new StringBuilder("jobs:\n");
        IntStream.range(0, 1000).forEach(i -> text.append("  - {job: job_").append(i)
                .append(", schedule: '*/15 * * * *', timezone: Europe/Berlin, owner: a, thresholds: [{metric: rows_")
                .append(i).append(", below: 10, by: [region]}]}\n"));
        Duration fastest = Duration.ofDays(1);
        for (int turn = 0; turn < 3; turn++) {
            long start = cpuNanos();
            GeneratedFiles files = new Mixin(Settings.of("mixin"), Inventory.parse("jobs.yml", text.toString()))
                    .everything(Mixin.Form.FILES, true, Optional.of(GATEWAY));
            Duration took = Duration.ofNanos(cpuNanos() - start);
            fastest = took.compareTo(fastest) < 0 ? took : fastest;
            assertThat(files.texts()).hasSizeGreaterThan(1010);
        }

        assertThat(fastest).isLessThan(Duration.ofSeconds(2));
    }

    /** Of this thread, which does all the work: a busy machine makes no difference. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    void theScrapeJobNamesSecretsByTheirFiles() {
        assertThat(new Mixin(Settings.of("scrape-config"), Inventory.empty()).scrapeConfig(GATEWAY, Mixin.Form.FILES,
                false))
                .isEqualTo("""
                        # Made by: jobtide scrape-config
                        # The scrape job for a gateway.
                        scrape_configs:
                          - job_name: jobtide-gateway
                            honor_labels: true
                            honor_timestamps: false
                            scrape_interval: 15s
                            scrape_timeout: 10s
                            scheme: https
                            metrics_path: /push/metrics
                            authorization:
                              type: Bearer
                              credentials_file: /etc/token
                            tls_config:
                              server_name: gw.example.com
                              ca_file: /etc/ca.pem
                              cert_file: /etc/cert.pem
                              key_file: /etc/key.pem
                            sample_limit: 2000000
                            label_limit: 256
                            label_value_length_limit: 65536
                            body_size_limit: 256MB
                            static_configs:
                              - targets:
                                  - gw.example.com:9091
                                labels:
                                  environment: production
                            metric_relabel_configs:
                              - source_labels:
                                  - __name__
                                regex: 'up|scrape_.*|ALERTS(_FOR_STATE)?'
                                action: drop
                        """);
    }

    @Test
    void beforePrometheus242NothingIsKeptFiring() {
        assertThat(rules("2.41")).doesNotContain("keep_firing_for");
        assertThat(rules("2.42")).contains("keep_firing_for: 10m");
        assertThat(rules("v3.5.0")).contains("keep_firing_for: 10m");
        assertThatThrownBy(() -> PrometheusVersion.parse("2.20")).hasMessageContaining("too old");
        assertThatThrownBy(() -> PrometheusVersion.parse("new")).hasMessageContaining("is not a version");
    }

    private static String rules(String version) {
        var settings = new Settings(PrometheusVersion.parse(version), 1, false, "jobtide-gateway", Optional.empty(),
                Optional.empty(), "rules");
        return new Mixin(settings, Inventory.empty()).rules(Mixin.Form.FILES).texts().getOrDefault("jobtide-rules.yml",
                "");
    }

    @Test
    void allTimesAreScaledAndThereAreNoUnitTestsThen() {
        var settings = new Settings(PrometheusVersion.USUAL, 60, false, "gw", Optional.empty(), Optional.empty(),
                "rules");
        GeneratedFiles files = new Mixin(settings, Inventory.empty()).rules(Mixin.Form.FILES);

        assertThat(files.texts().keySet()).containsExactly("jobtide-alertmanager.yml", "jobtide-mail.tmpl",
                "jobtide-rules.yml");
        assertThat(files.texts().get("jobtide-rules.yml")).contains("divided by 60", "for: 3s", "keep_firing_for: 15s",
                "jobtide_heartbeat_timestamp_seconds > 5\n", "[5h36m:10s]", "offset 24m", "up{job=\"gw\"}")
                .doesNotContain("@gateway@", "jobtide-gateway\"}").doesNotContainPattern("<\\d");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1000 | 1000", "0.949 | 0.949", "0 | 0", "1e10 | 1e+10",
            "123456789012 | 1.23456789e+11",
            "0.00001 | 1e-05", "-5.50 | -5.5"})
    void numbersAreWrittenAsPrometheusPrintsThem(BigDecimal value, String written) {
        assertThat(PromText.tenDigits(value)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"plain | plain", "two words | two words",
            "a: b | 'a: b'", "yes | 'yes'",
            "1 | '1'", "5m | 5m", "it's | 'it''s'", "{{ x }} | '{{ x }}'", "# no | '# no'", "- | '-'",
            "https://a.b/c | https://a.b/c"})
    void textsAreQuotedWhereTheyHaveToBe(String text, String written) {
        assertThat(YamlText.scalar(text)).isEqualTo(written);
    }
}
