package io.github.jobtide.store.log;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.StorageException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Looks into a storage folder from outside, and tidies it up while no gateway uses it. */
public final class StorageTool {
    private StorageTool() {}

    /**
     * Reads everything and changes nothing; also beside a running gateway, whose latest batch may then look cut short.
     *
     * @throws StorageException if there is no such folder, or a newer version wrote it
     */
    public static Verification verify(Path folder) {
        throw new StorageException("to come");
    }

    /**
     * Prints what a restart would find as JSON, a line for each group and each family; changes nothing.
     *
     * @param text shows a family's content, as it should stand in the line's {@code text}
     * @throws StorageException as {@link #verify}
     */
    public static void dump(Path folder, PrintStream out, Function<Change.FamilyStored, String> text) {
        throw new StorageException("to come");
    }

    /**
     * Writes the live content anew and removes history; damage is set aside as at a start.
     *
     * @throws StorageException if the folder cannot be used or is locked
     */
    public static Compaction compact(Path folder, Duration lockWait) {
        throw new StorageException("to come");
    }

    /**
     * What {@link #verify} found.
     *
     * @param damaged pieces that cannot be read
     * @param lines for people: one for each file, then one for each thing that is wrong
     */
    public record Verification(long batches, long records, long groups, long families, long damaged, long bytes,
            List<String> lines) {
        public Verification {
            lines = List.copyOf(lines);
        }

        public boolean sound() {
            return damaged == 0;
        }
    }

    /** What {@link #compact} did, in bytes on disk. */
    public record Compaction(long bytesBefore, long bytesAfter, List<String> reports) {
        public Compaction {
            reports = List.copyOf(reports);
        }
    }
}
