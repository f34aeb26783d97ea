package io.github.jobtide.gateway;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.ProtobufWriter;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.Snapshot;
import io.vertx.core.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Answers scrapes with the gateway's own families and all pushed ones, in the format that the scraper prefers. */
final class ScrapeHandler {
    private static final int PIECE_BYTES = 256 * 1024;

    private final MetricStore store;
    private final OwnMetrics own;
    private final Pages pages;

    ScrapeHandler(MetricStore store, OwnMetrics own, Pages pages) {
        this.store = store;
        this.own = own;
        this.pages = pages;
    }

    void handle(Exchange exchange) {
        PageFormat format = PageFormat.of(exchange.headers(HttpHeaders.ACCEPT));
        pages.write(exchange, format.contentType(), sink -> write(format, sink));
    }

    private void write(PageFormat format, Snapshot.PageSink sink) {
        Snapshot snapshot = store.snapshot();
        List<MetricFamily> ownNow = own.families(store, snapshot);
        switch (format.kind()) {
            case TEXT -> snapshot.writeText(ownNow, sink);
            case DELIMITED -> writeFamilies(snapshot, ownNow, sink, ProtobufWriter::write);
            case PROTOBUF_TEXT -> writeFamilies(snapshot, ownNow, sink, ProtobufText.MANY_LINES::write);
            case COMPACT_TEXT -> writeFamilies(snapshot, ownNow, sink, ProtobufText.ONE_LINE::write);
        }
    }

    private static void writeFamilies(Snapshot snapshot, List<MetricFamily> own, Snapshot.PageSink sink,
            FamilyWriter writer) {
        var page = new ByteArrayOutputStream();
        snapshot.forEachFamily(own, family -> {
            writer.write(family, page);
            if (page.size() >= PIECE_BYTES) {
                flush(page, sink);
            }
        });
        flush(page, sink);
    }

    private static void flush(ByteArrayOutputStream page, Snapshot.PageSink sink) {
        sink.accept(page.toByteArray(), page.size());
        page.reset();
    }

    /** Appends one family in some format. */
    @FunctionalInterface
    private interface FamilyWriter {
        void write(MetricFamily family, ByteArrayOutputStream target);
    }
}
