package io.github.jobtide.exposition;

import io.github.jobtide.exposition.FamilyTable.Part;
import io.github.jobtide.exposition.FamilyTable.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the text format 0.0.4 as Pushgateway 1.11.2 does. Source: docs/formats/text.md. */
public final class TextReader {
    private static final Map<String, MetricType> TYPES = Map.of("COUNTER", MetricType.COUNTER, "GAUGE",
            MetricType.GAUGE, "SUMMARY",
            MetricType.SUMMARY, "UNTYPED", MetricType.UNTYPED, "HISTOGRAM", MetricType.HISTOGRAM, "GAUGEHISTOGRAM",
            MetricType.GAUGE_HISTOGRAM,
            "GAUGE_HISTOGRAM", MetricType.GAUGE_HISTOGRAM);

    private final TextCursor cursor;
    private final ReaderLimits limits;
    private final NameRule names;
    private final FamilyTable table = new FamilyTable();
    private final LabelsDraft labels = new LabelsDraft();
    private int samples;

    /** The quantile or upper bound of the current line; NaN if it has none. */
    private double point;

    private TextReader(byte[] body, ReaderLimits limits, NameRule names) {
        this.cursor = new TextCursor(body);
        this.limits = limits;
        this.names = names;
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
        while (cursor.startLine()) {
            if (cursor.current() == '#') {
                readComment();
            } else if (!cursor.atLineEnd()) {
                readSample();
            }
            cursor.endLine();
        }
        return table.families();
    }

