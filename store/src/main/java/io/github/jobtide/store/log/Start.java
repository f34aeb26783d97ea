package io.github.jobtide.store.log;

import io.github.jobtide.store.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Loads a folder when the engine starts: reads it, sets damaged files aside, and clears away what a process that died left unfinished.
 *
 * @param reports a line for each thing an operator should know
 */
record Start(LogFolder folder, long lastSequence, long damagedPieces, List<String> reports) {
    Start {
        reports = List.copyOf(reports);
    }

    static Start of(Disk disk, Consumer<Change> target) throws IOException {
        Inventory inventory = Inventory.of(disk);
        forceLast(disk, inventory);
        Replayed replayed = Replay.of(disk, inventory, target);
        List<String> reports = new ArrayList<>();
        Set<String> uncopied = new HashSet<>();
        for (Damage damage : replayed.damage()) {
            reports.add(setAside(disk, damage, uncopied));
        }
        for (String name : inventory.foreign()) {
            reports.add(
                    "%s/%s is not a file of the log, or a copy of one; it is left alone".formatted(disk.place(), name));
        }
        LogFolder folder = new LogFolder(disk, inventory, replayed.lastSequence(), uncopied);
        disk.delete(FileNames.SNAPSHOT_BEGUN);
        if (replayed.damage().isEmpty()) {
            dropSuperseded(disk, folder, reports);
        }
        return new Start(folder, replayed.lastSequence(), replayed.damagedPieces(), reports);
    }

    private static void dropSuperseded(Disk disk, LogFolder folder, List<String> reports) {
        try {
            folder.dropSuperseded(FileRemover.atOnce(disk));
        } catch (IOException e) {
            reports.add("files in %s that nobody needs any more cannot be removed: %s".formatted(disk.place(), e));
        }
    }

    boolean isDamaged() {
        return damagedPieces > 0;
    }

    /** A process that was killed may have written a batch that is read now, but is not on the disk yet. */
    private static void forceLast(Disk disk, Inventory inventory) throws IOException {
        if (!inventory.segments().isEmpty()) {
            try (DiskFile file = disk.open(inventory.segments().getLast().name(), true)) {
                file.force();
            }
            disk.syncFolder(""); // nor may the name of the snapshot that makes others superfluous be
        }
    }

    private static String setAside(Disk disk, Damage damage, Set<String> uncopied) {
        try {
            String copy = new SetAside(disk).copy(damage.file());
            return "%s/%s; what could be read is served, the whole file is kept as %s".formatted(disk.place(), damage,
                    copy);
        } catch (IOException e) {
            uncopied.add(damage.file());
            return "%s/%s; what could be read is served, the file is kept, but could not be copied: %s".formatted(
                    disk.place(),
                    damage, e);
        }
    }
}
