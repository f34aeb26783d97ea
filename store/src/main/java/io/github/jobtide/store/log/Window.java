package io.github.jobtide.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The part of a file that is in memory, moved along as the file is read. For one thread. */
final class Window {
    private static final int USUAL_BYTES = 1 << 20;
    private static final int BLOCK_BYTES = 4096;
    private static final byte[] ZEROS = new byte[64 << 10];

    private final DiskFile file;
    private final long end;
    private byte[] bytes;
    private ByteBuffer view;
    private long start;
    private int length;
    private long unreadable;

    /** @param end where to take the file as ended; not behind its real end */
    Window(DiskFile file, long end) {
        this.file = file;
        this.end = end;
        this.bytes = new byte[(int) Math.min(USUAL_BYTES, end)];
        this.view = ByteBuffer.wrap(bytes);
    }

    long end() {
        return end;
    }

    /** The memory that {@link #load} speaks of; another one after each call. */
    byte[] bytes() {
        return bytes;
    }

    /** The same, big-endian. */
    ByteBuffer view() {
        return view;
    }

    /** Bytes that the disk failed to read; they look like zeros. */
    long unreadable() {
        return unreadable;
    }

    /** Brings that part of the file into memory. @return where in {@link #bytes} it begins */
    int load(long at, int count) {
        if (at < start || at + count > start + length) {
            if (count > bytes.length) {
                bytes = new byte[count];
                view = ByteBuffer.wrap(bytes);
            }
            start = at;
            length = (int) Math.min(bytes.length, end - at);
            fill();
        }
        return (int) (at - start);
    }

    /** Where the last byte other than 0 ends, looking from there to the file's end; {@code from} if there is none. */
    long nonZeroEnd(long from) {
        long last = from;
        for (long at = from; at < end; at += ZEROS.length) {
            int count = (int) Math.min(ZEROS.length, end - at);
            int offset = load(at, count);
            if (!Arrays.equals(bytes, offset, offset + count, ZEROS, 0, count)) {
                int i = count;
                while (bytes[offset + i - 1] == 0) {
                    i--;
                }
                last = at + i;
            }
        }
        return last;
    }

    boolean isZero(long from, long to) {
        for (long at = from; at < to; at += ZEROS.length) {
            int count = (int) Math.min(ZEROS.length, to - at);
            int offset = load(at, count);
            if (!Arrays.equals(bytes, offset, offset + count, ZEROS, 0, count)) {
                return false;
            }
        }
        return true;
    }

    private void fill() {
        for (int done = 0; done < length; done += USUAL_BYTES) {
            int count = Math.min(USUAL_BYTES, length - done);
            try {
                read(done, count);
            } catch (IOException e) {
                fillByBlocks(done, count);
            }
        }
    }

    /** A bad place on the disk costs the block around it, not a megabyte. */
    private void fillByBlocks(int from, int count) {
        for (int done = 0; done < count; done += BLOCK_BYTES) {
            int part = Math.min(BLOCK_BYTES, count - done);
            try {
                read(from + done, part);
            } catch (IOException e) {
                Arrays.fill(bytes, from + done, from + done + part, (byte) 0);
                unreadable += part;
            }
        }
    }

    private void read(int offset, int count) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(bytes, offset, count);
        file.read(target, start + offset);
        if (target.hasRemaining()) {
            throw new IOException("the file became shorter while it was read");
        }
    }
}
