package io.github.jobtide.store;

/**
 * Joins CRC-32 checksums: that of two pieces in a row, from those of each.
 *
 * <p>A checksum is a polynomial over bits modulo that of RFC 1952, its highest power in the lowest bit. To append n bytes is to multiply by
 * x^(8n), and the checksum of what was appended is added without a carry.
 */
final class Crc32 {
    /** The polynomial without its highest power. */
    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int ONE = 1 << 31;
    /** x^(2^k). */
    private static final int[] POWERS = powers();

    private Crc32() {}

    /** The checksum of a piece with {@code first} and then one of {@code secondBytes} bytes with {@code second}. */
    static int join(int first, int second, long secondBytes) {
        return times(first, power(8 * secondBytes)) ^ second;
    }

    private static int power(long exponent) {
        int product = ONE;
        long rest = exponent;
        for (int k = 0; rest != 0; k++, rest >>>= 1) {
            if ((rest & 1) != 0) {
                product = times(product, POWERS[k]);
            }
        }
        return product;
    }

    private static int times(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            product ^= (a & bit) != 0 ? shifted : 0;
            shifted = (shifted & 1) != 0 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
        }
        return product;
    }

    private static int[] powers() {
        int[] powers = new int[64];
        powers[0] = ONE >>> 1;
        for (int k = 1; k < powers.length; k++) {
            powers[k] = times(powers[k - 1], powers[k - 1]);
        }
        return powers;
    }
}
