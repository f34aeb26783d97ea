package io.github.jobtide.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShortestDecimalTest {
    private static final long POWERS_OF_TWO = 2046;

    @Test
    void theShortestDecimalIsFoundForEveryPowerOfTwoAndItsNeighbours() {
        for (long exponent = 1; exponent <= POWERS_OF_TWO; exponent++) {
            for (int step = -2; step <= 2; step++) {
                assertShortest(Double.longBitsToDouble((exponent << 52) + step));
            }
        }
    }

    @Test
    void theShortestDecimalIsFoundForTheSmallestNumbers() {
        for (long bits = 1; bits <= 2_000; bits++) {
            assertShortest(Double.longBitsToDouble(bits));
        }
    }

    @Test
    void theShortestDecimalIsFoundForNumbersOfAllKinds() {
        Seeds.each(1_000, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < 60; i++) {
                double value = Math.abs(RandomNumbers.finite(random));
                if (value > 0) {
                    assertShortest(value);
                }
            }
        });
    }

    @Test
    void roughLogarithmsAreRightForEveryExponentOfADouble() {
        for (int exponent = -1074; exponent <= 971; exponent++) {
            BigDecimal power = powerOfTwo(exponent);
            assertThat(ShortestDecimal.floorLog10Pow2(exponent)).isEqualTo(floorLog10(power));
            assertThat(ShortestDecimal.floorLog10ThreeQuartersTimesPow2(exponent))
                    .isEqualTo(floorLog10(power.multiply(new BigDecimal("0.75"))));
        }
        for (int exponent = 0; exponent <= 324; exponent++) {
            int log = BigInteger.TEN.pow(exponent).bitLength() - 1;
            assertThat(ShortestDecimal.floorLog2Pow10(exponent)).isEqualTo(log);
            assertThat(ShortestDecimal.floorLog2Pow10(-exponent)).isEqualTo(exponent == 0 ? 0 : -log - 1);
        }
    }

    private static void assertShortest(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int scale = ShortestDecimal.scale(bits);
        BigDecimal found = BigDecimal.valueOf(ShortestDecimal.digits(bits, scale)).scaleByPowerOfTen(scale);
        BigDecimal shortest = shortestBySearch(value);
        if (found.compareTo(shortest) != 0) {
            throw new AssertionError(Double.toHexString(value) + ": found " + found + " instead of " + shortest);
        }
    }

    /** Tries one digit, then two, and so on, against the exact borders of the interval that reads back as {@code value}. */
    private static BigDecimal shortestBySearch(double value) {
        BigDecimal exact = new BigDecimal(value);
        BigDecimal half = new BigDecimal("0.5");
        BigDecimal lower = exact.add(new BigDecimal(Math.nextDown(value))).multiply(half);
        BigDecimal upper = exact.add(powerOfTwo(Math.max(Math.getExponent(value), -1022) - 53));
        boolean withBorders = (Double.doubleToRawLongBits(value) & 1) == 0;
        for (int digits = 1;; digits++) {
            BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (isBetween(lower, nearest, upper, withBorders)) {
                return nearest;
            }
            // The nearest lies outside on one side; the other neighbour may still lie inside where the interval is lopsided.
            BigDecimal below = exact.round(new MathContext(digits, RoundingMode.FLOOR));
            BigDecimal above = exact.round(new MathContext(digits, RoundingMode.CEILING));
            BigDecimal other = nearest.compareTo(below) == 0 ? above : below;
            if (isBetween(lower, other, upper, withBorders)) {
                return other;
            }
        }
    }

    private static boolean isBetween(BigDecimal lower, BigDecimal candidate, BigDecimal upper, boolean withBorders) {
        int fromLower = candidate.compareTo(lower);
        int toUpper = upper.compareTo(candidate);
        return withBorders ? fromLower >= 0 && toUpper >= 0 : fromLower > 0 && toUpper > 0;
    }

    private static BigDecimal powerOfTwo(int exponent) {
        return exponent >= 0
                ? new BigDecimal(BigInteger.ONE.shiftLeft(exponent))
                : BigDecimal.ONE.divide(new BigDecimal(BigInteger.ONE.shiftLeft(-exponent)));
    }

    private static int floorLog10(BigDecimal value) {
        return value.precision() - value.scale() - 1;
    }
}
