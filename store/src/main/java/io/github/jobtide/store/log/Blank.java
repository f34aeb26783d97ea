package io.github.jobtide.store.log;

import java.io.Closeable;
import java.io.IOException;

/**
 * A file that is ready to become a segment: filled with zeros up to its size, and that is on the disk.
 *
 * @param spare whether it was kept for deletes on a full disk
 */
record Blank(String name, DiskFile file, long bytes, boolean spare) implements Closeable {
    Blank asSpare() {
        return new Blank(name, file, bytes, true);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
