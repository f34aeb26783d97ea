package io.github.jobtide.mixin.lint;

import io.github.jobtide.mixin.lint.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pieces of an expression together by the precedence of operators. What it does not know, as newer PromQL or a variable in place of an
 * operator, gives nothing: whether an expression is right in all respects is for promtool to say. One expression, one thread.
 */
final class ExpressionParser {
    private static final int DEEPEST = 200;
    private static final int MOST_OPERATORS = 1000;
    private static final int COMPARISON = 3;
    private static final int POWER = 6;
    private static final Map<String, Integer> PRECEDENCE = Map.ofEntries(Map.entry("or", 1), Map.entry("and", 2),
            Map.entry("unless", 2), Map.entry("==", COMPARISON), Map.entry("!=", COMPARISON),
            Map.entry("<", COMPARISON), Map.entry(">", COMPARISON), Map.entry("<=", COMPARISON),
            Map.entry(">=", COMPARISON), Map.entry("+", 4), Map.entry("-", 4), Map.entry("*", 5), Map.entry("/", 5),
            Map.entry("%", 5), Map.entry("atan2", 5), Map.entry("^", POWER));
    private static final Set<String> MATCHINGS = Set.of("on", "ignoring", "group_left", "group_right");
    private static final Set<String> GROUPINGS = Set.of("by", "without");

    private final List<Token> tokens;
    private int at;
    private int depth;
    private int operators;

    private ExpressionParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Optional<Node> parse(List<Token> tokens) {
        ExpressionParser parser = new ExpressionParser(tokens);
        try {
            Node node = parser.operation(1);
            return parser.at == tokens.size() ? Optional.of(node) : Optional.empty();
        } catch (UnknownFormException e) {
            return Optional.empty();
        }
    }

    /** What stands here is none of the forms that are known. */
    private static final class UnknownFormException extends Exception {
        private static final long serialVersionUID = 1;
    }

    private Node operation(int least) throws UnknownFormException {
        if (++depth > DEEPEST) {
            throw new UnknownFormException();
        }
        Node left = operand();
        while (true) {
            int precedence = peek() == null ? 0 : PRECEDENCE.getOrDefault(word(), 0);
            if (precedence < least || precedence == 0) {
                depth--;
                return left;
            }
            left = operation(left, precedence);
        }
    }

    private Node operation(Node left, int precedence) throws UnknownFormException {
        Token operator = next();
        if (++operators > MOST_OPERATORS) {
            throw new UnknownFormException();
        }
        boolean isBool = skip("bool");
        while (MATCHINGS.contains(word())) {
            next();
            skipLabels();
        }
        Node right = operation(precedence == POWER ? POWER : precedence + 1);
        return new Node.Binary(operator.offset(), operator.text(), isBool, left, right);
    }

    private Node operand() throws UnknownFormException {
        return modified(value());
    }

    private Node value() throws UnknownFormException {
        Token token = next();
        return switch (token.kind()) {
            case NUMBER -> new Node.Constant(token.offset(), number(token.text()));
            case STRING -> new Node.Literal(token.offset());
            case SELECTOR -> Node.Series.of(token.offset(), "", token.text());
            case OPEN -> inBrackets();
            case WORD -> named(token);
            case OPERATOR -> signed(token);
            case RANGE, CLOSE, COMMA -> throw new UnknownFormException();
        };
    }

    private Node inBrackets() throws UnknownFormException {
        Node node = operation(1);
        expect(Kind.CLOSE);
        return node;
    }

    private Node signed(Token sign) throws UnknownFormException {
        if (!sign.text().equals("-") && !sign.text().equals("+")) {
            throw new UnknownFormException();
        }
        return new Node.Call(sign.offset(), sign.text(), List.of(operation(POWER)));
    }

    private Node named(Token name) throws UnknownFormException {
        String lower = name.text().toLowerCase(Locale.ROOT);
        if (lower.equals("inf") || lower.equals("nan")) {
            return new Node.Constant(name.offset(), number(lower));
        }
        if (PRECEDENCE.containsKey(lower)) {
            throw new UnknownFormException();
        }
        if (GROUPINGS.contains(word())) {
            next();
            skipLabels();
        }
        if (!nextIs(Kind.OPEN)) {
            return Node.Series.of(name.offset(), name.text(), nextIs(Kind.SELECTOR) ? next().text() : "");
        }
        Node.Call call = new Node.Call(name.offset(), lower, arguments());
        if (GROUPINGS.contains(word())) {
            next();
            skipLabels();
        }
        return call;
    }

    private List<Node> arguments() throws UnknownFormException {
        expect(Kind.OPEN);
        List<Node> arguments = new ArrayList<>();
        while (!nextIs(Kind.CLOSE)) {
            arguments.add(operation(1));
            if (!nextIs(Kind.CLOSE)) {
                expect(Kind.COMMA);
            }
        }
        expect(Kind.CLOSE);
        return arguments;
    }

    /** With what may follow a value: ranges, and other times than now. */
    private Node modified(Node plain) throws UnknownFormException {
        Node node = plain;
        while (true) {
            if (nextIs(Kind.RANGE)) {
                next();
                node = new Node.Ranged(node.offset(), node);
            } else if (skip("offset") || skip("@")) {
                if (!skip("-")) {
                    skip("+");
                }
                value();
            } else {
                return node;
            }
        }
    }

    /** Those of a grouping or matching, where there may be none. */
    private void skipLabels() throws UnknownFormException {
        if (nextIs(Kind.OPEN)) {
            while (!nextIs(Kind.CLOSE)) {
                next();
            }
            next();
        }
    }

    private static double number(String text) {
        try {
            String plain = text.replace("_", "").toLowerCase(Locale.ROOT);
            return switch (plain) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "nan" -> Double.NaN;
                default -> plain.startsWith("0x") ? Long.parseLong(plain.substring(2), 16) : Double.parseDouble(plain);
            };
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private @Nullable Token peek() {
        return at < tokens.size() ? tokens.get(at) : null;
    }

    /** Of a word or a sign, in small letters; empty for others, and at the end. */
    private String word() {
        Token token = peek();
        return token != null && (token.is(Kind.WORD) || token.is(Kind.OPERATOR))
                ? token.text().toLowerCase(Locale.ROOT)
                : "";
    }

    private boolean nextIs(Kind kind) {
        Token token = peek();
        return token != null && token.is(kind);
    }

    private Token next() throws UnknownFormException {
        Token token = peek();
        if (token == null) {
            throw new UnknownFormException();
        }
        at++;
        return token;
    }

    private void expect(Kind kind) throws UnknownFormException {
        if (!next().is(kind)) {
            throw new UnknownFormException();
        }
    }

    private boolean skip(String word) {
        boolean is = word().equals(word);
        at += is ? 1 : 0;
        return is;
    }
}
