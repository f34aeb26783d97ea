package io.github.jobtide.gateway;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.Snapshot;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The page for people, and its files. Nothing on it is executed but its own script, and no other site can act through it. */
final class WebPage {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> FILES = Map.of("page.js", "text/javascript; charset=utf-8", "page.css",
            "text/css; charset=utf-8");

    private final MetricStore store;
    private final StatusReport status;
    private final Pages pages;
    private final boolean adminApi;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(null, ContentType.Html, null,
            WebPage.class.getPackageName());

    WebPage(MetricStore store, StatusReport status, Pages pages, boolean adminApi) {
        this.store = store;
        this.status = status;
        this.pages = pages;
        this.adminApi = adminApi;
    }

    void handle(Exchange exchange) {
        protect(exchange.countedAs("status"));
        pages.write(exchange, "text/html; charset=utf-8", this::write);
    }

    private void write(Snapshot.PageSink sink) {
        var view = PageView.of(store.snapshot(), status, store.storage(), adminApi);
        try (var html = new OutputStreamWriter(new SinkStream(sink), StandardCharsets.UTF_8)) {
            templates.render("page.jte", view, new WriterOutput(html));
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

    private static void protect(Exchange exchange) {
        exchange.response().putHeader("Content-Security-Policy", POLICY);
        exchange.response().putHeader("X-Content-Type-Options", "nosniff");
        exchange.response().putHeader("Referrer-Policy", "no-referrer");
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
