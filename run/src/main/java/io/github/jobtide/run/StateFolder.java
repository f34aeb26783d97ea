package io.github.jobtide.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
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

/** A folder of small files for its owner's eyes only, each of which is there whole or not at all. Any number of processes. */
final class StateFolder {
    private static final FileAttribute<?> OWNER_FILE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_FOLDER = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final long MOST_BYTES = 1024 * 1024;
    private static final String UNFINISHED = ".tmp";
    /** A day: nobody writes for that long. */
    private static final long ABANDONED_MILLIS = 24L * 3_600_000;
    private static final long POLL_MILLIS = 5;

    private final Path folder;

    private StateFolder(Path folder) {
        this.folder = folder;
    }

    /** @throws StateException if it cannot be made */
    static StateFolder open(Path folder) {
        try {
            Files.createDirectories(folder, OWNER_FOLDER);
            return new StateFolder(folder);
        } catch (IOException e) {
            throw new StateException("the folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    StateFolder below(String name) {
        return open(folder.resolve(name));
    }

    Path path() {
        return folder;
    }

    /** Empty if there is none, or it is longer than any of ours. */
    Optional<String> read(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.size(file) > MOST_BYTES
                    ? Optional.empty()
                    : Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    /** Takes the place of what had that name, also in a power cut: that, or this. */
    void write(String name, String content) {
        Path unfinished = folder
                .resolve(name + "." + ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId()
                        + UNFINISHED);
        try {
            Files.deleteIfExists(unfinished);
            try (FileChannel channel = FileChannel.open(unfinished,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_FILE)) {
                ByteBuffer left = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(false);
            }
            Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(unfinished);
            throw failed(name, e);
        }
    }

    /** Removes what processes left that were killed in the middle of writing. */
    void removeUnfinished() {
        for (String name : list()) {
            if (name.endsWith(UNFINISHED) && modifiedMillis(name) < System.currentTimeMillis() - ABANDONED_MILLIS) {
                discard(folder.resolve(name));
            }
        }
    }

    private static void discard(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            // It stays, then.
        }
    }

    /** @return whether it was there */
    boolean delete(String name) {
        try {
            return Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    long modifiedMillis(String name) {
        try {
            return Files.getLastModifiedTime(folder.resolve(name)).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    List<String> list() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                names.add(String.valueOf(file.getFileName()));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw failed("", e);
        }
        Collections.sort(names);
        return names;
    }

    /** Something to do while no other process does. */
    interface Task<T> {
        T run();
    }

    /** @throws StateException if another process is in for longer than that */
    <T> T locked(Duration patience, Task<T> task) {
        Closeable lock = lock(patience);
        try {
            return task.run();
        } finally {
            unlock(lock);
        }
    }

    private static void unlock(Closeable lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new StateException("a lock cannot be given back: " + e.getMessage(), e);
        }
    }

    private Closeable lock(Duration patience) {
        try {
            FileChannel channel = FileChannel.open(folder.resolve("lock"),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_FILE);
            boolean locked = false;
            try {
                locked = isLocked(channel, System.nanoTime() + patience.toNanos());
            } finally {
                if (!locked) {
                    channel.close();
                }
            }
            if (locked) {
                return channel;
            }
        } catch (IOException e) {
            throw failed("lock", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new StateException("the folder " + folder + " has been in use by another process for "
                + patience.toSeconds() + " s");
    }

    private static boolean isLocked(FileChannel channel, long end) throws IOException, InterruptedException {
        while (!isLocked(channel)) {
            if (end - System.nanoTime() <= 0) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // Another thread of this process has it.
        }
    }

    private StateException failed(String name, IOException e) {
        return new StateException("the file " + folder.resolve(name) + " fails: " + e.getMessage(), e);
    }
}
