package io.github.jobtide.exposition;

import java.util.SplittableRandom;

/** Numbers of all sizes and lengths, with a leaning towards those where mistakes hide. */
final class RandomNumbers {
    private RandomNumbers() {}

    static double any(SplittableRandom random) {
        int kind = random.nextInt(8);
        if (kind == 0) {
            return random.nextInt(-10, 1_000);
        }
        if (kind == 1) {
            return Double.parseDouble(decimal(random));
        }
        if (kind == 2) {
            return Math.scalb(1.0 + random.nextInt(3), random.nextInt(-1080, 1025));
        }
        if (kind == 3) {
            return neighbour(Double.parseDouble(random.nextInt(1, 100) + "e" + random.nextInt(-325, 309)),
                    random.nextInt(-2, 3));
        }
        if (kind == 4) {
            return Double.longBitsToDouble(random.nextLong(1L << random.nextInt(1, 53)));
        }
        if (kind == 5) {
            return random.nextLong(-(1L << 54), 1L << 54);
        }
        if (kind == 6) {
            return random.nextLong(1L << 54) / 8.0;
        }
        return Double.longBitsToDouble(random.nextLong());
    }

    static double finite(SplittableRandom random) {
        double value = any(random);
        return Double.isFinite(value) ? value : finite(random);
    }

    /** Text of a decimal in every shape that the grammar knows. */
    static String decimal(SplittableRandom random) {
        StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
        digits(random, text, random.nextInt(1, 20));
        if (random.nextBoolean()) {
            digits(random, text.append('.'), random.nextInt(20));
        }
        if (random.nextInt(3) == 0) {
            text.append(random.nextBoolean() ? "e" : "E-").append(random.nextInt(330));
        }
        return text.toString();
    }

    private static void digits(SplittableRandom random, StringBuilder text, int count) {
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + (random.nextInt(4) == 0 ? 0 : random.nextInt(10))));
        }
    }

    private static double neighbour(double value, int steps) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) + steps);
    }
}
