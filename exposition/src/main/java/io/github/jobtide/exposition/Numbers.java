package io.github.jobtide.exposition;

import java.nio.charset.StandardCharsets;

/** Sample values as text: written as the shortest digits that read back exactly, as Go's {@code 'g'} format does. */
public final class Numbers {
    /** The longest text that {@link #write} produces, in bytes. */
    public static final int MAX_BYTES = 26;

    private static final byte[] NOT_A_NUMBER = ascii("NaN");
    private static final byte[] PLUS_INFINITY = ascii("+Inf");
    private static final byte[] MINUS_INFINITY = ascii("-Inf");
    /** Every whole number up to here is a double. */
    private static final long EXACT_WHOLE = 1L << 53;
    private static final long[] LONG_POWERS = longPowers();
    /** Powers of ten that are doubles. */
    private static final double[] EXACT_POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
            1e13, 1e14, 1e15,
            1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

    private Numbers() {}

    /**
     * Writes {@code value} at {@code offset}, which must have {@value #MAX_BYTES} bytes to spare: {@code 100000}, {@code 1e+06},
     * {@code 0.1}, {@code 1e-05}, {@code +Inf}, {@code NaN}; minus zero as {@code 0}.
     *
     * @return the offset behind it
     */
    public static int write(double value, byte[] target, int offset) {
        if (value == 0) {
            target[offset] = '0';
            return offset + 1;
        }
        if (!(Math.abs(value) <= Double.MAX_VALUE)) {
            byte[] word = Double.isNaN(value) ? NOT_A_NUMBER : value > 0 ? PLUS_INFINITY : MINUS_INFINITY;
            System.arraycopy(word, 0, target, offset, word.length);
            return offset + word.length;
        }
        int start = offset;
        if (value < 0) {
            target[start++] = '-';
        }
        double magnitude = Math.abs(value);
        long whole = (long) magnitude;
        if (whole == magnitude && whole < EXACT_WHOLE) {
            return whole < 1_000_000
                    ? writeWhole(whole, target, start)
                    : writeDecimal(whole, 0, target, start);
        }
        long bits = Double.doubleToRawLongBits(magnitude);
        int scale = ShortestDecimal.scale(bits);
        return writeDecimal(ShortestDecimal.digits(bits, scale), scale, target, start);
    }

    /** The same as a string. */
    public static String text(double value) {
        byte[] bytes = new byte[MAX_BYTES];
        return new String(bytes, 0, write(value, bytes, 0), StandardCharsets.ISO_8859_1);
    }

    /** Writes a whole number in plain notation. */
    static int writeWhole(long number, byte[] target, int start) {
        return writeDigits(number, length(number), target, start);
    }

    /** Chooses between plain and scientific notation for {@code digits × 10^scale}, by the exponent of the first digit. */
    static int writeDecimal(long untrimmed, int untrimmedScale, byte[] target, int start) {
        long digits = untrimmed;
        int scale = untrimmedScale;
        for (int step = 8; step > 0; step /= 2) {
            long power = LONG_POWERS[step];
            while (digits % power == 0) {
                digits /= power;
                scale += step;
            }
        }
        int length = length(digits);
        int exponent = length - 1 + scale;
        if (exponent < -4 || exponent >= 6) {
            return writeScientific(digits, length, exponent, target, start);
        }
        if (scale >= 0) {
            return writeDigits(digits * LONG_POWERS[scale], length + scale, target, start);
        }
        return exponent >= 0
                ? writePointInside(digits, length, exponent + 1, target, start)
                : writePointBefore(digits, length, exponent, target, start);
    }

    private static int writeScientific(long digits, int length, int exponent, byte[] target, int start) {
        int at = length == 1
                ? writeDigits(digits, 1, target, start)
                : writePointInside(digits, length, 1, target, start);
        target[at++] = 'e';
        target[at++] = (byte) (exponent < 0 ? '-' : '+');
        int magnitude = Math.abs(exponent);
        return writeDigits(magnitude, magnitude < 100 ? 2 : 3, target, at);
    }

    private static int writePointInside(long digits, int length, int before, byte[] target, int start) {
        int end = writeDigits(digits, length, target, start + 1);
        System.arraycopy(target, start + 1, target, start, before);
        target[start + before] = '.';
        return end;
    }

    private static int writePointBefore(long digits, int length, int exponent, byte[] target, int start) {
        int at = start;
        target[at++] = '0';
        target[at++] = '.';
        for (int i = exponent + 1; i < 0; i++) {
            target[at++] = '0';
        }
        return writeDigits(digits, length, target, at);
    }

    private static int writeDigits(long digits, int length, byte[] target, int start) {
        long rest = digits;
        for (int i = start + length - 1; i >= start; i--) {
            long tenth = rest / 10;
            target[i] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
        return start + length;
    }

    private static int length(long digits) {
        int length = 1;
        while (length < LONG_POWERS.length && digits >= LONG_POWERS[length]) {
            length++;
        }
        return length;
    }

    /**
     * Reads what {@link #write} wrote, or any number that the text format allows (sign, digits, point, exponent, {@code inf},
     * {@code infinity}, {@code nan} in any case).
     *
     * @throws NumberFormatException if it is none, or too large for a double
     */
    public static double read(byte[] source, int from, int to) {
        return NumberScan.read(source, from, to);
    }

    /** {@code mantissa × 10^exponent} where a single rounding gives the nearest double; else NaN. */
    static double exactly(long mantissa, int exponent) {
        if (mantissa > EXACT_WHOLE || Math.abs(exponent) >= EXACT_POWERS.length) {
            return Double.NaN;
        }
        return exponent < 0 ? mantissa / EXACT_POWERS[-exponent] : mantissa * EXACT_POWERS[exponent];
    }

    private static long[] longPowers() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}
