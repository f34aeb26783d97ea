package io.github.jobtide.migration;

import java.io.IOException;
import java.io.Reader;

/**
 * Reads JSON from its beginning to its end, value by value: callers ask for what they expect, and skip what they do not know. Holds nothing
 * but the text that was asked for.
 */
final class JsonInput {
    private static final int MAX_TEXT = 16 << 20;
    private static final int MAX_WORD = 64;
    private static final int MAX_DEPTH = 64;
    private static final int NONE = -2;

    private final Reader in;
    private int peeked = NONE;
    private long at;
    private int depth;
    private boolean first;

    /** @param in buffered */
    JsonInput(Reader in) {
        this.in = in;
    }

    /** What stands next, without blanks: its first character. */
    char peek() throws IOException {
        while (peeked == NONE || peeked == ' ' || peeked == '\n' || peeked == '\r' || peeked == '\t') {
            peeked = in.read();
            at++;
        }
        if (peeked < 0) {
            throw malformed("it ends here");
        }
        return (char) peeked;
    }

    /** Hands each member's name to {@code members}, which must read or skip its value. */
    void object(Members members) throws IOException {
        enter('{');
        while (hasNext('}')) {
            String name = text();
            take(':');
            members.read(name);
        }
    }

    /** Calls {@code elements} before each element, which it must read or skip. */
    void array(Elements elements) throws IOException {
        enter('[');
        while (hasNext(']')) {
            elements.read();
        }
    }

    private void enter(char bracket) throws IOException {
        take(bracket);
        if (++depth > MAX_DEPTH) {
            throw malformed("it is nested more than %d deep".formatted(MAX_DEPTH));
        }
        first = true;
    }

    /** Whether another member or element stands here; takes the comma before it, or the bracket after the last. */
    private boolean hasNext(char bracket) throws IOException {
        boolean begins = first;
        first = false;
        if (peek() == bracket) {
            take(bracket);
            depth--;
            return false;
        }
        if (!begins) {
            take(',');
        }
        return true;
    }

    String text() throws IOException {
        take('"');
        StringBuilder text = new StringBuilder();
        for (int next = next(); next != '"'; next = next()) {
            if (text.length() == MAX_TEXT) {
                throw malformed("a text is longer than %d characters".formatted(MAX_TEXT));
            }
            text.append(next == '\\' ? escaped() : (char) next);
        }
        return text.toString();
    }

    private char escaped() throws IOException {
        int escape = next();
        return switch (escape) {
            case '"', '\\', '/' -> (char) escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw malformed("there is no escape \\" + (char) escape);
        };
    }

    private char unicode() throws IOException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw malformed("\\u wants four hexadecimal digits");
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    void skip() throws IOException {
        switch (peek()) {
            case '{' -> object(_ -> skip());
            case '[' -> array(this::skip);
            case '"' -> text();
            default -> word();
        }
    }

    /** A number, {@code true}, {@code false} or {@code null}. */
    String word() throws IOException {
        StringBuilder word = new StringBuilder();
        int next = peek();
        while (isWordPart(next) && word.length() < MAX_WORD) {
            word.append((char) next);
            next = in.read();
            at++;
        }
        peeked = next;
        if (word.isEmpty()) {
            throw malformed("a value was expected");
        }
        return word.toString();
    }

    private static boolean isWordPart(int c) {
        boolean digit = c >= '0' && c <= '9';
        boolean letter = c >= 'a' && c <= 'z';
        return digit || letter || c == 'E' || c == '.' || c == '-' || c == '+';
    }

    private void take(char expected) throws IOException {
        char found = peek();
        if (found != expected) {
            throw malformed("'%c' was expected, and '%c' stands there".formatted(expected, found));
        }
        peeked = NONE;
    }

    private int next() throws IOException {
        int next = in.read();
        at++;
        if (next < 0) {
            throw malformed("it ends inside a text");
        }
        return next;
    }

    private MalformedJsonException malformed(String problem) {
        return new MalformedJsonException("character %d: %s".formatted(at, problem));
    }

    /** Reads one member's value. */
    @FunctionalInterface
    interface Members {
        void read(String name) throws IOException;
    }

    /** Reads one element. */
    @FunctionalInterface
    interface Elements {
        void read() throws IOException;
    }

    /** What stands there is no JSON, or other JSON than was expected. */
    static final class MalformedJsonException extends IOException {
        private static final long serialVersionUID = 1;

        MalformedJsonException(String message) {
            super(message);
        }
    }
}
