package io.github.jobtide.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder in memory, where syncs cost nothing; on disk if the system has no place for it in memory. For tests of many who write at the same
 * time and wait for each other: on a slow disk the last of them would wait for longer than it may.
 */
public final class MemoryFolder implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String PREFIX = "jobtide-test";

    private final Path path;

    private MemoryFolder(Path path) {
        this.path = path;
    }

    /** @param mebibytes that are needed at the most */
    public static MemoryFolder create(int mebibytes) {
        try {
            if (hasRoom((long) mebibytes << 20)) {
                return new MemoryFolder(Files.createTempDirectory(MEMORY, PREFIX));
            }
            System.out.printf("%s has no room for %d MiB: this test uses the disk%n", MEMORY, mebibytes);
            return new MemoryFolder(Files.createTempDirectory(PREFIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasRoom(long bytes) throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= bytes;
    }

    public Path path() {
        return path;
    }

    /** Removes it with all that is in it. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
