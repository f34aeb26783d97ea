package io.github.jobtide.mixin.lint;

import io.github.jobtide.mixin.lint.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Takes an expression of PromQL to pieces, with variables of Grafana where names and numbers stand. One text, one thread. */
final class Tokens {
    private static final Set<String> DOUBLE_SIGNS = Set.of("==", "!=", "<=", ">=");
    private static final String SIGNS = "+-*/%^<>@";

    private final String text;
    private final List<Token> found = new ArrayList<>();
    /** Where brackets were opened that are not closed yet. */
    private final Deque<Integer> open = new ArrayDeque<>();
    private int at;

    private Tokens(String text) {
        this.text = text;
    }

    /** @throws UnreadableExpressionException if there is a piece that is none, or a bracket without its other one */
    static List<Token> of(String text) throws UnreadableExpressionException {
        Tokens tokens = new Tokens(text);
        while (tokens.at < text.length()) {
            tokens.next();
        }
        if (!tokens.open.isEmpty()) {
            throw new UnreadableExpressionException(tokens.open.getLast(), "a bracket is opened and never closed");
        }
        return tokens.found;
    }

    private void next() throws UnreadableExpressionException {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '#') {
            at = endOfLine();
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            take(Kind.NUMBER, endOfNumber());
        } else if (beginsWord(c)) {
            take(Kind.WORD, endOfWord());
        } else {
            sign(c);
        }
    }

    private void sign(char c) throws UnreadableExpressionException {
        switch (c) {
            case '"', '\'', '`' -> take(Kind.STRING, endOfString(at));
            case '{' -> take(Kind.SELECTOR, endOfBrackets('{', '}'));
            case '[' -> take(Kind.RANGE, endOfBrackets('[', ']'));
            case '(' -> {
                open.push(at);
                take(Kind.OPEN, at + 1);
            }
            case ')' -> {
                if (open.isEmpty()) {
                    throw new UnreadableExpressionException(at, "a bracket is closed and was never opened");
                }
                open.pop();
                take(Kind.CLOSE, at + 1);
            }
            case ',' -> take(Kind.COMMA, at + 1);
            default -> operator(c);
        }
    }

    private void operator(char c) throws UnreadableExpressionException {
        if (at + 1 < text.length() && DOUBLE_SIGNS.contains(text.substring(at, at + 2))) {
            take(Kind.OPERATOR, at + 2);
        } else if (SIGNS.indexOf(c) >= 0) {
            take(Kind.OPERATOR, at + 1);
        } else {
            throw new UnreadableExpressionException(at, "'" + Character.toString(text.codePointAt(at))
                    + "' is no part of PromQL");
        }
    }

    private void take(Kind kind, int end) {
        found.add(new Token(kind, text.substring(at, end), at));
        at = end;
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private int endOfLine() {
        int feed = text.indexOf('\n', at);
        return feed < 0 ? text.length() : feed;
    }

    private int endOfNumber() {
        int end = at;
        while (end < text.length() && (isWordCharacter(text.charAt(end)) || text.charAt(end) == '.'
                || isSignOfExponent(end))) {
            end++;
        }
        return end;
    }

    private boolean isSignOfExponent(int index) {
        boolean isSign = text.charAt(index) == '+' || text.charAt(index) == '-';
        return isSign && index > at && (text.charAt(index - 1) | 0x20) == 'e' && index + 1 < text.length()
                && isDigit(text.charAt(index + 1)) && !text.startsWith("0x", at);
    }

    private boolean beginsWord(char c) {
        return isWordCharacter(c) || c == ':' || c == '$' || isVariable(at);
    }

    /** One in double square brackets. */
    private boolean isVariable(int index) {
        return text.startsWith("[[", index) && !text.startsWith("[[[", index);
    }

    private int endOfWord() {
        int end = at;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (isWordCharacter(c) || c == ':' || c == '$') {
                end++;
            } else if (c == '{' && end > at && text.charAt(end - 1) == '$') {
                end = behind("}", end);
            } else if (isVariable(end)) {
                end = behind("]]", end);
            } else {
                return end;
            }
        }
        return end;
    }

    private int behind(String sign, int from) {
        int found = text.indexOf(sign, from);
        return found < 0 ? text.length() : found + sign.length();
    }

    private int endOfString(int from) throws UnreadableExpressionException {
        char quote = text.charAt(from);
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                return i + 1;
            }
            if (c == '\\' && quote != '`') {
                i++;
            }
        }
        throw new UnreadableExpressionException(from, "a text in quotes does not end");
    }

    private int endOfBrackets(char opening, char closing) throws UnreadableExpressionException {
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'' || c == '`') {
                i = endOfString(i) - 1;
            } else if (c == opening) {
                depth++;
            } else if (c == closing && --depth == 0) {
                return i + 1;
            }
        }
        throw new UnreadableExpressionException(at, "a bracket is opened and never closed");
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordCharacter(char c) {
        return isDigit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
