package io.github.jobtide.store.log;

import io.github.jobtide.store.Change;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Writes the records of one snapshot, not faster than it may. For one thread. */
final class SnapshotWriter implements Consumer<Change>, Closeable {
    private final DiskFile file;
    private final FileHeader header;
    private final LogSizes sizes;
    private final FrameBuilder builder;
    private final List<Change> pending = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private long pendingBytes;
    private long position;
    private long forced;
    private long frames;
    private long records;

    private SnapshotWriter(DiskFile file, FileHeader header, LogSizes sizes, FrameBuilder builder) {
        this.file = file;
        this.header = header;
        this.sizes = sizes;
        this.builder = builder;
    }

    /** @param builder used for this snapshot alone as long as it is written */
    static SnapshotWriter begin(Disk disk, FileHeader header, LogSizes sizes, FrameBuilder builder) throws IOException {
        disk.delete(FileNames.SNAPSHOT_BEGUN);
        SnapshotWriter writer = new SnapshotWriter(disk.create(FileNames.SNAPSHOT_BEGUN), header, sizes, builder);
        writer.write(builder.header(header));
        return writer;
    }

    /** @throws UncheckedIOException if the disk refuses */
    @Override
    public void accept(Change change) {
        pending.add(change);
        pendingBytes += change.bytes();
        if (pendingBytes >= sizes.snapshotFrameBytes()) {
            try {
                flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Writes what is left and the end, and waits for the disk. @return the file's size */
    long finish() throws IOException {
        flush();
        write(builder.snapshotEnd(records, header.epoch(), ++frames));
        file.force();
        return position;
    }

    private void flush() throws IOException {
        if (!pending.isEmpty()) {
            write(builder.frame(pending, header.epoch(), ++frames));
            records += pending.size();
            pending.clear();
            pendingBytes = 0;
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        file.write(bytes, position);
        position += length;
        if (position - forced >= sizes.snapshotForceBytes()) {
            file.force();
            forced = position;
        }
        long dueNanos = (long) (position * 1e9 / sizes.snapshotBytesPerSecond());
        LockSupport.parkNanos(startNanos + dueNanos - System.nanoTime());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
