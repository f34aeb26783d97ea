package io.github.jobtide.exposition;

/** Sample values as text: written as the shortest digits that read back exactly, as Go's {@code 'g'} format does. */
public final class Numbers {
    /** The longest text that {@link #write} produces, in bytes. */
    public static final int MAX_BYTES = 26;

    private Numbers() {}

    /**
     * Writes {@code value} at {@code offset}, which must have {@value #MAX_BYTES} bytes to spare: {@code 100000}, {@code 1e+06},
     * {@code 0.1}, {@code 1e-05}, {@code +Inf}, {@code NaN}; minus zero as {@code 0}.
     *
     * @return the offset behind it
     */
    public static int write(double value, byte[] target, int offset) {
        throw new IllegalStateException("to come");
    }

    /** The same as a string. */
    public static String text(double value) {
        byte[] bytes = new byte[MAX_BYTES];
        return new String(bytes, 0, write(value, bytes, 0), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads what {@link #write} wrote, or any number that the text format allows (sign, digits, point, exponent, {@code inf},
     * {@code infinity}, {@code nan} in any case).
     *
     * @throws NumberFormatException if it is none, or too large for a double
     */
    public static double read(byte[] source, int from, int to) {
        throw new IllegalStateException("to come");
    }
}
