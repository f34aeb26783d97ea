package io.github.jobtide.store.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One open file of a {@link Disk}. */
interface DiskFile extends Closeable {
    long size() throws IOException;

    /** Fills {@code target} from there on, as far as the file goes. */
    void read(ByteBuffer target, long at) throws IOException;

    /** Writes all of {@code source} there. */
    void write(ByteBuffer source, long at) throws IOException;

    /** Cuts it off there. */
    void truncate(long size) throws IOException;

    /** On return everything written, and the file's size, would outlive a power cut. */
    void force() throws IOException;
}
