package io.github.jobtide.lint;

import io.github.jobtide.lint.Sample.Label;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads one line of a page: a sample, or a comment. Accepts more than Prometheus does, so that one mistake does not hide the rest of the page.
 * Source: docs/formats/text.md and docs/formats/openmetrics.md. Used for one line after the other, by one thread.
 */
final class LineScanner {
    /** Labels beyond that are not compared with those before them. */
    private static final int MOST_COMPARED = 100;

    private final boolean openMetrics;
    private byte[] line = {};
    private int number;
    private int end;
    private int at;

    /** @param openMetrics whether exemplars and timestamps with a fraction are allowed */
    LineScanner(boolean openMetrics) {
        this.openMetrics = openMetrics;
    }

    /** Begins with a line, of which the first {@code length} bytes count. */
    void begin(byte[] text, int length, int lineNumber) {
        line = text;
        end = length;
        number = lineNumber;
        at = 0;
        skipBlanks();
    }

    boolean isEmpty() {
        return at == end;
    }

    boolean isComment() {
        return at < end && line[at] == '#';
    }

    /** Empty if it says nothing of a family. */
    Optional<Comment> comment() throws MalformedLineException {
        at++;
        skipBlanks();
        String keyword = word();
        if (!keyword.equals("HELP") && !keyword.equals("TYPE") && !(openMetrics && keyword.equals("UNIT"))) {
            return Optional.empty();
        }
        skipBlanks();
        if (at == end) {
            return Optional.empty();
        }
        String name = line[at] == '"' ? quoted() : word();
        if (name.isEmpty()) {
            throw failure(at, "no metric name stands here");
        }
        skipBlanks();
        return Optional.of(new Comment(keyword, name, text(at, end), at + 1));
    }

    /** What is behind the hash of a comment. */
    String commentText() {
        return text(Math.min(at + 1, end), end).strip();
    }

    Scanned sample() throws MalformedLineException {
        int start = at;
        String name = "";
        if (line[at] != '{') {
            name = line[at] == '"' ? quoted() : nameUpTo('{');
        }
        List<Label> labels = new ArrayList<>();
        int seriesEnd = at;
        skipBlanks();
        if (at < end && line[at] == '{') {
            String among = labels(labels, name.isEmpty());
            if (!among.isEmpty()) {
                name = among;
            }
            seriesEnd = at;
            skipBlanks();
        }
        if (name.isEmpty()) {
            throw failure(start, "no metric name stands here");
        }
        if (at == end) {
            throw failure(at, "there is no value");
        }
        int valueAt = at;
        String valueText = word();
        double value = Values.parse(valueText);
        if (Double.isNaN(value) && !Values.isNan(valueText)) {
            throw failure(valueAt, "'" + Values.shortened(valueText) + "' is no number");
        }
        int blanks = at;
        skipBlanks();
        Optional<String> timestamp = Optional.empty();
        if (at < end && line[at] != '#') {
            int timeAt = at;
            timestamp = Optional.of(word());
            if (!Values.isTimestamp(timestamp.get(), openMetrics)) {
                throw failure(timeAt, "'" + Values.shortened(timestamp.get()) + "' is no timestamp");
            }
            blanks = at;
            skipBlanks();
        }
        boolean hasExemplar = at < end && line[at] == '#' && openMetrics;
        if (at < end && !hasExemplar) {
            throw failure(at, "'" + Values.shortened(text(at, end)) + "' stands behind the value");
        }
        return new Scanned(new Sample(number, name, labels, text(start, seriesEnd), value, valueText, valueAt + 1,
                timestamp), blanks < end && !hasExemplar ? blanks + 1 : 0);
    }

    private String nameUpTo(char stop) {
        int start = at;
        while (at < end && line[at] != stop && !isBlank(line[at])) {
            at++;
        }
        return text(start, at);
    }

    /**
     * @param nameMayCome whether none stood before the brace
     * @return the name of the metric, if it stands among them in quotes
     */
    private String labels(List<Label> labels, boolean nameMayCome) throws MalformedLineException {
        String name = "";
        at++;
        skipBlanks();
        while (at < end && line[at] != '}') {
            int start = at;
            String first = line[at] == '"' ? quoted() : labelName();
            skipBlanks();
            if (at < end && line[at] == '=') {
                at++;
                skipBlanks();
                if (labels.size() < MOST_COMPARED && has(labels, first)) {
                    throw failure(start, "the label '" + Values.shortened(first) + "' stands twice");
                }
                labels.add(new Label(first, quoted(), start + 1));
            } else if (line[start] == '"' && name.isEmpty() && nameMayCome) {
                name = first;
            } else {
                throw failure(at, "'=' is missing behind the label name '" + Values.shortened(first) + "'");
            }
            skipBlanks();
            if (at < end && line[at] == ',') {
                at++;
                skipBlanks();
            } else if (at < end && line[at] != '}') {
                throw failure(at, "',' or '}' is missing behind a label");
            }
        }
        if (at == end) {
            throw failure(at, "'}' is missing");
        }
        at++;
        return name;
    }

    private static boolean has(List<Label> labels, String name) {
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i).name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private String labelName() throws MalformedLineException {
        int start = at;
        while (at < end && line[at] != '=' && line[at] != ',' && line[at] != '}' && !isBlank(line[at])) {
            at++;
        }
        if (at == start) {
            throw failure(at, "a label name is missing");
        }
        return text(start, at);
    }

    private String quoted() throws MalformedLineException {
        if (at == end || line[at] != '"') {
            throw failure(at, "'\"' is missing before a label value");
        }
        int start = ++at;
        boolean escaped = false;
        while (at < end && line[at] != '"') {
            if (line[at] == '\\') {
                escaped = true;
                at++;
                if (at == end || (line[at] != '\\' && line[at] != '"' && line[at] != 'n')) {
                    throw failure(at - 1, "behind a backslash only \\, \" and n may stand");
                }
            }
            at++;
        }
        if (at == end) {
            throw failure(start - 1, "a closing '\"' is missing");
        }
        String text = text(start, at++);
        if (text.indexOf('\uFFFD') >= 0
                && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(line, start, at - 1))) {
            throw failure(start, "bytes stand here that are not UTF-8");
        }
        return escaped ? Values.unescaped(text) : text;
    }

    private String word() {
        int start = at;
        while (at < end && !isBlank(line[at])) {
            at++;
        }
        return text(start, at);
    }

    private void skipBlanks() {
        while (at < end && isBlank(line[at])) {
            at++;
        }
    }

    private static boolean isBlank(byte letter) {
        return letter == ' ' || letter == '\t';
    }

    private String text(int from, int to) {
        return new String(line, from, to - from, StandardCharsets.UTF_8);
    }

    private static MalformedLineException failure(int index, String reason) {
        return new MalformedLineException(index + 1, reason);
    }

    /**
     * A comment that says something of a family.
     *
     * @param text what stands behind the name, as written
     * @param column of the text in bytes, from 1
     */
    record Comment(String keyword, String name, String text, int column) {}

    /**
     * A sample, and what the text format does not allow behind it.
     *
     * @param trailingBlankColumn of the first blank at the end of the line, in bytes, from 1; 0 if there is none
     */
    record Scanned(Sample sample, int trailingBlankColumn) {}
}
