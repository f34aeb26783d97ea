package io.github.jobtide.store.log;

import io.github.jobtide.store.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Sees to it that one process at a time uses the folder. */
final class FolderLock {
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private FolderLock() {}

    /** Takes the lock, trying again for that long. Closing lets go of it. */
    static Closeable take(Disk disk, Duration wait) throws IOException {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            Optional<Closeable> lock = disk.tryLock(FileNames.LOCK);
            if (lock.isPresent()) {
                return lock.get();
            }
            long left = end - System.nanoTime();
            if (left <= 0 || !pause(Math.min(left, BETWEEN.toNanos()))) {
                throw new StorageException(
                        "the storage folder %s is in use by another process (waited %s); stop that one, or name another folder"
                                .formatted(disk.place(), wait));
            }
        }
    }

    private static boolean pause(long nanos) {
        try {
            Thread.sleep(Duration.ofNanos(nanos));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
