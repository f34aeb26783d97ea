package io.github.jobtide.exposition;

import io.github.jobtide.exposition.FamilyTable.Part;
import io.github.jobtide.exposition.FamilyTable.Target;
import io.github.jobtide.exposition.OpenMetricsTable.Family;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenMetrics 1.0 into the families that the same metrics have in the other formats. Units are read over. Source: docs/formats/openmetrics.md.
 */
public final class OpenMetricsReader extends LineReader {
    private static final byte[] LAST_LINE = Utf8.bytes("# EOF");
    /** Whom the labels of exemplars belong to, in messages. */
    private static final Target EXEMPLAR = new Target("exemplar", new FamilyDraft("exemplar"), Part.NONE);

    /** More is no time, and could not be told to the nanosecond: the end of the year 9999. */
    private static final double LATEST = 253402300800.0;

    private final OpenMetricsTable table;
    private @Nullable Target latest;
    private boolean ended;

    private OpenMetricsReader(byte[] body, ReaderLimits limits, NameRule names) {
        super(new TextCursor(body, "OpenMetrics"), limits, names);
        this.table = new OpenMetricsTable(cursor);
    }

    /** Whether the last line, with a line feed or without, says that nothing is missing; no other body is OpenMetrics. */
    public static boolean isComplete(byte[] body) {
        int end = body.length - (body.length > 0 && body[body.length - 1] == '\n' ? 1 : 0);
        int start = end - LAST_LINE.length;
        return start >= 0 && (start == 0 || body[start - 1] == '\n')
                && Arrays.equals(body, start, end, LAST_LINE, 0, LAST_LINE.length);
    }

    /** With names of the classic alphabet only; see {@link #read(byte[], ReaderLimits, NameRule)}. */
    public static List<MetricFamily> read(byte[] body, ReaderLimits limits) {
        return read(body, limits, NameRule.CLASSIC);
    }

    /**
     * Families in the order of their first line, no two of one name, each with its metrics in the order of theirs; families without a
     * sample are left out.
     *
     * @throws MalformedBodyException with the line it happened in
     */
    public static List<MetricFamily> read(byte[] body, ReaderLimits limits, NameRule names) {
        return new OpenMetricsReader(withLineFeed(body), limits, names).read();
    }

    private static byte[] withLineFeed(byte[] body) {
        if (body.length > 0 && body[body.length - 1] == '\n') {
            return body;
        }
        byte[] ended = Arrays.copyOf(body, body.length + 1);
        ended[body.length] = '\n';
        return ended;
    }

    private List<MetricFamily> read() {
        readLines();
        if (!ended) {
            throw cursor.failure("the body does not end in # EOF");
        }
        return table.families();
    }

    @Override
    Target find() {
        Target target = latest;
        if (target == null || !cursor.isToken(target.name())) {
            checkNotEnded();
            target = table.find(cursor.tokenText());
            checkNameCount(table.size());
            latest = target;
        }
        return target;
    }

    private void checkNotEnded() {
        if (ended) {
            throw cursor.failure("# EOF is not the last line");
        }
    }

    @Override
    void readComment(String keyword) {
        checkNotEnded();
        boolean help = keyword.equals("HELP");
        if (cursor.atLineEnd()) {
            ended = keyword.equals("EOF");
        } else if (!help && !keyword.equals("TYPE")) {
            cursor.skipRestOfLine();
        } else if (readNameInComment()) {
            Family family = table.family(cursor.tokenText());
            checkNameCount(table.size());
            cursor.skipBlanks();
            if (help) {
                readHelp(family);
            } else {
                readType(family);
            }
        }
    }

    private void readHelp(Family family) {
        if (family.hasHelp()) {
            throw cursor.failure("second HELP line for metric name " + Quoted.text(family.name()));
        }
        cursor.readEscapedRestOfLine();
        table.help(family, cursor.tokenText());
    }

    private void readType(Family family) {
        if (family.isTyped()) {
            throw cursor.failure("second TYPE line for metric name %s, or TYPE reported after samples"
                    .formatted(Quoted.text(family.name())));
        }
        cursor.readRestOfLine();
        table.type(family, OpenMetricsType.named(cursor.tokenText().toLowerCase(Locale.ROOT))
                .orElseThrow(() -> cursor.failure("unknown metric type " + cursor.quotedToken())));
    }

    /** A timestamp, an exemplar, or both. */
    @Override
    boolean readTail() {
        cursor.skipBlanks();
        boolean timestamped = cursor.current() != '#';
        if (timestamped) {
            readTimestamp();
        }
        if (!cursor.atLineEnd()) {
            exemplar = readExemplar();
        }
        return timestamped;
    }

    private void readTimestamp() {
        readNumber("timestamp");
        cursor.skipBlanks();
    }

    private Exemplar readExemplar() {
        if (cursor.current() != '#') {
            throw cursor.failure("expected '#' before exemplar, found " + Quoted.letter(cursor.current()));
        }
        cursor.advanceOverBlanks();
        if (cursor.current() != '{') {
            throw cursor.failure("expected '{' after '#' of exemplar, found " + Quoted.letter(cursor.current()));
        }
        labels.clear();
        readLabels(EXEMPLAR);
        Labels read = labels.labels();
        double value = readNumber("value");
        cursor.skipBlanks();
        Optional<Timestamp> time = Optional.empty();
        if (!cursor.atLineEnd()) {
            time = Optional.of(time(readNumber("timestamp")));
            cursor.skipBlanks();
        }
        if (!cursor.atLineEnd()) {
            throw cursor.failure("spurious text after exemplar: " + Quoted.letter(cursor.current()));
        }
        return new Exemplar(read, value, time);
    }

    @Override
    Timestamp time(double seconds) {
        if (!(Math.abs(seconds) < LATEST)) {
            throw cursor.failure("expected seconds since 1970, got " + Numbers.text(seconds));
        }
        return Timestamp.ofSeconds(seconds);
    }
}
