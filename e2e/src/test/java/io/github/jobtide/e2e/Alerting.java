package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prometheus and Alertmanager with the generated files, and where their notifications end up: as somebody would set it up, but for addresses and times. */
final class Alerting implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PACE = "250ms";

    private final WebhookSink hooks = WebhookSink.start();
    private final MailSink mails = MailSink.start();
    private final ServerProcess alertmanager;
    private final ServerProcess prometheus;

    private Alerting(MixinFolder folder) {
        int port = ServerProcess.freePort();
        ownTemplates(folder.path());
        change(folder, "jobtide-alertmanager.yml", text -> text.replace("localhost:8080", "127.0.0.1:" + hooks.port())
                .replace("localhost:25", "127.0.0.1:" + mails.port()));
        alertmanager = ServerProcess.start("alertmanager", port, folder.path(),
                List.of(Workspace.peer("alertmanager-newest", "prometheus-alertmanager").toString(),
                        "--config.file=" + folder.path().resolve("jobtide-alertmanager.yml"),
                        "--storage.path=" + folder.path().resolve("alertmanager"), "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port),
                "/-/ready");
        change(folder, "prometheus.yml", text -> text.replace("localhost:9093", "127.0.0.1:" + port)
                .replaceAll("(scrape_interval|scrape_timeout|evaluation_interval): \\S+", "$1: " + PACE));
        // A quarter of a second is as fast as rules with long windows have to be.
        change(folder, "jobtide-rules.yml", text -> text.replaceAll("(?m)^    interval: \\S+", "    interval: 1s"));
        int own = ServerProcess.freePort();
        prometheus = ServerProcess.start(Prometheus.NEWEST, own, folder.path(),
                List.of(Workspace.peer(Prometheus.NEWEST, "prometheus").toString(),
                        "--config.file=" + folder.path().resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.path().resolve("tsdb"), "--rules.alert.resend-delay=1s",
                        "--web.listen-address=127.0.0.1:" + own),
                "/-/ready");
    }

    /** Alertmanager as {@code tools/peers} unpacks it takes its own templates from where it is started. */
    static void ownTemplates(Path folder) {
        Path from = Workspace.peer("alertmanager-newest", "prometheus-alertmanager")
                .resolveSibling("../share/prometheus/alertmanager").normalize();
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".tmpl")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Alerting start(MixinFolder folder) {
        return new Alerting(folder);
    }

    private static void change(MixinFolder folder, String file, UnaryOperator<String> by) {
        try {
            Path path = folder.path().resolve(file);
            Files.writeString(path, by.apply(folder.read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    WebhookSink hooks() {
        return hooks;
    }

    MailSink mails() {
        return mails;
    }

    /** The first notification that is as wanted, waited for. */
    WebhookSink.Notice notice(String what, Predicate<WebhookSink.Notice> wanted) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            var found = hooks.notices().stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Pause.of(Duration.ofMillis(50));
        }
        throw new AssertionError("no notification came: " + what + "; those that came: " + hooks.notices().stream()
                .map(notice -> notice.status() + " " + notice.labels()).collect(Collectors.joining("\n  "))
                + "\nactive: "
                + alerts());
    }

    /** The first mail whose subject is as given, waited for. */
    MailSink.Mail mail(String subject) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            var found = mails.mails().stream().filter(mail -> mail.subject().equals(subject)).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Pause.of(Duration.ofMillis(50));
        }
        throw new AssertionError("no mail '" + subject + "' came; those that came: "
                + mails.mails().stream().map(MailSink.Mail::subject).toList());
    }

    /** The series that Prometheus finds now. */
    List<Sample> query(String query) {
        return result("/api/v1/query?query=" + encoded(query)).stream()
                .map(series -> Sample.of(labels(series),
                        Json.list(series.getOrDefault("value", List.of())).get(1).toString()))
                .toList();
    }

    /** What Prometheus finds up to now, by labels. */
    Map<Map<String, String>, List<Prometheus.Point>> courses(String query, Duration back) {
        double now = System.currentTimeMillis() / 1e3;
        Map<Map<String, String>, List<Prometheus.Point>> courses = new LinkedHashMap<>();
        result("/api/v1/query_range?query=" + encoded(query) + "&start=" + (now - back.toSeconds()) + "&end=" + now
                + "&step=0.5")
                .forEach(series -> courses.put(labels(series),
                        Json.list(series.getOrDefault("values", List.of())).stream()
                                .map(Json::list)
                                .map(point -> new Prometheus.Point(Double.parseDouble(point.get(0).toString()),
                                        Sample.number(point.get(1).toString())))
                                .toList()));
        return courses;
    }

    /** Until the query finds anything, or an error that tells what it found. */
    void await(String query) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (query(query).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(query + " has found nothing within " + LIMIT + "; there are "
                        + query("{__name__=~\"group:.*|jobtide_runs_total|up\"}"));
            }
            Pause.of(Duration.ofMillis(200));
        }
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    private static Map<String, String> labels(Map<String, Object> series) {
        Map<String, String> labels = new TreeMap<>();
        member(series, "metric").forEach((name, value) -> labels.put(name, value.toString()));
        return labels;
    }

    private List<Map<String, Object>> result(String path) {
        Answer answer = prometheus.exchange(Request.of("GET", path));
        if (answer.status() != 200) {
            throw new IllegalStateException("Prometheus answers " + answer + " to " + path);
        }
        Map<String, Object> data = member(Json.object(Json.read(answer.text())), "data");
        return Json.list(data.getOrDefault("result", List.of())).stream().map(Json::object).toList();
    }

    /** Names of alerts that Alertmanager holds and does not tell of, because another says why. */
    List<String> inhibited() {
        return Json.list(alerts()).stream().map(Json::object)
                .filter(alert -> !Json.list(member(alert, "status").getOrDefault("inhibitedBy", List.of())).isEmpty())
                .map(alert -> member(alert, "labels").get("alertname") + " " + member(alert, "labels").get("job"))
                .toList();
    }

    private static Map<String, Object> member(Map<String, Object> map, String key) {
        return Json.object(map.getOrDefault(key, Map.of()));
    }

    private Object alerts() {
        return Json.read(alertmanager.exchange(Request.of("GET", "/api/v2/alerts")).text());
    }

    @Override
    public void close() {
        prometheus.kill();
        alertmanager.kill();
        mails.close();
        hooks.close();
    }
}
