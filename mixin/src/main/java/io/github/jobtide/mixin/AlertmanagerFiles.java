package io.github.jobtide.mixin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An example for Alertmanager: who is told what, what keeps quiet about what, and the text of a mail. */
final class AlertmanagerFiles {
    static final String CONFIGURATION = "jobtide-alertmanager.yml";
    static final String TEMPLATE = "jobtide-mail.tmpl";
    private static final String OF_JOBS = "alertname=~\"BatchJob.*|JobtideGroup.*|.*DataStale\"";

    private final Settings settings;

    AlertmanagerFiles(Settings settings) {
        this.settings = settings;
    }

    GeneratedFiles files() {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("global", global());
        file.put("templates", List.of(TEMPLATE));
        file.put("route", route());
        file.put("inhibit_rules", List.of(
                inhibition("alertname=\"JobtideGatewayDown\"", OF_JOBS, List.of("gateway")),
                inhibition("alertname=\"JobtideGatewayNotScraped\"", OF_JOBS, List.of()),
                inhibition("alertname=\"BatchJobMissedDeadline\"",
                        "alertname=~\"BatchJobFailed|BatchJobNotStarted|BatchJobNeverSucceeded\"",
                        List.of("job", "instance")),
                inhibition("alertname=\"BatchJobLost\"",
                        "alertname=~\"BatchJobRunningTooLong|BatchJobSlowerThanUsual\"",
                        List.of("job", "instance"))));
        file.put("receivers", receivers());
        Map<String, String> texts = new TreeMap<>();
        texts.put(CONFIGURATION,
                Header.of(settings, "An example: put in your own addresses. Alertmanager 0.25 or newer.")
                        + YamlText.write(file));
        texts.put(TEMPLATE, "{{/* " + GeneratedFiles.MARK + settings.madeBy() + " */}}\n" + Resource.text("mail.tmpl"));
        return new GeneratedFiles(new TreeMap<>(texts));
    }

    private static Map<String, Object> global() {
        Map<String, Object> global = new LinkedHashMap<>();
        global.put("smtp_smarthost", "localhost:25");
        global.put("smtp_from", "alertmanager@example.com");
        global.put("smtp_require_tls", false);
        return global;
    }

    /** Info is for whoever looks; a warning wants a person within the day, and what is critical one now. */
    private Map<String, Object> route() {
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("receiver", "jobtide");
        route.put("group_by", new ArrayList<>(List.of("alertname", "job")));
        route.put("group_wait", settings.times().duration("30s"));
        route.put("group_interval", settings.times().duration("5m"));
        route.put("repeat_interval", settings.times().duration("12h"));
        List<Object> routes = new ArrayList<>();
        if (settings.watchdog()) {
            Map<String, Object> watchdog = branch("alertname=\"" + AlertCatalog.WATCHDOG + "\"", "jobtide-watchdog",
                    "5m");
            watchdog.put("group_wait", "0s");
            watchdog.put("group_interval", settings.times().duration("1m"));
            routes.add(watchdog);
        }
        routes.add(branch("severity=\"critical\"", "jobtide-page", "4h"));
        routes.add(branch("severity=\"info\"", "jobtide-info", "3d"));
        route.put("routes", routes);
        return route;
    }

    private Map<String, Object> branch(String matcher, String receiver, String repeat) {
        Map<String, Object> branch = new LinkedHashMap<>();
        branch.put("matchers", List.of(matcher));
        branch.put("receiver", receiver);
        branch.put("repeat_interval", settings.times().duration(repeat));
        return branch;
    }

    private static Map<String, Object> inhibition(String source, String target, List<String> equal) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("source_matchers", List.of(source));
        rule.put("target_matchers", List.of(target));
        if (!equal.isEmpty()) {
            rule.put("equal", equal);
        }
        return rule;
    }

    private List<Map<String, Object>> receivers() {
        List<Map<String, Object>> receivers = new ArrayList<>(List.of(
                receiver("jobtide", "batch@example.com", "http://localhost:8080/warning"),
                receiver("jobtide-page", "oncall@example.com", "http://localhost:8080/page"),
                receiver("jobtide-info", "batch@example.com", "http://localhost:8080/info")));
        if (settings.watchdog()) {
            Map<String, Object> watchdog = new LinkedHashMap<>();
            watchdog.put("name", "jobtide-watchdog");
            watchdog.put("webhook_configs", List.of(hook("http://localhost:8080/watchdog", false)));
            receivers.add(watchdog);
        }
        return receivers;
    }

    private static Map<String, Object> receiver(String name, String to, String address) {
        Map<String, Object> mail = new LinkedHashMap<>();
        mail.put("to", to);
        mail.put("send_resolved", true);
        mail.put("headers", Map.of("Subject", "{{ template \"jobtide.subject\" . }}"));
        mail.put("text", "{{ template \"jobtide.text\" . }}");
        mail.put("html", "");
        Map<String, Object> receiver = new LinkedHashMap<>();
        receiver.put("name", name);
        receiver.put("email_configs", List.of(mail));
        receiver.put("webhook_configs", List.of(hook(address, true)));
        return receiver;
    }

    private static Map<String, Object> hook(String address, boolean resolved) {
        Map<String, Object> hook = new LinkedHashMap<>();
        hook.put("url", address);
        hook.put("send_resolved", resolved);
        return hook;
    }
}
