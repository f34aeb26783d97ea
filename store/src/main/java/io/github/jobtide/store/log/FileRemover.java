package io.github.jobtide.store.log;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Removes files that nobody needs any more, a piece at a time and not faster than it may, unless it is in a hurry. For one thread. */
final class FileRemover {
    private final Disk disk;
    private final LogSizes sizes;
    private final BooleanSupplier hurry;

    /** @param hurry whether to go on at full speed */
    FileRemover(Disk disk, LogSizes sizes, BooleanSupplier hurry) {
        this.disk = disk;
        this.sizes = sizes;
        this.hurry = hurry;
    }

    /** A file that is not there is fine. What is left of one half way still has its header. */
    void remove(String name) throws IOException {
        long left = shrink(name);
        disk.delete(name);
        rest(left);
    }

    /** @return how large it is afterwards */
    private long shrink(String name) throws IOException {
        try (DiskFile file = disk.open(name, true)) {
            long left = file.size();
            while (left - sizes.droppedPieceBytes() >= FileHeader.BYTES) {
                left -= sizes.droppedPieceBytes();
                file.truncate(left);
                rest(sizes.droppedPieceBytes());
            }
            return left;
        } catch (IOException e) {
            return 0; // It goes at once, then.
        }
    }

    private void rest(long bytes) {
        if (!hurry.getAsBoolean()) {
            LockSupport.parkNanos((long) (bytes * 1e9 / sizes.droppedBytesPerSecond()));
        }
    }
}
