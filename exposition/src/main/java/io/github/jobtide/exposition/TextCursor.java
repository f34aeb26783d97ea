package io.github.jobtide.exposition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A place in a body of text, and the token that was read last. Behind the last line feed there is nothing to read: whoever asks for a
 * byte there gets {@code unexpected end of input stream}.
 */
final class TextCursor {
    private final byte[] body;
    private final String format;
    private int at;
    private int line;

    /** The token: a piece of the body or, where escapes had to be undone, of {@link #unescaped}. */
    private byte[] source;
    private int from;
    private int to;
    private byte[] unescaped = new byte[64];

    /** @param format as messages name it */
    TextCursor(byte[] body, String format) {
        this.body = body;
        this.format = format;
        this.source = body;
    }

    /** Goes to the first byte of the next line that is no blank. False where only blanks or nothing are left. */
    boolean startLine() {
        line++;
        while (at < body.length && isBlank(body[at])) {
            at++;
        }
        return at < body.length;
    }

    byte current() {
        return body[at];
    }

    boolean atLineEnd() {
        return body[at] == '\n';
    }

    boolean atBlank() {
        return isBlank(body[at]);
    }

    /** Behind the line feed that was found. */
    void endLine() {
        at++;
    }

    void advance() {
        if (++at == body.length) {
            throw failure("unexpected end of input stream");
        }
    }

    /** Leaves the current byte and then all blanks. */
    void advanceOverBlanks() {
        advance();
        skipBlanks();
    }

    void skipBlanks() {
        while (isBlank(body[at])) {
            advance();
        }
    }

    void skipRestOfLine() {
        while (!atLineEnd()) {
            advance();
        }
    }

    /** Everything up to a blank or the end of the line; may be empty. */
    void readWord() {
        int start = at;
        while (!isBlank(body[at]) && body[at] != '\n') {
            advance();
        }
        token(body, start, at);
    }

    /** A name, quoted or not; empty if none begins here. */
    void readName(boolean colons) {
        int start = at;
        if (Names.isStart(body[at], colons)) {
            do {
                advance();
            } while (Names.isPart(body[at], colons));
        }
        if (body[at] == '"') {
            readQuotedName(start, colons);
        } else {
            token(body, start, at);
        }
    }

    /** What stands directly before the opening quote belongs to the name. */
    private void readQuotedName(int start, boolean colons) {
        int length = append(0, start, at);
        advance();
        while (body[at] != '"') {
            if (atLineEnd()) {
                throw failure((colons ? "metric" : "label") + " name " + Quoted.text(unescaped, 0, length)
                        + " contains unescaped new-line");
            }
            length = appendCharacter(length);
            advance();
        }
        advance();
        token(unescaped, 0, length);
    }

    /** The text between the quote at the cursor and the next one, which is where the cursor is left. */
    void readLabelValue() {
        advance();
        int start = at;
        while (body[at] != '"') {
            if (body[at] == '\\') {
                readEscapedLabelValue(start);
                return;
            }
            if (atLineEnd()) {
                throw newLineInLabelValue(body, start, at);
            }
            advance();
        }
        token(body, start, at);
    }

    private void readEscapedLabelValue(int start) {
        int length = append(0, start, at);
        while (body[at] != '"') {
            if (atLineEnd()) {
                throw newLineInLabelValue(unescaped, 0, length);
            }
            length = appendCharacter(length);
            advance();
        }
        token(unescaped, 0, length);
    }

    private MalformedBodyException newLineInLabelValue(byte[] text, int start, int end) {
        return failure("label value " + Quoted.text(text, start, end) + " contains unescaped new-line");
    }

    /** The rest of a HELP line. */
    void readEscapedRestOfLine() {
        int length = 0;
        while (!atLineEnd()) {
            length = appendCharacter(length);
            advance();
        }
        token(unescaped, 0, length);
    }

    /** The rest of a line that knows no escapes; there the stock gateway overlooks backslashes, and so must we. */
    void readRestOfLine() {
        int length = 0;
        while (!atLineEnd()) {
            if (body[at] != '\\') {
                length = append(length, at, at + 1);
            }
            advance();
        }
        token(unescaped, 0, length);
    }

    private int appendCharacter(int length) {
        if (body[at] != '\\') {
            return append(length, at, at + 1);
        }
        advance();
        byte escaped = body[at];
        if (escaped != '\\' && escaped != 'n' && escaped != '"') {
            throw failure("invalid escape sequence '\\" + (char) (escaped & 0xff) + "'");
        }
        int end = append(length, at, at + 1);
        if (escaped == 'n') {
            unescaped[length] = '\n';
        }
        return end;
    }

    private int append(int length, int start, int end) {
        int needed = length + end - start;
        if (needed > unescaped.length) {
            unescaped = Arrays.copyOf(unescaped, Math.max(needed, 2 * unescaped.length));
        }
        System.arraycopy(body, start, unescaped, length, end - start);
        return needed;
    }

    private void token(byte[] tokenSource, int start, int end) {
        source = tokenSource;
        from = start;
        to = end;
    }

    byte[] tokenSource() {
        return source;
    }

    int tokenFrom() {
        return from;
    }

    int tokenTo() {
        return to;
    }

    int tokenLength() {
        return to - from;
    }

    /** Whether the token is this text; may say no to text that is not ASCII. */
    boolean isToken(String text) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != source[from + i]) {
                return false;
            }
        }
        return true;
    }

    int tokenHash() {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + source[i];
        }
        return hash ^ (hash >>> 6);
    }

    boolean tokenIsUtf8() {
        return Utf8.isAscii(source, from, to) || Utf8.isValid(source, from, to);
    }

    /** Whether the token is a decimal whole number of 64 bits, with or without a sign. */
    boolean isTokenWholeNumber() {
        try {
            Long.parseLong(new String(source, from, to - from, StandardCharsets.ISO_8859_1));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    String tokenText() {
        return Utf8.text(source, from, to);
    }

    String quotedToken() {
        return Quoted.text(source, from, to);
    }

    /** @throws NumberFormatException if the token is no number */
    double tokenNumber() {
        return Numbers.read(source, from, to);
    }

    MalformedBodyException beyond(ReaderLimits.Limit limit, String problem) {
        return MalformedBodyException.beyond(limit, located(problem));
    }

    MalformedBodyException failure(String message) {
        return new MalformedBodyException(located(message));
    }

    private String located(String problem) {
        return format + " parsing error in line " + line + ": " + problem;
    }

    private static boolean isBlank(byte letter) {
        return letter == ' ' || letter == '\t';
    }
}
