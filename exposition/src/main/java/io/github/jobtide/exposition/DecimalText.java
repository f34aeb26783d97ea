package io.github.jobtide.exposition;

/**
 * Turns the numbers that jobs usually send into the form in which they are printed, without a double in between. Used again and
 * again, by one thread.
 *
 * <p>Up to 15 significant digits, two different decimals are never the same double, so the shortest decimal that gives a double back is
 * the number itself without trailing zeros: IEEE 754 guarantees 15 digits there and back.
 */
public final class DecimalText {
    private static final int MAX_DIGITS = 15;
    /** Far inside the range in which a double has its full precision. */
    private static final int MAX_EXPONENT = 280;

    private long digits;
    private int scale;
    private boolean negative;

    /**
     * Reads a number: sign, digits, point, exponent, as the text format has them.
     *
     * @return false if it has more digits, a large exponent, is minus zero, or no number at all
     */
    public boolean read(byte[] source, int from, int to) {
        int at = from;
        negative = at < to && source[at] == '-';
        at += negative ? 1 : 0;
        digits = 0;
        scale = 0;
        int start = at;
        int point = -1;
        for (; at < to; at++) {
            int digit = source[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
            } else if (source[at] == '.' && point < 0) {
                point = at;
            } else {
                break;
            }
        }
        int count = at - start - (point < 0 ? 0 : 1);
        if (count == 0 || count > MAX_DIGITS || (negative && digits == 0)) {
            return false;
        }
        scale = point < 0 ? 0 : point + 1 - at;
        return at == to || readExponent(source, at, to);
    }

    private boolean readExponent(byte[] source, int letter, int to) {
        int at = letter + 1;
        boolean below = at < to && source[at] == '-';
        at += below || (at < to && source[at] == '+') ? 1 : 0;
        if ((source[letter] | 0x20) != 'e' || at == to || to - at > 3) {
            return false;
        }
        int exponent = 0;
        for (; at < to; at++) {
            int digit = source[at] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            exponent = exponent * 10 + digit;
        }
        scale += below ? -exponent : exponent;
        return exponent <= MAX_EXPONENT;
    }

    /** Whether the number that was read is one that can be counted: whole and not negative. */
    public boolean isCount() {
        if (negative) {
            return false;
        }
        long rest = digits;
        for (int i = scale; i < 0 && rest != 0; i++) {
            if (rest % 10 != 0) {
                return false;
            }
            rest /= 10;
        }
        return true;
    }

    /** Writes the number that was read, as {@link Numbers#write} writes that double; {@value Numbers#MAX_BYTES} bytes must be there. */
    public int write(byte[] target, int offset) {
        if (digits == 0) {
            target[offset] = '0';
            return offset + 1;
        }
        int at = offset;
        if (negative) {
            target[at++] = '-';
        }
        return scale == 0 && digits < 1_000_000
                ? Numbers.writeWhole(digits, target, at)
                : Numbers.writeDecimal(digits, scale, target, at);
    }
}
