package io.github.jobtide.exposition;

import io.github.jobtide.exposition.FamilyTable.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the text format 0.0.4 as Pushgateway 1.11.2 does. Source: docs/formats/text.md. */
public final class TextReader extends LineReader {
    private static final Map<String, MetricType> TYPES = Map.of("COUNTER", MetricType.COUNTER, "GAUGE",
            MetricType.GAUGE, "SUMMARY",
            MetricType.SUMMARY, "UNTYPED", MetricType.UNTYPED, "HISTOGRAM", MetricType.HISTOGRAM, "GAUGEHISTOGRAM",
            MetricType.GAUGE_HISTOGRAM,
            "GAUGE_HISTOGRAM", MetricType.GAUGE_HISTOGRAM);

    private final FamilyTable table = new FamilyTable();

    private TextReader(byte[] body, ReaderLimits limits, NameRule names) {
        super(new TextCursor(body, "text format"), limits, names);
    }

    /** With names of the classic alphabet only; see {@link #read(byte[], ReaderLimits, NameRule)}. */
    public static List<MetricFamily> read(byte[] body, ReaderLimits limits) {
        return read(body, limits, NameRule.CLASSIC);
    }

    /**
     * Families in the order of their first line, each with its metrics in the order of theirs; families without a sample are left out.
     *
     * @throws MalformedBodyException with the line it happened in
     */
    public static List<MetricFamily> read(byte[] body, ReaderLimits limits, NameRule names) {
        return new TextReader(body, limits, names).read();
    }

    private List<MetricFamily> read() {
        readLines();
        return table.families();
    }

    @Override
    Target find() {
        Target target = table.find(cursor);
        checkNameCount(table.size());
        return target;
    }

    @Override
    void readComment(String keyword) {
        boolean help = keyword.equals("HELP");
        if (cursor.atLineEnd() || !(help || keyword.equals("TYPE"))) {
            cursor.skipRestOfLine();
            return;
        }
        if (!readNameInComment()) {
            return;
        }
        FamilyDraft family = find().family();
        cursor.skipBlanks();
        if (cursor.atLineEnd()) {
            return;
        }
        if (help) {
            readHelp(family);
        } else {
            readType(family);
        }
    }

    private void readHelp(FamilyDraft family) {
        if (family.hasHelp()) {
            throw cursor.failure("second HELP line for metric name " + Quoted.text(family.name()));
        }
        cursor.readEscapedRestOfLine();
        family.helped(cursor.tokenText());
    }

    private void readType(FamilyDraft family) {
        if (family.isTyped()) {
            throw cursor.failure("second TYPE line for metric name %s, or TYPE reported after samples"
                    .formatted(Quoted.text(family.name())));
        }
        cursor.readRestOfLine();
        MetricType type = TYPES.get(cursor.tokenText().toUpperCase(Locale.ROOT));
        if (type == null) {
            throw cursor.failure("unknown metric type " + cursor.quotedToken());
        }
        family.typed(type);
    }

    @Override
    boolean readTail() {
        cursor.skipBlanks();
        cursor.readWord();
        if (!cursor.isTokenWholeNumber()) {
            throw cursor.failure("expected integer as timestamp, got " + cursor.quotedToken());
        }
        cursor.readRestOfLine();
        if (cursor.tokenLength() > 0) {
            throw cursor.failure("spurious string after timestamp: " + cursor.quotedToken());
        }
        return true;
    }

    @Override
    Timestamp time(double seconds) {
        throw new IllegalStateException("text has no lines that hold a time");
    }
}
