package io.github.jobtide.store.log;

import io.github.jobtide.store.Change;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/** Builds what is written at once, a frame or a file header and a frame, in a buffer that is used again. For one thread. */
final class FrameBuilder {
    private static final int LEAST_BYTES = 64 << 10;
    private static final int KEPT_BYTES = 8 << 20;

    private final RecordCodec records = new RecordCodec();
    private final CRC32C crc = new CRC32C();
    private ByteBuffer buffer = ByteBuffer.allocateDirect(LEAST_BYTES);

    /** The most that a frame of that batch can take. */
    static long bound(List<Change> batch) {
        long bytes = FrameHead.OVERHEAD;
        for (Change change : batch) {
            bytes += change.bytes();
        }
        return bytes;
    }

    /** A frame alone. What was built before is gone. */
    ByteBuffer frame(List<Change> batch, long epoch, long sequence) {
        reserve(bound(batch));
        addFrame(batch, epoch, sequence);
        return buffer.flip();
    }

    /** A file's header alone. */
    ByteBuffer header(FileHeader header) {
        reserve(FileHeader.BYTES);
        header.write(buffer);
        return buffer.flip();
    }

    /** A file's header and its first frame. */
    ByteBuffer headerAndFrame(FileHeader header, List<Change> batch, long sequence) {
        reserve(FileHeader.BYTES + bound(batch));
        header.write(buffer);
        addFrame(batch, header.epoch(), sequence);
        return buffer.flip();
    }

    /** A frame that says that a snapshot of so many records is whole. */
    ByteBuffer snapshotEnd(long snapshotRecords, long epoch, long sequence) {
        reserve(FrameHead.OVERHEAD + 64);
        int start = beginFrame();
        records.writeSnapshotEnd(snapshotRecords, epoch, buffer);
        endFrame(start, 1, epoch, sequence);
        return buffer.flip();
    }

    private void addFrame(List<Change> batch, long epoch, long sequence) {
        int start = beginFrame();
        for (Change change : batch) {
            records.write(change, epoch, buffer);
        }
        endFrame(start, batch.size(), epoch, sequence);
    }

    private int beginFrame() {
        int start = buffer.position();
        buffer.position(start + FrameHead.BYTES);
        return start;
    }

    private void endFrame(int start, int count, long epoch, long sequence) {
        int body = start + FrameHead.BYTES;
        int length = buffer.position() - body;
        crc.reset();
        crc.update(buffer.slice(body, length));
        new FrameHead(length, epoch, sequence, count, (int) crc.getValue()).write(buffer, start);
        buffer.putInt(FrameHead.END_MARK);
    }

    private void reserve(long bytes) {
        boolean tooLarge = buffer.capacity() > 2 * KEPT_BYTES && bytes <= KEPT_BYTES;
        if (bytes > buffer.capacity() || tooLarge) {
            buffer = bytes <= KEPT_BYTES
                    ? ByteBuffer.allocateDirect((int) Math.max(LEAST_BYTES, 2 * bytes))
                    : ByteBuffer.allocate((int) bytes); // direct memory is scarce, and this is rare
        }
        buffer.clear();
    }
}
