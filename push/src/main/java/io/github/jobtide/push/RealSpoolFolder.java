package io.github.jobtide.push;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A folder on a disk, for its owner's eyes only. */
final class RealSpoolFolder implements SpoolFolder {
    private static final FileAttribute<?> OWNER_FILE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_FOLDER = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final long POLL_MILLIS = 5;

    private final Path folder;

    private RealSpoolFolder(Path folder) {
        this.folder = folder;
    }

    static RealSpoolFolder open(Path folder, List<String> below) throws IOException {
        Files.createDirectories(folder, OWNER_FOLDER);
        for (String name : below) {
            Files.createDirectories(folder.resolve(name), OWNER_FOLDER);
        }
        return new RealSpoolFolder(folder);
    }

    @Override
    public String place() {
        return folder.toString();
    }

    @Override
    public List<String> list(String below) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(below))) {
            for (Path file : files) {
                if (Files.isRegularFile(file)) {
                    names.add(String.valueOf(file.getFileName()));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public long size(String name) throws IOException {
        return Files.size(folder.resolve(name));
    }

    @Override
    public long modifiedMillis(String name) throws IOException {
        return Files.getLastModifiedTime(folder.resolve(name)).toMillis();
    }

    @Override
    public byte[] read(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    @Override
    public void write(String name, byte[] content, boolean forced) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_FILE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            if (forced) {
                channel.force(true);
            }
        }
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
    public void syncFolder(String below) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(below), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public Optional<Closeable> lock(String name, Duration patience) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(name),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_FILE);
        long end = System.nanoTime() + patience.toNanos();
        try {
            do {
                FileLock lock = tryLock(channel);
                if (lock != null) {
                    return Optional.of(channel);
                }
                Thread.sleep(POLL_MILLIS);
            } while (System.nanoTime() < end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channel.close();
        return Optional.empty();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // Another thread of this process has it.
        }
    }
}
