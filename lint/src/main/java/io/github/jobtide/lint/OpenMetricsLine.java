package io.github.jobtide.lint;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a line of OpenMetrics must not have although the text format takes it: Prometheus refuses the whole page for it. Source: OpenMetrics 1.0, ABNF, and
 * what Prometheus does.
 */
final class OpenMetricsLine {
    private static final List<String> COMMENTS = List.of("# HELP ", "# TYPE ", "# UNIT ", "# EOF");
    private static final byte[] EXEMPLAR = {' ', '#', ' '};

    private final byte[] line;
    private int end;

    private OpenMetricsLine(byte[] line, int end) {
        this.line = line;
        this.end = end;
    }

    /** @throws MalformedLineException if it has something of that kind */
    static void check(byte[] line, int length) throws MalformedLineException {
        new OpenMetricsLine(line, length).check();
    }

    private void check() throws MalformedLineException {
        if (end == 0) {
            throw failure(0, "it is empty, and OpenMetrics has no empty lines");
        }
        if (line[0] == '#') {
            comment();
        } else {
            while (isBlank(line[end - 1]) && end > 1) {
                end--; // JT004 tells of those
            }
            int exemplar = blanks(0);
            if (exemplar > 0) {
                exemplar(exemplar);
            }
        }
    }

    private void comment() throws MalformedLineException {
        for (String beginning : COMMENTS) {
            int length = beginning.length();
            if (end >= length && new String(line, 0, length, StandardCharsets.US_ASCII).equals(beginning)) {
                int most = beginning.equals("# HELP ") ? length + 1 : end; // a text may have blanks of its own
                for (int i = length; i < most && i < end; i++) {
                    if (isBlank(line[i]) && isBlank(line[i - 1])) {
                        throw failure(i, "a second blank stands here");
                    }
                }
                return;
            }
        }
        throw failure(0, "OpenMetrics has no comments but '# HELP ', '# TYPE ', '# UNIT ' and '# EOF'");
    }

    /** @return where an exemplar begins, at its hash; 0 if there is none */
    private int blanks(int start) throws MalformedLineException {
        boolean isQuoted = false;
        boolean isAmongLabels = false;
        for (int i = start; i < end; i++) {
            if (isQuoted && line[i] == '\\') {
                i++;
            } else if (line[i] == '"') {
                isQuoted = !isQuoted;
            } else if (!isQuoted) {
                if (i > 0 && isAt(i, EXEMPLAR) && !isAmongLabels) {
                    return i + 1;
                }
                if (line[i] == '}' && i + 1 < end && !isBlank(line[i + 1])) {
                    throw failure(i + 1, "a blank is missing behind the labels");
                }
                isAmongLabels = line[i] == '{' || (isAmongLabels && line[i] != '}');
                blank(i, isAmongLabels);
            }
        }
        return 0;
    }

    private void blank(int at, boolean isAmongLabels) throws MalformedLineException {
        if (!isBlank(line[at])) {
            return;
        }
        if (line[at] == '\t') {
            throw failure(at, "a tab stands here; OpenMetrics has blanks alone");
        }
        if (at == 0 || isAmongLabels) {
            throw failure(at, "a blank stands here, where OpenMetrics has none");
        }
        if (at + 1 < end && (isBlank(line[at + 1]) || line[at + 1] == '{')) {
            throw failure(at + 1, line[at + 1] == '{'
                    ? "a blank stands before the labels"
                    : "a second blank stands here");
        }
    }

    private void exemplar(int at) throws MalformedLineException {
        if (at + 2 >= end || line[at + 2] != '{') {
            throw failure(at, "an exemplar is written # {LABELS} NUMBER");
        }
        blanks(at + 2);
        byte[] series = new byte[end - at - 1];
        System.arraycopy(line, at + 2, series, 1, end - at - 2);
        series[0] = 'e';
        LineScanner scanner = new LineScanner(true);
        scanner.begin(series, series.length, 1);
        try {
            scanner.sample();
        } catch (MalformedLineException e) {
            throw failure(at + e.column(), "the exemplar cannot be read: " + e.reason());
        }
    }

    private boolean isAt(int index, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (index + i >= end || line[index + i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte letter) {
        return letter == ' ' || letter == '\t';
    }

    private static MalformedLineException failure(int index, String reason) {
        return new MalformedLineException(index + 1, reason);
    }
}
