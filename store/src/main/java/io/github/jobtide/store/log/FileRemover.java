package io.github.jobtide.store.log;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Removes files that nobody needs any more, a piece at a time and not faster than it may, or at once. For one thread. */
final class FileRemover {
    private final Disk disk;
    private final LogSizes sizes;
    private final BooleanSupplier hurry;

    /** @param hurry whether files have to go at once, asked again and again */
    FileRemover(Disk disk, LogSizes sizes, BooleanSupplier hurry) {
        this.disk = disk;
        this.sizes = sizes;
        this.hurry = hurry;
    }

    static FileRemover atOnce(Disk disk) {
        return new FileRemover(disk, LogSizes.UNPACED, () -> true);
    }

    /** A file that is not there is fine. What is left of one half way still has its header. */
    void remove(String name) throws IOException {
        long left = hurry.getAsBoolean() ? 0 : shrink(name);
        disk.delete(name);
        rest(left);
    }

    /** @return how large it is afterwards */
    private long shrink(String name) {
        try (DiskFile file = disk.open(name, true)) {
            long left = file.size();
            while (left - sizes.droppedPieceBytes() >= FileHeader.BYTES && !hurry.getAsBoolean()) {
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
