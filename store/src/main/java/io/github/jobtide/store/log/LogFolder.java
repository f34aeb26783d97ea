package io.github.jobtide.store.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The segments and snapshots there are while the engine runs: which batches they end with, and so which may go. Any number of threads. */
final class LogFolder {
    private static final long OPEN = Long.MAX_VALUE;

    private final Disk disk;
    /** Damaged ones of which no copy could be made: they are moved away instead of deleted. */
    private final Set<String> uncopied;
    private final List<Part> segments = new ArrayList<>();
    private final List<Part> snapshots = new ArrayList<>();
    private long nextSegment;
    private long nextSnapshot;

    LogFolder(Disk disk, Inventory inventory, long lastSequence, Set<String> uncopied) {
        this.disk = disk;
        this.uncopied = Set.copyOf(uncopied);
        for (int i = 0; i < inventory.segments().size(); i++) {
            LogFile segment = inventory.segments().get(i);
            long last = Math.min(lastSequence, inventory.firstSequenceAfter(i) - 1);
            segments.add(new Part(segment.name(), last, segment.bytes()));
        }
        for (LogFile snapshot : inventory.snapshots()) {
            snapshots.add(new Part(snapshot.name(), snapshot.sequence(), snapshot.bytes()));
        }
        this.nextSegment = inventory.nextSegmentNumber();
        this.nextSnapshot = inventory.nextSnapshotNumber();
    }

    synchronized long takeSegmentNumber() {
        return nextSegment++;
    }

    synchronized long takeSnapshotNumber() {
        return nextSnapshot++;
    }

    /** A segment was begun; the one before it holds nothing from that batch on. */
    synchronized void begun(String name, long firstSequence, long bytes) {
        if (!segments.isEmpty() && segments.getLast().last == OPEN) {
            Part before = segments.removeLast();
            segments.add(new Part(before.name, firstSequence - 1, before.bytes));
        }
        segments.add(new Part(name, OPEN, bytes));
    }

    /** A snapshot is whole and on the disk; drops what it makes superfluous. */
    synchronized void superseded(String snapshot, long sequence, long bytes) throws IOException {
        drop(snapshots, Long.MAX_VALUE);
        snapshots.add(new Part(snapshot, sequence, bytes));
        drop(segments, sequence);
    }

    /** Drops what the newest snapshot makes superfluous, as a process that died did not. */
    synchronized void dropSuperseded() throws IOException {
        if (!snapshots.isEmpty()) {
            Part newest = snapshots.removeLast();
            superseded(newest.name, newest.last, newest.bytes);
        }
    }

    /** Bytes of the segments that were filled since the last snapshot. */
    synchronized long historyBytes() {
        return segments.stream().limit(Math.max(0, segments.size() - 1)).mapToLong(Part::bytes).sum();
    }

    synchronized long snapshotBytes() {
        return snapshots.stream().mapToLong(Part::bytes).sum();
    }

    synchronized long bytes() {
        return snapshotBytes() + segments.stream().mapToLong(Part::bytes).sum();
    }

    private void drop(List<Part> parts, long sequence) throws IOException {
        for (Iterator<Part> each = parts.iterator(); each.hasNext();) {
            Part part = each.next();
            if (part.last <= sequence && part.last != OPEN) {
                if (uncopied.contains(part.name)) {
                    disk.createFolder(FileNames.DAMAGED);
                    disk.rename(part.name, FileNames.DAMAGED + "/" + part.name + ".moved");
                } else {
                    disk.delete(part.name);
                }
                each.remove();
            }
        }
    }

    /** A file, and the last batch that it may be needed for. */
    private record Part(String name, long last, long bytes) {}
}
