package io.github.jobtide.push;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The folder of a spool: a seam, so that tests can fail it at any moment. Names are relative, with a slash where there is a folder below. What is renamed or deleted is sure to outlive a
 * power cut only after {@link #syncFolder}. Any number of threads.
 */
interface SpoolFolder {
    /** For people. */
    String place();

    /** Names of files in a folder below ({@code ""}: in this one), sorted; none if there is no such folder. */
    List<String> list(String folder) throws IOException;

    long size(String name) throws IOException;

    long modifiedMillis(String name) throws IOException;

    /** Whether a file was last changed before that moment; a missing one was not. */
    default boolean isOlder(String name, long millis) throws IOException {
        try {
            return modifiedMillis(name) < millis;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    byte[] read(String name) throws IOException;

    /** Writes a file anew, so that its content outlives a power cut if {@code forced}. */
    void write(String name, byte[] content, boolean forced) throws IOException;

    /** Names a file anew in one step, replacing what had that name. */
    void rename(String from, String to) throws IOException;

    /** Removes a file; a missing one is fine. */
    void delete(String name) throws IOException;

    void syncFolder(String folder) throws IOException;

    /** Locks against all other users of the folder, in this process and in others; empty if that takes longer than {@code patience}. */
    Optional<Closeable> lock(String name, Duration patience) throws IOException;
}
