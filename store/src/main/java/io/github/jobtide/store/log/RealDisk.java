package io.github.jobtide.store.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A folder of the file system. */
final class RealDisk implements Disk {
    /** Closing any channel of a file drops the whole process's lock on it, so a second one must not even be opened. */
    private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();
    private static final int COPIED_BYTES = 1 << 20;

    private final Path folder;

    private RealDisk(Path folder) {
        this.folder = folder;
    }

    /** A folder as it is; it may be missing. */
    static RealDisk of(Path folder) {
        return new RealDisk(folder.toAbsolutePath().normalize());
    }

    /** Makes the folder, and those above it, if they are missing. */
    static RealDisk create(Path folder) throws IOException {
        RealDisk disk = of(folder);
        Path parent = disk.folder.getParent();
        if (!Files.isDirectory(disk.folder)) {
            Files.createDirectories(disk.folder);
            if (parent != null) {
                sync(parent);
            }
        }
        return disk;
    }

    @Override
    public String place() {
        return folder.toString();
    }

    @Override
    public List<String> list(String below) throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve(below))) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    @Override
    public void createFolder(String name) throws IOException {
        Files.createDirectories(folder.resolve(name));
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return new RealFile(FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public DiskFile open(String name, boolean writable) throws IOException {
        Path path = folder.resolve(name);
        return new RealFile(writable
                ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
                : FileChannel.open(path, StandardOpenOption.READ));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void syncFolder(String name) throws IOException {
        sync(folder.resolve(name));
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public Optional<Closeable> tryLock(String name) throws IOException {
        Path path = folder.toRealPath().resolve(name);
        if (!LOCKED_HERE.add(path)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            locked = lock != null;
            return locked ? Optional.of(unlocking(path, channel)) : Optional.empty();
        } finally {
            if (!locked) {
                LOCKED_HERE.remove(path);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static Closeable unlocking(Path path, FileChannel channel) {
        return () -> {
            channel.close();
            LOCKED_HERE.remove(path);
        };
    }

    private record RealFile(FileChannel channel) implements DiskFile {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void read(ByteBuffer target, long at) throws IOException {
            long position = at;
            while (target.hasRemaining()) {
                int count = channel.read(target, position);
                if (count < 0) {
                    return;
                }
                position += count;
            }
        }

        @Override
        public void write(ByteBuffer source, long at) throws IOException {
            long position = at;
            while (source.hasRemaining()) {
                int written = channel.write(piece(source), position);
                source.position(source.position() + written);
                position += written;
            }
        }

        /** The system takes no heap memory, so what it is given is copied first: not all at once. */
        private static ByteBuffer piece(ByteBuffer source) {
            return source.isDirect()
                    ? source.slice()
                    : source.slice(source.position(), Math.min(source.remaining(), COPIED_BYTES));
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
