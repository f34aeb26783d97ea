package io.github.jobtide.mixin.lint;

import org.jspecify.annotations.Nullable;

/**
 * A value that is text, as it is to be understood, and the form in which it stands in YAML or JSON: in quotes with escapes, folded, or indented
 * line by line. Where a character stands is found by going along both, past blanks and whatever the form adds. One thread.
 */
final class Text implements Source {
    private final String value;
    private final Source around;
    private final int start;
    private int @Nullable [] places;

    /** @param start where the value begins, with its quote or the sign of its form */
    Text(String value, Source around, int start) {
        this.value = value;
        this.around = around;
        this.start = start;
    }

    @Override
    public String text() {
        return value;
    }

    @Override
    public Place place(int index) {
        if (places == null) {
            places = align();
        }
        return around.place(places[index]);
    }

    /** Where the value itself begins. */
    Place place() {
        return around.place(start);
    }

    private int[] align() {
        String form = around.text();
        int[] at = new int[value.length() + 1];
        int next = body(form);
        boolean escapes = start < form.length() && form.charAt(start) == '"';
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Character.isWhitespace(c)) {
                next = find(c, form, next, escapes);
            }
            at[i] = Math.min(next, form.length());
            if (!Character.isWhitespace(c)) {
                next = after(form, next, escapes);
            }
        }
        at[value.length()] = Math.min(next, form.length());
        return at;
    }

    private int body(String form) {
        if (start >= form.length()) {
            return form.length();
        }
        return switch (form.charAt(start)) {
            case '|', '>' -> {
                int feed = form.indexOf('\n', start);
                yield feed < 0 ? form.length() : feed + 1;
            }
            case '"', '\'' -> start + 1;
            default -> start;
        };
    }

    private static int find(char c, String form, int from, boolean escapes) {
        int at = from;
        while (at < form.length()) {
            char seen = form.charAt(at);
            if (seen == '\\' && escapes && at + 1 < form.length()) {
                char escaped = form.charAt(at + 1);
                if (isCode(escaped) || (escaped == c && !Character.isLetterOrDigit(c))) {
                    return at;
                }
                at += 2;
            } else if (seen == c) {
                return at;
            } else {
                at++;
            }
        }
        return at;
    }

    /** Whether a character's number follows behind the backslash. */
    private static boolean isCode(char letter) {
        return letter == 'u' || letter == 'x' || letter == 'U';
    }

    private static int after(String form, int at, boolean escapes) {
        if (!escapes || at + 1 >= form.length() || form.charAt(at) != '\\') {
            return at + 1;
        }
        return at + 2 + switch (form.charAt(at + 1)) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
    }
}
