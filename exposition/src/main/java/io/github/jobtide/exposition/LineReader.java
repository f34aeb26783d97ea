package io.github.jobtide.exposition;

import io.github.jobtide.exposition.FamilyTable.Part;
import io.github.jobtide.exposition.FamilyTable.Target;
import io.github.jobtide.exposition.ReaderLimits.Limit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a body of lines: samples, which the text format and OpenMetrics write alike, and comments, which they do not. */
abstract class LineReader {
    private static final int LONGEST_KEYWORD = 4;

    final TextCursor cursor;
    final ReaderLimits limits;
    private final NameRule names;
    final LabelsDraft labels = new LabelsDraft();
    private int samples;

    /** The quantile or upper bound of the current line; NaN if it has none. */
    private double point;
    /** What {@link #readTail} found behind the value; null if there was none. */
    @Nullable
    Exemplar exemplar;

    /** @param cursor at the start of the body */
    LineReader(TextCursor cursor, ReaderLimits limits, NameRule names) {
        this.cursor = cursor;
        this.limits = limits;
        this.names = names;
    }

    /** All lines, with what they come to left where {@link #find} leads. */
    final void readLines() {
        while (cursor.startLine()) {
            if (cursor.current() == '#') {
                readComment();
            } else if (!cursor.atLineEnd()) {
                readSample();
            }
            cursor.endLine();
        }
    }

    /** Reads what stands behind the keyword of a comment, to the end of the line; the keyword is empty if it is none that could count. */
    abstract void readComment(String keyword);

    /** Where the cursor's token, a valid name, leads; creates its family if there is none. */
    abstract Target find();

    /**
     * Reads what stands behind a value, to the end of the line.
     *
     * @return whether there was a timestamp
     */
    abstract boolean readTail();

    private void readComment() {
        cursor.advanceOverBlanks();
        cursor.readWord();
        readComment(cursor.tokenLength() <= LONGEST_KEYWORD ? cursor.tokenText() : "");
    }

    /** Reads the name in a comment; false if the line ends there. */
    final boolean readNameInComment() {
        cursor.skipBlanks();
        cursor.readName(true);
        if (cursor.atLineEnd()) {
            return false;
        }
        if (!cursor.atBlank()) {
            throw cursor.failure("invalid metric name in comment");
        }
        checkMetricName();
        return true;
    }

    private void readSample() {
        if (++samples > limits.maxMetrics()) {
            throw cursor.beyond(Limit.METRICS,
                    "more than %d samples in one body; push fewer".formatted(limits.maxMetrics()));
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
        double value = checkCount(target, readNumber("value"));
        if (cursor.atLineEnd()) {
            store(target, labels.labels(), value, point, false);
        } else {
            readTailAndStore(target, value);
        }
    }

    /** What stands behind the value may have labels of its own. */
    private void readTailAndStore(Target target, double value) {
        Labels read = labels.labels();
        double readPoint = point;
        boolean timestamped = readTail();
        store(target, read, value, readPoint, timestamped);
        exemplar = null;
    }

    /** A value as a time; only where there are lines that hold one. */
    abstract Timestamp time(double seconds);

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
        checkMetricName();
        Target target = find();
        target.family().sampled();
        return target;
    }

    private void checkMetricName() {
        byte[] source = cursor.tokenSource();
        if (!Names.isMetricName(source, cursor.tokenFrom(), cursor.tokenTo()) && !isNameBeyondAlphabet()) {
            throw cursor.failure("invalid metric name " + cursor.quotedToken());
        }
        checkNameLength("metric");
    }

    /** To be called with each new name. */
    final void checkNameCount(int count) {
        if (count > limits.maxMetrics()) {
            throw cursor.beyond(Limit.METRICS,
                    "more than %d metric names in one body; push fewer".formatted(limits.maxMetrics()));
        }
    }

    /** Whether the token, no classic name, is one that is taken all the same. */
    private boolean isNameBeyondAlphabet() {
        return names == NameRule.UTF_8 && cursor.tokenLength() > 0 && cursor.tokenIsUtf8();
    }

    private void checkNameLength(String kind) {
        if (cursor.tokenLength() > limits.maxNameBytes()) {
            throw cursor.beyond(Limit.NAME_BYTES, "%s name %s is longer than %d bytes; shorten it".formatted(kind,
                    cursor.quotedToken(), limits.maxNameBytes()));
        }
    }

    /** Reads from the opening brace to behind the closing one. The metric's name may stand among the labels if it stood not before. */
    final @Nullable Target readLabels(@Nullable Target leading) {
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
            throw cursor.beyond(Limit.LABELS, "more than %d labels for metric %s; use fewer"
                    .formatted(limits.maxLabels(), quotedName(target)));
        }
        cursor.advanceOverBlanks();
        if (cursor.current() != ',' && cursor.current() != '}') {
            throw cursor.failure("unexpected end of label value " + Quoted.text(value));
        }
    }

    private String readLabelValue(@Nullable Target target) {
        cursor.readLabelValue();
        if (cursor.tokenLength() > limits.maxValueBytes()) {
            throw cursor.beyond(Limit.VALUE_BYTES, "a label value of metric %s is longer than %d bytes; shorten it"
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

    final double readNumber(String what) {
        cursor.readWord();
        try {
            return cursor.tokenNumber();
        } catch (NumberFormatException e) {
            throw cursor.failure("expected float as %s, got %s".formatted(what, cursor.quotedToken()));
        }
    }

    private void store(Target target, Labels read, double value, double readPoint, boolean timestamped) {
        FamilyDraft family = target.family();
        if (target.part() == Part.CREATED) {
            family.created(read, time(value));
            return;
        }
        if (family.pointLabel().isEmpty()) {
            family.add(new Metric(read, scalar(family, value), timestamped));
            return;
        }
        JoinedMetric metric = family.join(read);
        if (timestamped) {
            metric.timestamped();
        }
        switch (target.part()) {
            case COUNT -> metric.count(value);
            case SUM -> metric.sum(value);
            case VALUE -> {
                if (!Double.isNaN(readPoint)) {
                    metric.point(readPoint, value, family.isHistogram() ? exemplar : null);
                }
            }
            case CREATED, NONE -> throw new IllegalStateException("kept what is not to be kept");
        }
    }

    /** Of single values only counters have exemplars. */
    private Reading scalar(FamilyDraft family, double value) {
        Reading plain = new Reading.Scalar(value);
        if (exemplar == null || !family.is(MetricType.COUNTER)) {
            return plain;
        }
        DetailsDraft details = new DetailsDraft();
        details.exemplars.put(0, exemplar);
        return details.detailed(plain, Optional.empty());
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
