package io.github.jobtide.lint;

import java.util.Locale;

/** Reads the numbers and texts of a page, and cuts them to a length that fits into a message. */
final class Values {
    /** Of a word that is quoted in a sentence. */
    private static final int LONGEST_WORD = 40;
    /** So many always fit into 64 bits. */
    private static final int MOST_DIGITS = 18;
    /** Up to that, every whole number is one that a double can be. */
    private static final double MOST_WHOLE = 1L << 53;

    private Values() {}

    /** NaN for what is no number, too. */
    static double parse(String text) {
        if (isDecimal(text)) {
            double value = Double.parseDouble(text);
            return Double.isInfinite(value) ? Double.NaN : value;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    /** A number for a message: whole ones without a point. */
    static String text(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < MOST_WHOLE;
        return whole ? String.valueOf((long) value) : String.valueOf(value);
    }

    static boolean isNan(String text) {
        return text.equalsIgnoreCase("nan");
    }

    /** A sign, digits with a point, an exponent; nothing that only Java knows. */
    private static boolean isDecimal(String text) {
        boolean digits = false;
        boolean point = false;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter >= '0' && letter <= '9') {
                digits = true;
            } else if (letter == '.' && !point) {
                point = true;
            } else if ((letter == 'e' || letter == 'E') && digits) {
                return isWhole(text.substring(i + 1), true);
            } else if ((letter != '+' && letter != '-') || i > 0) {
                return false;
            }
        }
        return digits;
    }

    private static boolean isWhole(String text, boolean plus) {
        int start = text.startsWith("-") || (plus && text.startsWith("+")) ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > start && text.length() - start <= MOST_DIGITS;
    }

    /** Milliseconds, or seconds with a fraction in OpenMetrics. */
    static boolean isTimestamp(String text, boolean openMetrics) {
        return openMetrics ? isDecimal(text) : isWhole(text, false);
    }

    /** Whether behind each backslash stands what the format knows there. */
    static boolean isEscaped(String text) {
        for (int i = text.indexOf('\\'); i >= 0; i = text.indexOf('\\', i + 2)) {
            if (i + 1 == text.length() || "\\\"n".indexOf(text.charAt(i + 1)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** For a message: without what nobody may see, which could not be told any more from a part of it. */
    static String shortened(String text) {
        return Secrets.in(text).isPresent() ? "…" : PlainText.cut(text, LONGEST_WORD);
    }

    /** For what is kept until there is a message: a text of usual length is left as it is, and looked at only then. */
    static String shortIfLong(String text) {
        return text.length() <= LONGEST_WORD ? text : shortened(text);
    }

    static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '\\' && i + 1 < text.length()) {
                i++;
                plain.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
            } else {
                plain.append(letter);
            }
        }
        return plain.toString();
    }
}
