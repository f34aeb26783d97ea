package io.github.jobtide.store.log;

import io.github.jobtide.store.StorageException;
import io.github.jobtide.store.log.FileHeader.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is in the folder, by names and headers.
 *
 * @param segments by number
 * @param snapshots by sequence, then number
 * @param foreign names of what is not ours
 */
record Inventory(List<LogFile> segments, List<LogFile> snapshots, List<String> foreign) {
    Inventory {
        segments = List.copyOf(segments);
        snapshots = List.copyOf(snapshots);
        foreign = List.copyOf(foreign);
    }

    /** @throws StorageException if a newer version wrote any of it */
    static Inventory of(Disk disk) throws IOException {
        List<LogFile> segments = new ArrayList<>();
        List<LogFile> snapshots = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        for (String name : disk.list("")) {
            Optional<LogFile> file = recognise(disk, name);
            if (file.isPresent()) {
                (file.get().kind() == Kind.SEGMENT ? segments : snapshots).add(file.get());
            } else if (!FileNames.isExpected(name)) {
                foreign.add(name);
            }
        }
        segments.sort(Comparator.comparingLong(LogFile::number));
        snapshots.sort(Comparator.comparingLong(LogFile::sequence).thenComparingLong(LogFile::number));
        foreign.sort(Comparator.naturalOrder());
        return new Inventory(segments, snapshots, foreign);
    }

    /** What segments and snapshots take on disk. */
    long bytes() {
        return segments.stream().mapToLong(LogFile::bytes).sum() + snapshots.stream().mapToLong(LogFile::bytes).sum();
    }

    long nextSegmentNumber() {
        return segments.isEmpty() ? 1 : segments.getLast().number() + 1;
    }

    long nextSnapshotNumber() {
        return snapshots.stream().mapToLong(LogFile::number).max().orElse(0) + 1;
    }

    /** Where the segments behind that one begin, if that is known: what it has from there on failed. */
    long firstSequenceAfter(int index) {
        return segments.stream().skip(index + 1L).mapToLong(LogFile::sequence).filter(sequence -> sequence != 0).min()
                .orElse(Long.MAX_VALUE);
    }

    private static Optional<LogFile> recognise(Disk disk, String name) throws IOException {
        Optional<Long> segment = FileNames.segmentNumber(name);
        Optional<Long> snapshot = FileNames.snapshotNumber(name);
        if (segment.isEmpty() && snapshot.isEmpty()) {
            return Optional.empty();
        }
        Kind kind = segment.isPresent() ? Kind.SEGMENT : Kind.SNAPSHOT;
        long number = segment.or(() -> snapshot).get();
        try (DiskFile file = disk.open(name, false)) {
            Optional<FileHeader> header = header(file, disk.place() + "/" + name);
            if (header.isPresent() && (header.get().kind() != kind || header.get().number() != number)) {
                return Optional.empty(); // another file's copy under this name
            }
            long sequence = FileNames.snapshotSequence(name).orElse(header.map(FileHeader::sequence).orElse(0L));
            return Optional.of(new LogFile(name, kind, number, sequence, header, file.size()));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // beside a running gateway: it was dropped meanwhile
        }
    }

    private static Optional<FileHeader> header(DiskFile file, String path) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(FileHeader.BYTES);
        try {
            file.read(bytes, 0);
        } catch (IOException e) {
            return Optional.empty(); // a bad place on the disk: found again, and told, when the file is read
        }
        Optional<FileHeader> header = FileHeader.read(bytes.flip());
        if (header.isPresent() && header.get().version() > FileHeader.VERSION) {
            throw new StorageException(
                    "%s was written in format version %d, this Jobtide reads up to %d; nothing was changed; start the newer version"
                            .formatted(path, header.get().version(), FileHeader.VERSION));
        }
        return header;
    }
}
