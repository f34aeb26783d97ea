package io.github.jobtide.lint;

/** Text that comes from anywhere, for a terminal, a log or a mail. */
public final class PlainText {
    private PlainText() {}

    /** With ? for whatever steers a terminal, ends a line, or turns the direction of writing. */
    public static String clean(String text) {
        return text.codePoints().map(letter -> steers(letter) ? '?' : letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /** So much of it, and then … if it is longer. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }

    /** Whether it holds what looks like a password, a token or a key, which nobody may show. */
    public static boolean holdsSecret(String text) {
        return Secrets.in(text).isPresent();
    }

    private static boolean steers(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                true;
            default -> false;
        };
    }
}
