package io.github.jobtide.exposition;

import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The shortest decimal {@code digits × 10^scale} that reads back as a given double, and the nearest to it of those.
 *
 * <p>After Raffaello Giulietti, "The Schubfach way to render doubles" (2020). A double stands for all reals nearer to it than to its
 * neighbours. Scaled by the power of ten that leaves that interval between 1 and 10 wide, it holds at least one whole number and at
 * most one multiple of ten, and no shorter decimal can lie in it. Four times the double and its two borders, so scaled, are computed
 * with 126 bits of the power and rounded to odd; that is enough to compare them with whole numbers exactly.
 *
 * <p>{@code Double.toString} would not do: before JDK 19 it is not always shortest, and since then it prefers two digits to one.
 */
final class ShortestDecimal {
    private static final int FRACTION_BITS = 52;
    private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
    private static final int SMALLEST_BINARY_EXPONENT = -1074;
    private static final int SMALLEST_POWER = -292;
    private static final int LARGEST_POWER = 324;

    /** Filled as powers are asked for, since a program mostly prints numbers of similar size. Safe for any number of threads. */
    private static final AtomicReferenceArray<PowerOfTen> POWERS = new AtomicReferenceArray<>(
            LARGEST_POWER - SMALLEST_POWER + 1);

    private ShortestDecimal() {}

    /** The scale for a positive finite double. */
    static int scale(long bits) {
        int binaryExponent = binaryExponent(bits);
        return lowerNeighbourIsNearer(bits)
                ? floorLog10ThreeQuartersTimesPow2(binaryExponent)
                : floorLog10Pow2(binaryExponent);
    }

    /** The digits for a positive finite double and its {@link #scale}; zeros may stand at their end. */
    static long digits(long bits, int scale) {
        long fraction = fraction(bits);
        int binaryExponent = binaryExponent(bits);
        long significand = bits >>> FRACTION_BITS == 0 ? fraction : fraction | HIDDEN_BIT;
        PowerOfTen power = power(-scale);
        int shift = binaryExponent + floorLog2Pow10(-scale) + 2;
        long quadruple = significand << 2;
        long centre = power.scaled(quadruple << shift);
        long lower = power.scaled((quadruple - (lowerNeighbourIsNearer(bits) ? 1 : 2)) << shift);
        long upper = power.scaled((quadruple + 2) << shift);
        // The borders themselves read back as the even neighbour.
        int bordersExcluded = (int) (significand & 1);
        lower += bordersExcluded;
        upper -= bordersExcluded;

        long below = centre >> 2;
        if (below >= 10) {
            long shorterBelow = below / 10 * 10;
            long shorterAbove = shorterBelow + 10;
            boolean belowFits = lower <= shorterBelow << 2;
            boolean aboveFits = shorterAbove << 2 <= upper;
            if (belowFits != aboveFits) {
                return belowFits ? shorterBelow : shorterAbove;
            }
        }
        long above = below + 1;
        boolean belowFits = lower <= below << 2;
        boolean aboveFits = above << 2 <= upper;
        if (belowFits != aboveFits) {
            return belowFits ? below : above;
        }
        long towardsBelow = centre - ((below + above) << 1);
        return towardsBelow < 0 || (towardsBelow == 0 && (below & 1) == 0) ? below : above;
    }

    private static long fraction(long bits) {
        return bits & HIDDEN_BIT - 1;
    }

    private static int binaryExponent(long bits) {
        return Math.max(SMALLEST_BINARY_EXPONENT, (int) (bits >>> FRACTION_BITS) + SMALLEST_BINARY_EXPONENT - 1);
    }

    /** At a power of two, the doubles below lie twice as dense as those above. */
    private static boolean lowerNeighbourIsNearer(long bits) {
        return fraction(bits) == 0 && bits >>> FRACTION_BITS > 1;
    }

    static int floorLog10Pow2(int exponent) {
        return (exponent * 1_262_611) >> 22;
    }

    static int floorLog10ThreeQuartersTimesPow2(int exponent) {
        return (exponent * 1_262_611 - 524_031) >> 22;
    }

    static int floorLog2Pow10(int exponent) {
        return (exponent * 1_741_647) >> 19;
    }

    private static PowerOfTen power(int exponent) {
        int index = exponent - SMALLEST_POWER;
        PowerOfTen known = POWERS.get(index);
        if (known != null) {
            return known;
        }
        PowerOfTen computed = PowerOfTen.of(exponent);
        POWERS.set(index, computed);
        return computed;
    }

    /** The leading 126 bits of a power of ten plus one in the last place: {@code high × 2^64 + low}, low unsigned. */
    record PowerOfTen(long high, long low) {
        static PowerOfTen of(int exponent) {
            int shift = 125 - floorLog2Pow10(exponent);
            BigInteger magnitude = BigInteger.TEN.pow(Math.abs(exponent));
            BigInteger leading = exponent < 0
                    ? BigInteger.ONE.shiftLeft(shift).divide(magnitude)
                    : magnitude.shiftLeft(shift);
            BigInteger above = leading.add(BigInteger.ONE);
            return new PowerOfTen(above.shiftRight(64).longValue(), above.longValue());
        }

        /** The product with a positive factor, divided by 2^127 and rounded to odd: the last bit says whether anything was cut off. */
        long scaled(long factor) {
            long lowProductHigh = Math.multiplyHigh(low, factor) + (low >> 63 & factor);
            long highProductLow = high * factor;
            long middle = highProductLow + lowProductHigh;
            long carry = Long.compareUnsigned(middle, highProductLow) < 0 ? 1 : 0;
            long top = Math.multiplyHigh(high, factor) + carry;
            long sticky = (middle & Long.MAX_VALUE) == 0 ? 0 : 1;
            return top << 1 | middle >>> 63 | sticky;
        }
    }
}
