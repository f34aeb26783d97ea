package io.github.jobtide.mixin.lint;

import java.util.Optional;

/**
 * An expression of PromQL in its file.
 *
 * @param node what it is made of; empty if that is not known
 */
record Expression(Text text, Optional<Node> node) {
    private static final int LONGEST = 64 * 1024;

    /** @throws UnreadableExpressionException if it cannot even be taken to pieces */
    static Expression of(Text text) throws UnreadableExpressionException {
        if (text.text().length() > LONGEST) {
            throw new UnreadableExpressionException(0,
                    "it is longer than " + LONGEST + " characters, and is not looked at");
        }
        if (text.text().isBlank()) {
            throw new UnreadableExpressionException(0, "it is empty");
        }
        return new Expression(text, ExpressionParser.parse(Tokens.of(text.text())));
    }

    Place place(Node node) {
        return text.place(node.offset());
    }
}
