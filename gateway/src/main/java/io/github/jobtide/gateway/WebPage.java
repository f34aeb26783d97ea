package io.github.jobtide.gateway;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.WriterOutput;
import io.github.jobtide.gateway.DetailView.Confirmation;
import io.github.jobtide.gateway.access.Caller;
import io.github.jobtide.gateway.access.Role;
import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.Nanos;
import io.github.jobtide.store.Snapshot;
import io.github.jobtide.store.StoreLimits;
import io.github.jobtide.store.StoredGroup;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages for people, and their files. They need no script and have none, so nothing that was pushed can become one. */
final class WebPage {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'";
    private static final Map<String, String> FILES = Map.of("icon.svg", "image/svg+xml", "page.css",
            "text/css; charset=utf-8");
    private static final String GONE = "There is no such group any more.";

    private final MetricStore store;
    private final StatusReport status;
    private final Limits limits;
    private final Pages pages;
    private final boolean adminApi;
    private final FormToken tokens;
    private final LatestFindings findings;
    private final InstantSource clock;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(null, ContentType.Html, null,
            WebPage.class.getPackageName());

    WebPage(MetricStore store, StatusReport status, Limits limits, Pages pages, boolean adminApi, FormToken tokens,
            LatestFindings findings, InstantSource clock) {
        this.store = store;
        this.status = status;
        this.limits = limits;
        this.pages = pages;
        this.adminApi = adminApi;
        this.tokens = tokens;
        this.findings = findings;
        this.clock = clock;
    }

    /** What is shown of what the gateway refuses. */
    record Limits(StoreLimits store, GatewayBounds gateway) {}

    /** The list of groups, one group, or a question, as the query says. */
    void groups(Exchange exchange) {
        PageQuery query = PageQuery.parse(Optional.ofNullable(exchange.request().query()).orElse(""));
        protect(exchange.countedAs("status"));
        Caller caller = exchange.caller();
        if (!query.delete().isEmpty() && !caller.may(Role.DELETE)) {
            exchange.error(403, "%s does not have the role delete, so nothing was asked".formatted(caller.name()));
            return;
        }
        pages.write(exchange, HTML, sink -> writeGroups(query, caller, sink));
    }

    void status(Exchange exchange) {
        protect(exchange.countedAs("status"));
        pages.write(exchange, HTML, this::writeStatus);
    }

    private void writeStatus(Snapshot.PageSink sink) {
        try (Snapshot snapshot = store.snapshot()) {
            write("status.jte",
                    StatusView.of(status, snapshot, store.storage(), limits.store(), limits.gateway(), now()),
                    sink);
        }
    }

    private void writeGroups(PageQuery query, Caller caller, Snapshot.PageSink sink) {
        try (Snapshot snapshot = store.snapshot()) {
            writeGroups(snapshot, query, caller, sink);
        }
    }

    private void writeGroups(Snapshot snapshot, PageQuery query, Caller caller, Snapshot.PageSink sink) {
        boolean mayDeleteAll = adminApi && caller.may(Role.ADMIN);
        if (query.deleteAll() && mayDeleteAll) {
            write("confirm.jte", confirmAll(snapshot, caller), sink);
        } else if (!query.delete().isEmpty()) {
            Optional<StoredGroup> group = GroupView.key(query.delete()).flatMap(snapshot::group);
            write(group.isPresent() ? "confirm.jte" : "message.jte",
                    group.<Object>map(found -> confirm(found, caller)).orElse(GONE),
                    sink);
        } else if (!query.group().isEmpty()) {
            Optional<StoredGroup> group = GroupView.key(query.group()).flatMap(snapshot::group);
            write(group.isPresent() ? "group.jte" : "message.jte",
                    group.<Object>map(found -> DetailView.of(found, findings.of(found.key()), now())).orElse(GONE),
                    sink);
        } else {
            write("list.jte", ListView.of(snapshot, query, mayDeleteAll, now()), sink);
        }
    }

    private Confirmation confirm(StoredGroup group, Caller caller) {
        GroupView view = GroupView.of(group, now());
        return new Confirmation("Delete this group?", view.labels(),
                "It holds %d families with %d series, last pushed %s. Its next push brings it back."
                        .formatted(view.families(), view.series(), view.pushed().age()),
                "./page/delete", view.key(), tokens.of(caller, deletion(group.key())), "./?group=" + view.key());
    }

    private Confirmation confirmAll(Snapshot snapshot, Caller caller) {
        return new Confirmation("Delete all %d groups?".formatted(snapshot.groupCount()), List.of(),
                "Their next pushes bring them back.", "./page/delete-all", "", tokens.of(caller, RemovalForm.ALL),
                "./");
    }

    /** What a token for the removal of that group is made of. */
    static String deletion(GroupKey key) {
        return "delete " + GroupView.key(key);
    }

    private long now() {
        return Nanos.of(clock.instant());
    }

    private void write(String template, Object view, Snapshot.PageSink sink) {
        try (var html = new OutputStreamWriter(new SinkStream(sink), StandardCharsets.UTF_8)) {
            TemplateOutput output = new WriterOutput(html);
            templates.render(template, view, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void file(Exchange exchange, String name) {
        String contentType = FILES.get(name);
        protect(exchange.countedAs("static"));
        if (contentType == null) {
            exchange.error(404, "404 page not found");
            return;
        }
        exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, contentType);
        exchange.body(200, Buffer.buffer(read(name)));
    }

    /** The referrer goes to no other site, but its absence would take the origin from forms, too. */
    private static void protect(Exchange exchange) {
        exchange.response().putHeader("Content-Security-Policy", POLICY);
        exchange.response().putHeader("X-Content-Type-Options", "nosniff");
        exchange.response().putHeader("Referrer-Policy", "same-origin");
        exchange.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    }

    private static byte[] read(String name) {
        try (InputStream in = WebPage.class.getResourceAsStream("static/" + name)) {
            if (in == null) {
                throw new IllegalStateException("static/" + name + " is not in the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
