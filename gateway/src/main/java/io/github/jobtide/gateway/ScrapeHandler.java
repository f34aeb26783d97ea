package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.FamilyView;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.OpenMetricsWriter;
import io.github.jobtide.exposition.ProtobufWriter;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.PackedPages;
import io.github.jobtide.store.Snapshot;
import io.vertx.core.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers scrapes with the gateway's own families and all pushed ones, in the format that the scraper prefers. */
final class ScrapeHandler {
    private final MetricStore store;
    private final OwnMetrics own;
    private final Pages printed;
    private final Pages readBack;
    private final FreshPages packed;
    private final boolean openMetrics;

    /**
     * @param printed for the text page
     * @param readBack for the other formats
     * @param packed the text page, packed with gzip
     * @param openMetrics whether that may be written for those who ask for it
     */
    ScrapeHandler(MetricStore store, OwnMetrics own, Pages printed, Pages readBack, FreshPages packed,
            boolean openMetrics) {
        this.store = store;
        this.own = own;
        this.printed = printed;
        this.readBack = readBack;
        this.packed = packed;
        this.openMetrics = openMetrics;
    }

    void handle(Exchange exchange) {
        PageFormat format = PageFormat.of(exchange.headers(HttpHeaders.ACCEPT), openMetrics);
        Pages pages = format.kind() == PageFormat.Kind.TEXT ? printed : readBack;
        pages.write(exchange, format.contentType(), switch (format.kind()) {
            case TEXT -> new TextPage(format.escaping());
            case DELIMITED -> families(format.escaping(), ProtobufWriter::write);
            case PROTOBUF_TEXT -> families(format.escaping(), ProtobufText.MANY_LINES::write);
            case COMPACT_TEXT -> families(format.escaping(), ProtobufText.ONE_LINE::write);
            case OPEN_METRICS, OPEN_METRICS_0_0_1 -> sink -> writeOpenMetrics(format.escaping(), sink);
        });
    }

    /** The text page, of which what was packed once is kept. */
    private final class TextPage implements Pages.Content {
        private final Escaping escaping;

        TextPage(Escaping escaping) {
            this.escaping = escaping;
        }

        @Override
        public void writeTo(Snapshot.PageSink sink) {
            try (Snapshot snapshot = store.snapshot()) {
                snapshot.writeText(own.families(store, snapshot), escaping, sink);
            }
        }

        @Override
        public void writePackedTo(Snapshot.PageSink sink) {
            try (PackedPages.Page page = packed.page(snapshot -> own.families(store, snapshot), escaping)) {
                page.writeTo(sink);
            }
        }
    }

    private Pages.Content families(Escaping escaping, FamilyWriter writer) {
        return sink -> {
            try (Snapshot snapshot = store.snapshot()) {
                var page = new PagePieces(sink);
                snapshot.forEachFamily(own.families(store, snapshot), escaping, family -> writer.write(family, page));
                page.flush();
            }
        };
    }

    private void writeOpenMetrics(Escaping escaping, Snapshot.PageSink sink) {
        try (Snapshot snapshot = store.snapshot()) {
            writeOpenMetrics(snapshot, escaping, sink);
        }
    }

    private void writeOpenMetrics(Snapshot snapshot, Escaping escaping, Snapshot.PageSink sink) {
        List<MetricFamily> ownNow = own.families(store, snapshot);
        Map<String, Snapshot.Listed> listed = snapshot.list(ownNow, escaping);
        Map<String, MetricType> types = new LinkedHashMap<>();
        listed.forEach((spelled, family) -> types.put(spelled, family.type()));
        var page = new PagePieces(sink);
        var writer = OpenMetricsWriter.of(types, spelled -> Optional.ofNullable(listed.get(spelled))
                .flatMap(family -> snapshot.pushed(family.name(), escaping)));
        snapshot.forEachFamily(ownNow, escaping, family -> writer.write(family, page));
        OpenMetricsWriter.end(page);
        page.flush();
    }

    /** Appends one family in some format. */
    @FunctionalInterface
    private interface FamilyWriter {
        void write(FamilyView family, ByteArrayOutputStream target);
    }
}
