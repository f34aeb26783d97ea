package io.github.jobtide.mixin;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What Prometheus has to know of a gateway. */
final class ScrapeFiles {
    /** A job that ends is seen that much later, at most. */
    static final String INTERVAL = "15s";
    private static final String TIMEOUT = "10s";
    /** Names that Prometheus makes itself, and that a push could otherwise feign. */
    private static final String OWN_NAMES = "up|scrape_.*|ALERTS(_FOR_STATE)?";
    /** A series beyond a limit makes the whole scrape fail, so these are above what a gateway takes by its own limits, as it comes. */
    private static final int SAMPLES = 2_000_000;
    private static final int LABELS = 256;
    private static final int VALUE_LENGTH = 65_536;
    private static final String BODY = "256MB";

    private final Settings settings;

    ScrapeFiles(Settings settings) {
        this.settings = settings;
    }

    /** The part for {@code scrape_configs}. */
    String part(ScrapeTarget target) {
        return Header.of(settings, "The scrape job for a gateway.")
                + YamlText.write(Map.of("scrape_configs", List.of(job(target))));
    }

    /** A whole configuration. */
    String whole(ScrapeTarget target) {
        Map<String, Object> file = Entries.of("global",
                Entries.of("scrape_interval", settings.times().duration(INTERVAL), "scrape_timeout",
                        settings.times().duration(TIMEOUT), "evaluation_interval", settings.times().duration(INTERVAL)),
                "rule_files", List.of("jobtide-*rules.yml"), "alerting",
                Entries.of("alertmanagers", List.of(
                        Entries.of("static_configs", List.of(Entries.of("targets", List.of("localhost:9093")))))),
                "scrape_configs", List.of(job(target)));
        return Header.of(settings, "A whole configuration of Prometheus; put in the address of your Alertmanager.")
                + YamlText.write(file);
    }

    private Map<String, Object> job(ScrapeTarget target) {
        Map<String, Object> job = Entries.of("job_name", settings.gatewayJob(), "honor_labels", true,
                "honor_timestamps", false, "scrape_interval", settings.times().duration(INTERVAL), "scrape_timeout",
                settings.times().duration(TIMEOUT));
        if (target.isTls()) {
            job.put("scheme", "https");
        }
        if (!target.path().equals("/metrics")) {
            job.put("metrics_path", target.path());
        }
        target.tokenFile().ifPresent(file -> job.put("authorization",
                Entries.of("type", "Bearer", "credentials_file", file)));
        if (target.isTls()) {
            Map<String, Object> tls = Entries.of("server_name", target.gateway().getHost());
            target.caFile().ifPresent(file -> tls.put("ca_file", file));
            target.certificateFile().ifPresent(file -> tls.put("cert_file", file));
            target.keyFile().ifPresent(file -> tls.put("key_file", file));
            job.put("tls_config", tls);
        }
        job.put("sample_limit", SAMPLES);
        job.put("label_limit", LABELS);
        job.put("label_value_length_limit", VALUE_LENGTH);
        job.put("body_size_limit", BODY);
        Map<String, Object> place = Entries.of("targets", List.of(target.hostAndPort()));
        if (!target.labels().isEmpty()) {
            place.put("labels", target.labels());
        }
        job.put("static_configs", List.of(place));
        job.put("metric_relabel_configs",
                List.of(Entries.of("source_labels", List.of("__name__"), "regex", OWN_NAMES, "action", "drop")));
        return job;
    }

    /** The same as a resource of the Prometheus operator; secrets are those of the cluster. */
    Map<String, Object> resource(ScrapeTarget target) {
        SortedMap<String, String> labels = new TreeMap<>(target.labels());
        Map<String, Object> place = Entries.of("targets", List.of(target.hostAndPort()));
        labels.put("job", settings.gatewayJob());
        place.put("labels", labels);
        Map<String, Object> spec = Entries.of("honorLabels", true, "honorTimestamps", false, "scrapeInterval",
                settings.times().duration(INTERVAL), "scrapeTimeout", settings.times().duration(TIMEOUT), "metricsPath",
                target.path(), "scheme", target.isTls() ? "HTTPS" : "HTTP", "sampleLimit", SAMPLES, "labelLimit",
                LABELS, "labelValueLengthLimit", VALUE_LENGTH, "staticConfigs", List.of(place),
                "metricRelabelings",
                List.of(Entries.of("sourceLabels", List.of("__name__"), "regex", OWN_NAMES, "action", "drop")));
        target.tokenFile().ifPresent(file -> spec.put("authorization",
                Entries.of("type", "Bearer", "credentials", secret("token"))));
        if (target.isTls()) {
            Map<String, Object> tls = Entries.of("serverName", target.gateway().getHost());
            target.caFile().ifPresent(file -> tls.put("ca", Entries.of("secret", secret("ca.crt"))));
            target.certificateFile().ifPresent(file -> tls.put("cert", Entries.of("secret", secret("tls.crt"))));
            target.keyFile().ifPresent(file -> tls.put("keySecret", secret("tls.key")));
            spec.put("tlsConfig", tls);
        }
        return OperatorFiles.resource("monitoring.coreos.com/v1alpha1", "ScrapeConfig", settings.gatewayJob(), "spec",
                spec);
    }

    private static Map<String, Object> secret(String key) {
        return Entries.of("name", "jobtide-scrape", "key", key);
    }
}
