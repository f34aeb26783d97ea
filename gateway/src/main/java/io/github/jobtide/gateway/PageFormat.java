package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Escaping;
import java.util.Optional;

/**
 * How a scraper wants its page, by its Accept header: clauses in the order of their weight, all that is not known skipped, and text if
 * nothing is left. OpenMetrics is known only where it may be written.
 *
 * @param escaping how names outside the classic alphabet are to be written
 */
record PageFormat(Kind kind, Escaping escaping) {
    private static final String PROTOBUF = "application/vnd.google.protobuf";
    private static final String FAMILY = "io.prometheus.client.MetricFamily";

    /** The formats that are written. */
    enum Kind {
        TEXT("text/plain; version=0.0.4; charset=utf-8"),
        /** Delimited protobuf. */
        DELIMITED(protobuf("delimited")),
        /** Protobuf's debug text, many lines to a family. */
        PROTOBUF_TEXT(protobuf("text")),
        /** The same, one line to a family. */
        COMPACT_TEXT(protobuf("compact-text")),
        OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8"),
        /** The same, for those who know it by its older version. */
        OPEN_METRICS_0_0_1("application/openmetrics-text; version=0.0.1; charset=utf-8");

        private final String contentType;

        Kind(String contentType) {
            this.contentType = contentType;
        }

        private static String protobuf(String encoding) {
            return PROTOBUF + "; proto=" + FAMILY + "; encoding=" + encoding;
        }
    }

    String contentType() {
        return kind.contentType + "; escaping=" + escaping.word();
    }

    static PageFormat of(String accept, boolean openMetrics) {
        Escaping escaping = Escaping.UNDERSCORES;
        for (AcceptClause clause : AcceptClause.parseAll(accept)) {
            escaping = Escaping.named(clause.parameter("escaping")).orElse(escaping);
            Optional<Kind> kind = kind(clause, openMetrics);
            if (kind.isPresent()) {
                return new PageFormat(kind.get(), escaping);
            }
        }
        return new PageFormat(Kind.TEXT, escaping);
    }

    private static Optional<Kind> kind(AcceptClause clause, boolean openMetrics) {
        String version = clause.parameter("version");
        if (openMetrics && clause.name().equals("application/openmetrics-text")) {
            return switch (version) {
                case "1.0.0" -> Optional.of(Kind.OPEN_METRICS);
                case "0.0.1", "" -> Optional.of(Kind.OPEN_METRICS_0_0_1);
                default -> Optional.empty();
            };
        }
        if (clause.name().equals("text/plain") && (version.isEmpty() || version.equals("0.0.4"))) {
            return Optional.of(Kind.TEXT);
        }
        if (!clause.name().equals(PROTOBUF) || !clause.parameter("proto").equals(FAMILY)) {
            return Optional.empty();
        }
        return switch (clause.parameter("encoding")) {
            case "delimited" -> Optional.of(Kind.DELIMITED);
            case "text" -> Optional.of(Kind.PROTOBUF_TEXT);
            case "compact-text" -> Optional.of(Kind.COMPACT_TEXT);
            default -> Optional.empty();
        };
    }

    /** Whether an Accept-Encoding header prefers gzip, in lower case; {@code *} means anything, so nothing is packed for it. */
    static boolean prefersGzip(String acceptEncoding) {
        double gzip = 0;
        double plain = 0;
        for (AcceptClause clause : AcceptClause.parseAll(acceptEncoding)) {
            switch (clause.name()) {
                case "gzip" -> gzip = Math.max(gzip, clause.weight());
                case "identity", "*" -> plain = Math.max(plain, clause.weight());
                default -> {
                    // br, zstd and others are not spoken here
                }
            }
        }
        return gzip > plain;
    }
}
