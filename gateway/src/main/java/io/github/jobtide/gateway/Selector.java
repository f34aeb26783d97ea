package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * Selects groups by their labels, as Prometheus selects series: {@code {job="backup",zone=~"eu-.*"}}. A label that a group does not have is
 * empty. One thread.
 */
public final class Selector {
    static final int MAX_LENGTH = 2000;
    private static final int MAX_MATCHERS = 30;

    private final List<Matcher> matchers;

    private Selector(List<Matcher> matchers) {
        this.matchers = List.copyOf(matchers);
    }

    /** @throws MalformedException if it is none */
    public static Selector parse(String text) {
        return parse(text, new StepBudget(LinearPattern.MAX_INSTRUCTIONS));
    }

    /**
     * @param instructions how many its expressions may still have
     * @throws MalformedException if it is none
     */
    static Selector parse(String text, StepBudget instructions) {
        return new Selector(new Reader(text, instructions).read());
    }

    /** Whether it selects that one. */
    public boolean matches(Labels labels) {
        return matches(labels, new StepBudget(Long.MAX_VALUE));
    }

    boolean matches(Labels labels, StepBudget budget) {
        for (Matcher matcher : matchers) {
            if (!matcher.matches(labels.value(matcher.label).orElse(""), budget)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a group must have some label, for this to select it. */
    public boolean asksForSomething() {
        return matchers.stream().anyMatch(matcher -> !matcher.matches("", new StepBudget(Long.MAX_VALUE)));
    }

    /** What one label's value must be. */
    private record Matcher(String label, Test test, boolean opposite) {
        boolean matches(String value, StepBudget budget) {
            return test.fits(value, budget) != opposite;
        }
    }

    @FunctionalInterface
    private interface Test {
        boolean fits(String value, StepBudget budget);
    }

    /** Reads one from left to right. */
    private static final class Reader {
        private final String text;
        private final StepBudget instructions;
        private int at;

        Reader(String text, StepBudget instructions) {
            this.text = text;
            this.instructions = instructions;
        }

        List<Matcher> read() {
            if (text.length() > MAX_LENGTH) {
                throw new MalformedException("it has more than %d characters".formatted(MAX_LENGTH));
            }
            skip();
            if (peek() != '{') {
                throw wrong(
                        "write what labels must be in braces, as in {job=\"backup\"}; groups have no metric's name");
            }
            at++;
            List<Matcher> matchers = new ArrayList<>();
            skip();
            while (peek() != '}') {
                if (matchers.size() == MAX_MATCHERS) {
                    throw wrong("more than %d conditions".formatted(MAX_MATCHERS));
                }
                matchers.add(matcher());
                skip();
                if (peek() != ',' && peek() != '}') {
                    throw wrong("here must be ',' or '}'");
                }
                at += peek() == ',' ? 1 : 0;
                skip();
            }
            at++;
            skip();
            if (at < text.length()) {
                throw wrong("here must be the end");
            }
            return matchers;
        }

        private Matcher matcher() {
            String label = isQuote(peek()) ? quoted() : name();
            skip();
            String operator = operator();
            skip();
            String value = quoted();
            return switch (operator) {
                case "=~", "!~" -> new Matcher(label, pattern(value)::matches, operator.equals("!~"));
                default -> new Matcher(label, equal(value), operator.equals("!="));
            };
        }

        private static Test equal(String wanted) {
            return (value, budget) -> {
                budget.take(1);
                return value.equals(wanted);
            };
        }

        private LinearPattern pattern(String value) {
            try {
                return LinearPattern.of(value, instructions);
            } catch (LinearPattern.MalformedException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }

        private String name() {
            int from = at;
            while (isNameCharacter(peek())) {
                at++;
            }
            if (at == from || (text.charAt(from) >= '0' && text.charAt(from) <= '9')) {
                at = from;
                throw wrong("here must be the name of a label");
            }
            return text.substring(from, at);
        }

        private static boolean isNameCharacter(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        }

        private String operator() {
            for (String operator : List.of("=~", "!~", "!=", "=")) {
                if (text.startsWith(operator, at)) {
                    at += operator.length();
                    return operator;
                }
            }
            throw wrong("here must be =, !=, =~ or !~");
        }

        private static boolean isQuote(char c) {
            return c == '"' || c == '\'' || c == '`';
        }

        private String quoted() {
            char quote = peek();
            if (!isQuote(quote)) {
                throw wrong("here must be a text in quotes");
            }
            at++;
            var value = new StringBuilder();
            while (peek() != quote) {
                if (at >= text.length()) {
                    throw wrong("the text in quotes does not end");
                }
                char c = text.charAt(at++);
                value.appendCodePoint(c == '\\' && quote != '`' ? escape() : c);
            }
            at++;
            return value.toString();
        }

        private int escape() {
            char letter = peek();
            at++;
            int known = "\\\"'nrtabfv".indexOf(letter);
            if (known >= 0) {
                return "\\\"'\n\r\t\u0007\b\f\u000b".charAt(known);
            }
            int digits = letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
            if (digits == 0 || at + digits > text.length()) {
                throw wrong("'\\%c' is not known here; in expressions write the backslash twice, or `…` as quotes"
                        .formatted(letter));
            }
            int character = codePoint(text.substring(at, at + digits));
            at += digits;
            return character;
        }

        private int codePoint(String hex) {
            try {
                int character = Integer.parseUnsignedInt(hex, 16);
                if (Character.isValidCodePoint(character) && hex.charAt(0) != '+') {
                    return character;
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw wrong("'%s' is no character".formatted(hex));
        }

        private void skip() {
            while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
                at++;
            }
        }

        /** The end is told as NUL, which is none of what is looked for. */
        private char peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }

        private MalformedException wrong(String complaint) {
            return new MalformedException("character %d: %s".formatted(Math.min(at, text.length()) + 1, complaint));
        }
    }

    /** It selects nothing; the message is for whoever wrote it. */
    public static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message, null, false, false);
        }
    }
}
