package io.github.jobtide.store.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The folder that the log lives in: a seam, so that tests can fail it and cut its power.
 *
 * <p>Names are relative to the folder, with a slash where there is a folder below it. What is created, renamed or deleted is sure to
 * outlive a power cut only after {@link #syncFolder}; what is written, only after {@link DiskFile#force}. Any number of threads.
 */
interface Disk {
    /** The folder, for people. */
    String place();

    /** Names in a folder below ({@code ""}: in this one), in no order; none if there is no such folder. */
    List<String> list(String folder) throws IOException;

    void createFolder(String name) throws IOException;

    /** Makes a file that must not exist yet. */
    DiskFile create(String name) throws IOException;

    /** Opens a file to read, and to write if {@code writable}. */
    DiskFile open(String name, boolean writable) throws IOException;

    /** Names a file anew, replacing what had that name. */
    void rename(String from, String to) throws IOException;

    /** Removes a file; a missing one is fine. */
    void delete(String name) throws IOException;

    void syncFolder(String name) throws IOException;

    /** Locks a file against other processes and other users in this one; empty if one of them has it. Closing unlocks. */
    Optional<Closeable> tryLock(String name) throws IOException;
}
