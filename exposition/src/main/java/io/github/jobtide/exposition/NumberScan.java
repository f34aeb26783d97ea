package io.github.jobtide.exposition;

import java.nio.charset.StandardCharsets;

/** One reading of one number, digit by digit; short decimals without any allocation. */
final class NumberScan {
    /** More digits than these could overflow the mantissa. */
    private static final int MAX_MANTISSA_DIGITS = 18;
    /** Beyond this every number is zero or infinite; counting on would overflow. */
    private static final int EXPONENT_CAP = 1_000_000_000;

    private final byte[] source;
    private final int from;
    private final int to;
    private int at;
    private long mantissa;
    private int mantissaDigits;
    private int exponent;

    private NumberScan(byte[] source, int from, int to) {
        this.source = source;
        this.from = from;
        this.to = to;
        this.at = from;
    }

    /** @see Numbers#read */
    static double read(byte[] source, int from, int to) {
        return new NumberScan(source, from, to).read();
    }

    private double read() {
        boolean negative = at < to && source[at] == '-';
        if (negative || (at < to && source[at] == '+')) {
            at++;
        }
        if (at < to && !isDigit(source[at]) && source[at] != '.') {
            return word(negative);
        }
        decimal();
        double magnitude = mantissaDigits > MAX_MANTISSA_DIGITS ? Double.NaN : Numbers.exactly(mantissa, exponent);
        if (Double.isNaN(magnitude)) {
            magnitude = Math.abs(Double.parseDouble(text()));
        }
        if (magnitude == Double.POSITIVE_INFINITY) {
            throw new NumberFormatException("too large for a double");
        }
        return negative ? -magnitude : magnitude;
    }

    private double word(boolean negative) {
        if (isWord("inf") || isWord("infinity")) {
            return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (at == from && isWord("nan")) {
            return Double.NaN;
        }
        throw notANumber();
    }

    private boolean isWord(String lowerCase) {
        if (to - at != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if ((source[at + i] | 0x20) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void decimal() {
        int start = at;
        digits();
        int digits = at - start;
        if (at < to && source[at] == '.') {
            int point = at++;
            digits();
            digits += at - point - 1;
            exponent = point + 1 - at;
        }
        if (digits == 0) {
            throw notANumber();
        }
        if (at < to && (source[at] | 0x20) == 'e') {
            at++;
            exponent += exponentPart();
        }
        if (at != to) {
            throw notANumber();
        }
    }

    private void digits() {
        while (at < to && isDigit(source[at])) {
            int digit = source[at++] - '0';
            if (mantissaDigits > 0 || digit > 0) {
                mantissaDigits++;
                mantissa = mantissaDigits > MAX_MANTISSA_DIGITS ? mantissa : mantissa * 10 + digit;
            }
        }
    }

    private int exponentPart() {
        boolean negative = at < to && source[at] == '-';
        if (negative || (at < to && source[at] == '+')) {
            at++;
        }
        if (at == to) {
            throw notANumber();
        }
        int magnitude = 0;
        while (at < to && isDigit(source[at])) {
            magnitude = Math.min(EXPONENT_CAP,
                    magnitude < EXPONENT_CAP / 10 ? magnitude * 10 + (source[at] - '0') : EXPONENT_CAP);
            at++;
        }
        return negative ? -magnitude : magnitude;
    }

    private String text() {
        return new String(source, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isDigit(byte letter) {
        return letter >= '0' && letter <= '9';
    }

    private static NumberFormatException notANumber() {
        return new NumberFormatException("not a number");
    }
}
