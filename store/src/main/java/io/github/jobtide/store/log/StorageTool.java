package io.github.jobtide.store.log;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.StorageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Looks into a storage folder from outside, and tidies it up while no gateway uses it. */
public final class StorageTool {
    private static final int ATTEMPTS = 5;

    private StorageTool() {}

    /**
     * Reads everything and changes nothing; also beside a running gateway, whose latest batch may then look cut short.
     *
     * @throws StorageException if there is no such folder, or a newer version wrote it
     */
    public static Verification verify(Path folder) {
        Contents contents = new Contents();
        Disk disk = existing(folder);
        Reading reading = read(disk, contents);
        List<String> lines = new ArrayList<>(reading.replayed.files());
        reading.replayed.damage().forEach(damage -> lines.add(damage.toString()));
        reading.inventory.foreign().forEach(name -> lines.add(name + " is not a file of the log, or a copy of one"));
        return new Verification(reading.replayed.batches(), reading.replayed.records(), contents.groups(),
                contents.families(), reading.replayed.damagedPieces(), reading.inventory.bytes(), lines);
    }

    /**
     * Prints what a restart would find as JSON, a line for each group and each family; changes nothing.
     *
     * @param text shows a family's content, as it should stand in the line's {@code text}
     * @throws StorageException as {@link #verify}
     */
    public static void dump(Path folder, PrintStream out, Function<Change.FamilyStored, String> text) {
        Contents contents = new Contents();
        read(existing(folder), contents);
        contents.forEach(new JsonLines(out, text));
    }

    /**
     * Writes the live content anew and removes history; damage is set aside as at a start.
     *
     * @throws StorageException if the folder cannot be used or is locked
     */
    public static Compaction compact(Path folder, Duration lockWait) {
        Disk disk = existing(folder);
        try (LocalEngine engine = LocalEngine.open(disk, LogSizes.UNPACED, lockWait, InstantSource.system())) {
            Contents contents = new Contents();
            engine.load(contents);
            long before = engine.status().bytes();
            engine.compact(contents);
            return new Compaction(before, engine.status().bytes(), engine.status().reports());
        } catch (IOException e) {
            throw new StorageException(
                    "%s could not be compacted: %s; what was there before is still there".formatted(folder, e), e);
        }
    }

    private static Disk existing(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new StorageException("there is no folder %s; name the one that the gateway's --storage.path names"
                    .formatted(folder));
        }
        return RealDisk.of(folder);
    }

    /** A running gateway may cut off and drop files, behind a new snapshot, after the look at the folder; so more than once. */
    private static Reading read(Disk disk, Contents contents) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                contents.clear();
                Inventory inventory = Inventory.of(disk);
                Reading reading = new Reading(inventory, Replay.of(disk, inventory, contents));
                if (snapshotNames(Inventory.of(disk)).equals(snapshotNames(inventory))) {
                    return reading;
                }
            } catch (NoSuchFileException e) {
                // It was dropped meanwhile.
            } catch (IOException e) {
                throw unreadable(disk, e);
            }
        }
        throw new StorageException(
                "the storage folder %s changes faster than it can be read; stop the gateway that uses it, or try again when it is less busy"
                        .formatted(disk.place()));
    }

    private static List<String> snapshotNames(Inventory inventory) {
        return inventory.snapshots().stream().map(LogFile::name).toList();
    }

    private static StorageException unreadable(Disk disk, IOException cause) {
        return new StorageException(
                "the storage folder %s cannot be read: %s; see to its rights and its disk".formatted(disk.place(),
                        cause),
                cause);
    }

    private record Reading(Inventory inventory, Replayed replayed) {}

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
