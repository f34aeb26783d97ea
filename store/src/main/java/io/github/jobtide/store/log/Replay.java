package io.github.jobtide.store.log;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.log.FrameScan.Piece;
import io.github.jobtide.store.log.RecordReader.Salvaged;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a folder's snapshot and segments in order and hands the changes on; changes nothing. For one thread, once.
 *
 * <p>Usually that is the newest snapshot and the batches after it. If the newest snapshot is damaged, all that is there is read from the
 * oldest on. Of two batches of one number the one in the later segment holds: the other failed.
 */
final class Replay {
    private static final long UNKNOWN = 0;

    private final Disk disk;
    private final Inventory inventory;
    private final RecordReader reader;
    private final Map<String, Damage> damage = new LinkedHashMap<>();
    private final List<String> files = new ArrayList<>();
    private long expected;
    private long lastSequence;
    private long batches;
    private long records;

    private Replay(Disk disk, Inventory inventory, Consumer<Change> target) {
        this.disk = disk;
        this.inventory = inventory;
        this.reader = new RecordReader(target);
    }

    static Replayed of(Disk disk, Inventory inventory, Consumer<Change> target) throws IOException {
        List<LogFile> snapshots = inventory.snapshots();
        if (!snapshots.isEmpty()) {
            LogFile newest = snapshots.getLast();
            Replay usual = new Replay(disk, inventory, target);
            usual.readSnapshot(newest);
            Replayed result = usual.readRest(newest.sequence());
            if (!result.isDamaged(newest)) {
                return result;
            }
        }
        return new Replay(disk, inventory, target).everything(); // once more, from farther back: comes to the same and more
    }

    private Replayed everything() throws IOException {
        long from = 0;
        for (LogFile snapshot : inventory.snapshots()) {
            readSegments(from, snapshot.sequence(), false);
            readSnapshot(snapshot);
            from = snapshot.sequence();
        }
        return readRest(from);
    }

    private Replayed readRest(long from) throws IOException {
        expected = from + 1;
        lastSequence = from;
        readSegments(from, Long.MAX_VALUE, true);
        return new Replayed(lastSequence, batches, records, List.copyOf(damage.values()), files);
    }

    private void readSnapshot(LogFile snapshot) throws IOException {
        try (DiskFile file = disk.open(snapshot.name(), false)) {
            Window window = new Window(file, snapshot.end());
            FrameScan scan = new FrameScan(window, snapshot.header());
            long before = records;
            reader.beginSnapshot();
            for (var piece = scan.next(); piece.isPresent(); piece = scan.next()) {
                read(snapshot, scan, window, piece.get());
            }
            noteFaults(snapshot, window);
            long kept = records - before;
            if (reader.snapshotEnd().orElse(-1) != kept - 1) {
                damageOf(snapshot).note("the end is missing, or something before it");
            }
            files.add("%s: state after batch %d, %d records".formatted(snapshot.name(), snapshot.sequence(), kept));
        }
    }

    /** Reads those batches of all segments that come after {@code from} and not after {@code to}. */
    private void readSegments(long from, long to, boolean toTheEnd) throws IOException {
        List<LogFile> segments = inventory.segments();
        for (int i = 0; i < segments.size(); i++) {
            long superseded = inventory.firstSequenceAfter(i);
            if (superseded > from + 1) {
                readSegment(i, new Range(from, to, superseded, toTheEnd));
            }
        }
    }

    private void readSegment(int index, Range range) throws IOException {
        LogFile segment = inventory.segments().get(index);
        try (DiskFile file = disk.open(segment.name(), false)) {
            Window window = new Window(file, segment.end());
            FrameScan scan = new FrameScan(window, segment.header());
            long sequence = segment.sequence() == UNKNOWN ? lastSequence : segment.sequence() - 1;
            long before = batches;
            if (range.toTheEnd) {
                follow(index, sequence + 1);
            }
            for (var piece = scan.next(); piece.isPresent(); piece = scan.next()) {
                sequence = sequenceOf(piece.get(), sequence);
                if (range.holds(sequence)) {
                    if (range.toTheEnd) {
                        passed(index, piece.get(), sequence);
                    }
                    read(segment, scan, window, piece.get());
                } else if (range.isSuperseded(sequence) && piece.get() instanceof Piece.Broken broken) {
                    damageOf(segment).add(broken.at(), 0, 0);
                }
            }
            if (range.toTheEnd) {
                noteFaults(segment, window);
                files.add("%s: %d batches".formatted(segment.name(), batches - before));
            }
        }
    }

