package io.github.jobtide.store.log;

import java.util.Optional;

/**
 * A segment or snapshot that was found in the folder.
 *
 * @param number by its name
 * @param sequence of a snapshot, by its name; of a segment, that of its first batch by its header, or 0 if that cannot be read
 * @param header empty if it cannot be read
 * @param bytes its size
 */
record LogFile(String name, FileHeader.Kind kind, long number, long sequence, Optional<FileHeader> header,
        long bytes) {
    /** Where its frames end at the latest. */
    long end() {
        long prepared = header.map(FileHeader::fileBytes).orElse(0L);
        return prepared == 0 ? bytes : Math.min(bytes, prepared);
    }
}
