package io.github.jobtide.store.log;

import java.io.IOException;
import java.util.ArrayList;
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
    void superseded(String snapshot, long sequence, long bytes, FileRemover remover) throws IOException {
        List<Part> superseded = takeSuperseded(new Part(snapshot, sequence, bytes));
        FileRemover chosen = hasSegments() ? remover : FileRemover.atOnce(disk);
        IOException failure = null;
        for (Part part : superseded) { // while commits go on
            try {
                remove(part.name, chosen);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** If not, no later segment tells a start that those which are being removed do not count: it must not find one cut off. */
    private synchronized boolean hasSegments() {
        return !segments.isEmpty();
    }

    /** Drops what the newest snapshot makes superfluous, as a process that died did not. */
    void dropSuperseded(FileRemover remover) throws IOException {
        if (snapshotBytes() > 0) {
            Part newest = newestSnapshot();
            superseded(newest.name, newest.last, newest.bytes, remover);
        }
    }

    private synchronized Part newestSnapshot() {
        return snapshots.removeLast();
    }

    /** Bytes of the segments that were filled since the last snapshot. */
    synchronized long historyBytes() {
        return segments.stream().limit(Math.max(0, segments.size() - 1)).mapToLong(Part::bytes).sum();
    }

    /** Whether a new snapshot is due. */
    synchronized boolean isHistoryLong(LogSizes sizes) {
        return historyBytes() > Math.max(sizes.historyBytes(), 2 * snapshotBytes());
    }

    synchronized long snapshotBytes() {
        return snapshots.stream().mapToLong(Part::bytes).sum();
    }

    synchronized long bytes() {
        return snapshotBytes() + segments.stream().mapToLong(Part::bytes).sum();
    }

    private synchronized List<Part> takeSuperseded(Part snapshot) {
        List<Part> superseded = new ArrayList<>(snapshots);
        snapshots.clear();
        snapshots.add(snapshot);
        segments.stream().filter(segment -> segment.last <= snapshot.last).forEach(superseded::add);
        segments.removeAll(superseded);
        return superseded;
    }

    private void remove(String name, FileRemover remover) throws IOException {
        if (uncopied.contains(name)) {
            new SetAside(disk).move(name);
        } else {
            remover.remove(name);
        }
    }

    /** A file, and the last batch that it may be needed for. */
    private record Part(String name, long last, long bytes) {}
}