    private static long sequenceOf(Piece piece, long previous) {
        return switch (piece) {
            case Piece.Intact intact -> intact.head().sequence();
            case Piece.Broken broken -> broken.head().map(FrameHead::sequence).orElse(previous + 1);
            case Piece.Torn _ -> previous + 1;
        };
    }

    private void passed(int index, Piece piece, long sequence) {
        boolean numbered = piece instanceof Piece.Intact
                || (piece instanceof Piece.Broken broken && broken.head().isPresent());
        if (numbered) {
            follow(index, sequence);
            expected = sequence + 1;
        } else if (piece instanceof Piece.Broken) {
            expected = UNKNOWN;
        }
        if (!(piece instanceof Piece.Torn)) {
            lastSequence = Math.max(lastSequence, sequence);
        }
    }

    /** Sees that no batch is missing before that one. */
    private void follow(int index, long sequence) {
        if (expected != UNKNOWN && sequence > expected) {
            noteMissing(index, expected, sequence - 1);
        }
        expected = Math.max(expected, sequence);
        lastSequence = Math.max(lastSequence, sequence - 1);
    }

    private void noteMissing(int index, long first, long last) {
        List<LogFile> segments = inventory.segments();
        LogFile here = segments.get(index);
        boolean follows = index > 0 && segments.get(index - 1).number() == here.number() - 1;
        damageOf(follows ? segments.get(index - 1) : here).note(follows
                ? "the batches %d to %d are missing at its end".formatted(first, last)
                : "the batches %d to %d before it are missing, an earlier file is gone".formatted(first, last));
    }

    private void read(LogFile file, FrameScan scan, Window window, Piece piece) {
        switch (piece) {
            case Piece.Intact(FrameHead head, int body) -> {
                int kept = reader.readIntact(window, body, body + head.bodyBytes());
                count(kept);
                if (kept != head.records()) {
                    damageOf(file).add(0, head.records() - kept, kept);
                }
            }
            case Piece.Broken broken -> salvage(file, scan, window, broken);
            case Piece.Torn torn -> {
                if (file.kind() == FileHeader.Kind.SNAPSHOT) { // which is complete before it gets its name
                    salvage(file, scan, window,
                            new Piece.Broken(torn.at(), window.end() - torn.at(), Optional.empty()));
                }
            }
        }
    }

    private void salvage(LogFile file, FrameScan scan, Window window, Piece.Broken broken) {
        long end = broken.at() + broken.bytes();
        Salvaged kept = scan.epoch().map(epoch -> reader.salvage(window, broken.at(), end, epoch))
                .orElse(Salvaged.NOTHING);
        count(kept.records());
        long lost = broken.head().isPresent()
                ? broken.head().get().records() - kept.records()
                : kept.bytes() + FrameHead.OVERHEAD == broken.bytes() ? 0 : 1;
        damageOf(file).add(broken.at(), lost, kept.records());
    }

    private void count(int kept) {
        batches++;
        records += kept;
    }

    private void noteFaults(LogFile file, Window window) {
        if (file.header().isEmpty()) {
            damageOf(file).note("the header cannot be read");
        }
        long prepared = file.header().map(FileHeader::fileBytes).orElse(0L);
        if (prepared != 0 && prepared != file.bytes()) {
            damageOf(file).note("it has %d bytes but was made with %d".formatted(file.bytes(), prepared));
        }
        if (window.unreadable() > 0) {
            damageOf(file).note("the disk could not read %d bytes of it".formatted(window.unreadable()));
        }
    }

    private Damage damageOf(LogFile file) {
        return damage.computeIfAbsent(file.name(), Damage::new);
    }

    /** Batches after {@code from}, not after {@code to}, and before {@code superseded}. */
    private record Range(long from, long to, long superseded, boolean toTheEnd) {
        boolean holds(long sequence) {
            return sequence > from && sequence <= to && sequence < superseded;
        }

        boolean isSuperseded(long sequence) {
            return toTheEnd && sequence >= superseded;
        }
    }
}
