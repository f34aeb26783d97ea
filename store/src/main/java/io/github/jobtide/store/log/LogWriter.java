package io.github.jobtide.store.log;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.Nanos;
import io.github.jobtide.store.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Appends batches to the current segment, one write and one sync each, and goes on to the next one. For one thread, but for {@link #syncs}.
 *
 * <p>A segment whose write or sync failed is never written to again: who knows what of it is on the disk. The next segment begins with the
 * number of the batch that failed, which makes whatever is there of it void.
 */
final class LogWriter implements Closeable {
    private final Disk disk;
    private final LogFolder folder;
    private final SegmentSupply supply;
    private final InstantSource clock;
    private final RandomGenerator epochs;
    private final FrameBuilder builder = new FrameBuilder();
    private final AtomicLong syncs = new AtomicLong();
    private @Nullable Segment current;

    LogWriter(Disk disk, LogFolder folder, SegmentSupply supply, InstantSource clock, RandomGenerator epochs) {
        this.disk = disk;
        this.folder = folder;
        this.supply = supply;
        this.clock = clock;
        this.epochs = epochs;
    }

    long syncs() {
        return syncs.get();
    }

    /**
     * Makes a batch durable under that number.
     *
     * @throws StorageException if that failed; the same number is to be used for the next batch
     */
    void append(List<Change> batch, long sequence) {
        long bytes = FrameBuilder.bound(batch);
        if (bytes > LogSizes.MAX_BATCH_BYTES) {
            throw new StorageException(
                    "batch %d takes up to %d bytes, more than the %d that a batch may have; push less at once"
                            .formatted(sequence, bytes, LogSizes.MAX_BATCH_BYTES));
        }
        boolean mayUseSpare = onlyRemoves(batch);
        Segment segment = current;
        if (segment == null || segment.room() < bytes || (segment.spare && !mayUseSpare)) {
            begin(blank(FileHeader.BYTES + bytes, mayUseSpare, sequence), batch, sequence);
        } else {
            extend(segment, builder.frame(batch, segment.epoch, sequence), sequence);
        }
    }

    /** Whether the batch may use the room that is kept for a full disk. */
    static boolean onlyRemoves(List<Change> batch) {
        return !batch.isEmpty() && batch.stream()
                .allMatch(change -> change instanceof Change.GroupDeleted || change instanceof Change.FamilyRemoved);
    }

    private Blank blank(long bytes, boolean mayUseSpare, long sequence) {
        try {
            return supply.take(bytes, mayUseSpare);
        } catch (IOException e) {
            throw failure(sequence, "a new segment", e);
        }
    }

    private void extend(Segment segment, ByteBuffer frame, long sequence) {
        int length = frame.remaining();
        try {
            segment.file.write(frame, segment.position);
            force(segment.file);
            segment.position += length;
        } catch (IOException e) {
            abandon();
            StorageException failure = failure(sequence, segment.name, e);
            seal(sequence, failure);
            throw failure;
        }
    }

    /** Begins the next segment at once, if that can be done, so that the failed batch is void even if this process dies now. */
    private void seal(long sequence, StorageException failure) {
        try {
            begin(supply.take(FileHeader.BYTES, false), null, sequence);
        } catch (IOException | StorageException e) {
            failure.addSuppressed(e);
        }
    }

    /** Writes a segment's header, and its first frame if there is a batch, and gives it its name. */
    private void begin(Blank blank, @Nullable List<Change> batch, long sequence) {
        long number = folder.takeSegmentNumber();
        String name = FileNames.segment(number);
        FileHeader header = FileHeader.segment(number, epochs.nextLong(), sequence, blank.bytes(), now());
        ByteBuffer bytes = batch == null ? builder.header(header) : builder.headerAndFrame(header, batch, sequence);
        int length = bytes.remaining();
        try {
            blank.file().write(bytes, 0);
            force(blank.file());
        } catch (IOException e) {
            supply.discard(blank);
            throw failure(sequence, blank.name(), e);
        }
        abandon();
        current = new Segment(name, blank.file(), header.epoch(), blank.bytes(), blank.spare(), length);
        publish(blank.name(), name, sequence, blank.bytes());
    }

    private void publish(String from, String name, long sequence, long bytes) {
        boolean renamed = false;
        try {
            disk.rename(from, name);
            renamed = true;
            folder.begun(name, sequence, bytes);
            disk.syncFolder("");
            syncs.incrementAndGet();
        } catch (IOException e) {
            abandon();
            if (!renamed) {
                deleteQuietly(from);
            }
            throw failure(sequence, name, e);
        }
    }

    private void deleteQuietly(String name) {
        try {
            disk.delete(name);
        } catch (IOException e) {
            // A file of that name is not read by anybody.
        }
    }

    private void force(DiskFile file) throws IOException {
        syncs.incrementAndGet();
        file.force();
    }

    private void abandon() {
        Segment segment = current;
        current = null;
        if (segment != null) {
            try {
                segment.file.close();
            } catch (IOException e) {
                // What it held was synced before, or was answered as failed.
            }
        }
    }

    private StorageException failure(long sequence, String file, IOException cause) {
        return new StorageException(
                "batch %d could not be written to %s in %s: %s; nothing of it is kept; make room on that disk or mend it, every push tries again"
                        .formatted(sequence, file, disk.place(), cause),
                cause);
    }

    private long now() {
        return Nanos.of(clock.instant());
    }

    @Override
    public void close() {
        abandon();
    }

    /** The segment that is written to. */
    private static final class Segment {
        final String name;
        final DiskFile file;
        final long epoch;
        final long bytes;
        final boolean spare;
        long position;

        Segment(String name, DiskFile file, long epoch, long bytes, boolean spare, long position) {
            this.name = name;
            this.file = file;
            this.epoch = epoch;
            this.bytes = bytes;
            this.spare = spare;
            this.position = position;
        }

        long room() {
            return bytes - position;
        }
    }
}