    private void readComment() {
        cursor.advanceOverBlanks();
        cursor.readWord();
        String keyword = cursor.tokenLength() == 4 ? cursor.tokenText() : "";
        if (cursor.atLineEnd() || !(keyword.equals("HELP") || keyword.equals("TYPE"))) {
            cursor.skipRestOfLine();
            return;
        }
        cursor.skipBlanks();
        cursor.readName(true);
        if (cursor.atLineEnd()) {
            return;
        }
        if (!cursor.atBlank()) {
            throw cursor.failure("invalid metric name in comment");
        }
        FamilyDraft family = target().family();
        cursor.skipBlanks();
        if (cursor.atLineEnd()) {
            return;
        }
        if (keyword.equals("HELP")) {
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

    private void readSample() {
        if (++samples > limits.maxMetrics()) {
            throw cursor.failure(
                    "more than %d samples in one body; push fewer, or raise the limit".formatted(limits.maxMetrics()));
        }
        labels.clear();
        point = Double.NaN;
        Target target = null;
        if (cursor.current() != '{') {
            target = readLeadingName();
        }
        if (cursor.current() == '{') {
            target = readLabels(target);
        }
        if (target == null) {
            throw cursor.failure("invalid metric name");
        }
        double value = checkCount(target, readValue());
        boolean timestamped = !cursor.atLineEnd();
        if (timestamped) {
            readTimestamp();
        }
        store(target, value, timestamped);
    }

    private Target readLeadingName() {
        cursor.readName(true);
        if (cursor.tokenLength() == 0) {
            throw cursor.failure("invalid metric name");
        }
        Target target = sampledTarget();
        cursor.skipBlanks();
        return target;
    }

    private Target sampledTarget() {
        Target target = target();
        target.family().sampled();
        return target;
    }

    /** Where the name in the token leads. */
    private Target target() {
        byte[] source = cursor.tokenSource();
        if (!Names.isMetricName(source, cursor.tokenFrom(), cursor.tokenTo()) && !isNameBeyondAlphabet()) {
            throw cursor.failure("invalid metric name " + cursor.quotedToken());
        }
        checkNameLength("metric");
        Target target = table.find(cursor);
        if (table.size() > limits.maxMetrics()) {
            throw cursor.failure("more than %d metric names in one body; push fewer, or raise the limit"
                    .formatted(limits.maxMetrics()));
        }
        return target;
    }

    /** Whether the token, no classic name, is one that is taken all the same. */
    private boolean isNameBeyondAlphabet() {
        return names == NameRule.UTF_8 && cursor.tokenLength() > 0 && cursor.tokenIsUtf8();
    }

    private void checkNameLength(String kind) {
        if (cursor.tokenLength() > limits.maxNameBytes()) {
            throw cursor.failure("%s name %s is longer than %d bytes; shorten it, or raise the limit".formatted(kind,
                    cursor.quotedToken(),
                    limits.maxNameBytes()));
        }
    }

    /** Reads from the opening brace to behind the closing one. The metric's name may stand among the labels if it stood not before. */
    private @Nullable Target readLabels(@Nullable Target leading) {
        Target target = leading;
        do {
            cursor.advanceOverBlanks();
            if (cursor.current() == '}') {
                break;
            }
            cursor.readName(false);
            if (cursor.tokenLength() == 0) {
                throw cursor.failure("invalid label name for metric " + quotedName(target));
            }
            cursor.skipBlanks();
            if (cursor.current() == '=') {
                readLabel(target);
            } else {
                target = readNameAmongLabels(leading, target);
            }
        } while (cursor.current() == ',');
        cursor.advanceOverBlanks();
        return target;
    }

    private Target readNameAmongLabels(@Nullable Target leading, @Nullable Target target) {
        if (leading != null) {
            throw cursor.failure("expected '=' after label name, found " + Quoted.letter(cursor.current()));
        }
        if (target != null) {
            throw cursor.failure("multiple metric names for metric " + quotedName(target));
        }
        if (cursor.current() != ',' && cursor.current() != '}') {
            throw cursor.failure("unexpected end of metric name " + Quoted.letter(cursor.current()));
        }
        Target found = sampledTarget();
        String pointLabel = found.family().pointLabel();
        if (labels.has(pointLabel)) {
            readPoint(pointLabel, labels.remove(pointLabel));
        }
        return found;
    }

    private void readLabel(@Nullable Target target) {
        String name = labels.name(cursor);
        if (name.equals("__name__")) {
            throw cursor.failure("label name \"__name__\" is reserved");
        }
        if (!Names.isLabelName(name) && !isNameBeyondAlphabet()) {
            throw cursor.failure("invalid label name " + cursor.quotedToken());
        }
        checkNameLength("label");
        boolean isPoint = target != null && name.equals(target.family().pointLabel());
        if (!isPoint && labels.has(name)) {
            throw cursor.failure("duplicate label names for metric " + quotedName(target));
        }
        cursor.advanceOverBlanks();
        if (cursor.current() != '"') {
            throw cursor.failure("expected '\"' at start of label value, found " + Quoted.letter(cursor.current()));
        }
        String value = readLabelValue(target);
        if (isPoint) {
            readPoint(name, value);
        } else {
            labels.add(name, value);
        }
        if (labels.size() > limits.maxLabels()) {
            throw cursor.failure(
                    "more than %d labels for metric %s; use fewer, or raise the limit".formatted(limits.maxLabels(),
                            quotedName(target)));
        }
        cursor.advanceOverBlanks();
        if (cursor.current() != ',' && cursor.current() != '}') {
            throw cursor.failure("unexpected end of label value " + Quoted.text(value));
        }
    }

    private String readLabelValue(@Nullable Target target) {
        cursor.readLabelValue();
        if (cursor.tokenLength() > limits.maxValueBytes()) {
            throw cursor.failure("a label value of metric %s is longer than %d bytes; shorten it, or raise the limit"
                    .formatted(quotedName(target), limits.maxValueBytes()));
        }
        if (!cursor.tokenIsUtf8()) {
            throw cursor.failure("invalid label value " + cursor.quotedToken());
        }
        return cursor.tokenText();
    }

    private void readPoint(String label, String value) {
        try {
            byte[] bytes = Utf8.bytes(value);
            point = Numbers.read(bytes, 0, bytes.length);
        } catch (NumberFormatException e) {
            throw cursor.failure("expected float as value for '%s' label, got %s".formatted(label, Quoted.text(value)));
        }
    }

    private double readValue() {
        cursor.readWord();
        try {
            return cursor.tokenNumber();
        } catch (NumberFormatException e) {
            throw cursor.failure("expected float as value, got " + cursor.quotedToken());
        }
    }

    private void readTimestamp() {
        cursor.skipBlanks();
        cursor.readWord();
        if (!cursor.isTokenWholeNumber()) {
            throw cursor.failure("expected integer as timestamp, got " + cursor.quotedToken());
        }
        cursor.readRestOfLine();
        if (cursor.tokenLength() > 0) {
            throw cursor.failure("spurious string after timestamp: " + cursor.quotedToken());
        }
    }

    private void store(Target target, double value, boolean timestamped) {
        FamilyDraft family = target.family();
        if (family.pointLabel().isEmpty()) {
            family.add(new Metric(labels.labels(), new Reading.Scalar(value), timestamped));
            return;
        }
        JoinedMetric metric = family.join(labels.labels());
        if (timestamped) {
            metric.timestamped();
        }
        switch (target.part()) {
            case COUNT -> metric.count(value);
            case SUM -> metric.sum(value);
            case VALUE -> {
                if (!Double.isNaN(point)) {
                    metric.point(point, value);
                }
            }
        }
    }

    /** Counts of a histogram are not negative; that is told before a timestamp is looked at. */
    private double checkCount(Target target, double value) {
        FamilyDraft family = target.family();
        boolean bucket = target.part() == Part.VALUE && !Double.isNaN(point);
        if (!family.isHistogram() || !(bucket || target.part() == Part.COUNT)) {
            return value;
        }
        if (value < 0) {
            throw cursor
                    .failure("%s for histogram %s".formatted(bucket ? "negative bucket population" : "negative count",
                            Quoted.text(family.name())));
        }
        // There is no minus zero among counts.
        return value + 0.0;
    }

    private static String quotedName(@Nullable Target target) {
        return Quoted.text(target == null ? "" : target.family().name());
    }
}
