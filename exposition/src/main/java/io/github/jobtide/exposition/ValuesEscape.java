package io.github.jobtide.exposition;

/**
 * The escape {@code U__} as it is used for names in URLs, where it has to be undone: {@link Escaping#VALUES}, for any name. Source:
 * docs/formats/names.md.
 */
public final class ValuesEscape {
    private static final String PREFIX = "U__";
    /** More digits are not undone, so that code points above U+FFFFF can only stand as they are. */
    private static final int MAX_DIGITS = 5;

    private ValuesEscape() {}

    /** Whether {@link #undone} would take it for an escape. */
    public static boolean isEscaped(String name) {
        return !undone(name).equals(name);
    }

    /** What {@link #undone} makes {@code name} of: letters, digits and underscores, but for code points above U+FFFFF. */
    public static String of(String name) {
        StringBuilder escaped = new StringBuilder(PREFIX);
        name.codePoints().forEach(character -> {
            if (character == '_') {
                escaped.append("__");
            } else if (Names.isPart(character, false) || character > 0xFFFFF) {
                escaped.appendCodePoint(character);
            } else {
                escaped.append('_').append(Integer.toHexString(character)).append('_');
            }
        });
        return escaped.toString();
    }

    /** The name that was meant; one that is not escaped, or not rightly, stays as it is. */
    public static String undone(String name) {
        if (!name.startsWith(PREFIX)) {
            return name;
        }
        StringBuilder meant = new StringBuilder(name.length());
        int at = PREFIX.length();
        while (at < name.length()) {
            char letter = name.charAt(at);
            if (letter != '_') {
                meant.append(letter);
                at++;
                continue;
            }
            int end = name.indexOf('_', at + 1);
            int character = end < 0 ? -1 : end == at + 1 ? '_' : codePoint(name, at + 1, end);
            if (character < 0) {
                return name;
            }
            meant.appendCodePoint(character);
            at = end + 1;
        }
        return meant.toString();
    }

    /** -1 if there is none. */
    private static int codePoint(String name, int from, int to) {
        if (to - from > MAX_DIGITS) {
            return -1;
        }
        int character = 0;
        for (int i = from; i < to; i++) {
            int digit = name.charAt(i) < 128 ? Character.digit(name.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            character = 16 * character + digit;
        }
        boolean surrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return surrogate ? -1 : character;
    }
}
