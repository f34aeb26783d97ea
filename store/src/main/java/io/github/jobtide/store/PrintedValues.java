package io.github.jobtide.store;

import java.util.List;

/**
 * The values of several families in one array: where each ends, as four bytes, the lowest first, then the values as they are printed.
 */
final class PrintedValues {
    private static final int END_BYTES = Integer.BYTES;

    private PrintedValues() {}

    /** Begins an array for so many families; each is ended by {@link #end}. */
    static void begin(ByteBuilder target, int families) {
        for (int i = 0; i < families; i++) {
            target.addInt(0);
        }
    }

    /** The values of that family have been written. */
    static void end(ByteBuilder target, int family) {
        target.setInt(END_BYTES * family, target.length());
    }

    static byte[] join(List<byte[]> values) {
        int bytes = END_BYTES * values.size();
        for (byte[] one : values) {
            bytes += one.length;
        }
        ByteBuilder joined = new ByteBuilder(bytes);
        begin(joined, values.size());
        for (int i = 0; i < values.size(); i++) {
            joined.addBytes(values.get(i));
            end(joined, i);
        }
        return joined.bytes();
    }

    /** Where the values of that family begin, of so many. */
    static int start(byte[] values, int family, int families) {
        return family == 0 ? END_BYTES * families : end(values, family - 1);
    }

    static int end(byte[] values, int family) {
        return (int) Bytes.INTS.get(values, END_BYTES * family);
    }
}
