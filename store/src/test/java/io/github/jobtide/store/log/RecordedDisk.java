package io.github.jobtide.store.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A disk in memory that records every write and sync, and can tell what a power cut at any of those moments would have left. Any number of
 * threads.
 */
final class RecordedDisk implements Disk {
    private static final int SECTOR = 512;

    private final Map<String, Integer> names = new TreeMap<>();
    private final List<byte[]> contents = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private boolean locked;

    /** What happened, in order. */
    sealed interface Event {
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody
        record Written(int file, long at, byte[] bytes) implements Event {}

        record Truncated(int file, int size) implements Event {}

        record Forced(int file) implements Event {}

        /** Empty: the name is gone. */
        record Named(String name, Optional<Integer> file, Optional<String> formerName) implements Event {}

        record FolderSynced() implements Event {}

        /** Something that the test says. */
        record Marked(int mark) implements Event {}
    }

    /** What becomes of that which was not synced when power is cut. */
    enum Fate {
        LOST, KEPT, SECTORS, LAST_WRITE_CUT
    }

    synchronized void mark(int mark) {
        events.add(new Event.Marked(mark));
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** The file of that name, which it keeps when it is renamed. */
    synchronized int file(String name) {
        Integer file = names.get(name);
        if (file == null) {
            throw new AssertionError("no file " + name + " in " + names.keySet());
        }
        return file;
    }

    synchronized long writesTo(int file) {
        return events.stream().filter(event -> event instanceof Event.Written written && written.file() == file)
                .count();
    }

    /** The disk as power would find it if it were cut after the first {@code count} events. */
    static RecordedDisk afterPowerCut(List<Event> events, int count, Fate fate, RandomGenerator random) {
        RecordedDisk disk = new RecordedDisk();
        Map<Integer, Integer> lastForce = new HashMap<>();
        int lastFolderSync = -1;
        int lastWrite = -1;
        for (int i = 0; i < count; i++) {
            switch (events.get(i)) {
                case Event.Forced forced -> lastForce.put(forced.file(), i);
                case Event.FolderSynced _ -> lastFolderSync = i;
                case Event.Written _ -> lastWrite = i;
                case Event.Named _,Event.Truncated _,Event.Marked _ -> {
                }
            }
        }
        for (int i = 0; i < count; i++) {
            switch (events.get(i)) {
                case Event.Written written -> {
                    if (i < lastForce.getOrDefault(written.file(), -1)) {
                        disk.apply(written.file(), written.at(), written.bytes());
                    } else {
                        disk.applyUnsynced(written, fate, i == lastWrite, random);
                    }
                }
                case Event.Truncated truncated -> {
                    if (i < lastForce.getOrDefault(truncated.file(), -1) || survives(fate, random)) {
                        disk.truncate(truncated);
                    }
                }
                case Event.Named named -> {
                    if (i < lastFolderSync || survives(fate, random)) {
                        disk.apply(named);
                    }
                }
                case Event.Forced _,Event.FolderSynced _,Event.Marked _ -> {
                }
            }
        }
        return disk;
    }

    private static boolean survives(Fate fate, RandomGenerator random) {
        return switch (fate) {
            case LOST -> false;
            case KEPT, LAST_WRITE_CUT -> true;
            case SECTORS -> random.nextBoolean();
        };
    }

    private void applyUnsynced(Event.Written written, Fate fate, boolean last, RandomGenerator random) {
        switch (fate) {
            case LOST -> {
            }
            case KEPT -> apply(written.file(), written.at(), written.bytes());
            case LAST_WRITE_CUT -> apply(written.file(), written.at(),
                    last
                            ? Arrays.copyOf(written.bytes(), random.nextInt(written.bytes().length + 1))
                            : written.bytes());
            case SECTORS -> {
                int length = written.bytes().length;
                for (int from = 0; from < length;) {
                    int to = (int) Math.min(length, ((written.at() + from) / SECTOR + 1) * SECTOR - written.at());
                    if (random.nextBoolean()) {
                        apply(written.file(), written.at() + from, Arrays.copyOfRange(written.bytes(), from, to));
                    }
                    from = to;
                }
            }
        }
    }

    private void apply(int file, long at, byte[] bytes) {
        byte[] content = contentOf(file);
        if (bytes.length > 0 && content.length < at + bytes.length) {
            content = Arrays.copyOf(content, (int) at + bytes.length);
            contents.set(file, content);
        }
        System.arraycopy(bytes, 0, content, (int) at, bytes.length);
    }

    private void truncate(Event.Truncated truncated) {
        byte[] content = contentOf(truncated.file());
        contents.set(truncated.file(), Arrays.copyOf(content, Math.min(content.length, truncated.size())));
    }

    private byte[] contentOf(int file) {
        while (contents.size() <= file) {
            contents.add(new byte[0]);
        }
        return contents.get(file);
    }

    private void apply(Event.Named named) {
        named.formerName().ifPresent(names::remove);
        named.file().ifPresentOrElse(file -> {
            contentOf(file);
            names.put(named.name(), file);
        }, () -> names.remove(named.name()));
    }

    private void record(Event.Named named) {
        apply(named);
        events.add(named);
    }

    @Override
    public String place() {
        return "memory";
    }

    @Override
    public synchronized List<String> list(String folder) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        return names.keySet().stream().filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()).split("/")[0]).distinct().toList();
    }

    @Override
    public void createFolder(String name) {
        // folders are but parts of names here
    }

    @Override
    public synchronized DiskFile create(String name) throws IOException {
        if (names.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        int file = contents.size();
        contents.add(new byte[0]);
        record(new Event.Named(name, Optional.of(file), Optional.empty()));
        return new RecordedFile(file);
    }

    @Override
    public synchronized DiskFile open(String name, boolean writable) throws IOException {
        return new RecordedFile(existing(name));
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        record(new Event.Named(to, Optional.of(existing(from)), Optional.of(from)));
    }

    @Override
    public synchronized void delete(String name) {
        if (names.containsKey(name)) {
            record(new Event.Named(name, Optional.empty(), Optional.empty()));
        }
    }

    private int existing(String name) throws IOException {
        Integer file = names.get(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    @Override
    public synchronized void syncFolder(String name) {
        events.add(new Event.FolderSynced());
    }

    @Override
    public synchronized Optional<Closeable> tryLock(String name) {
        if (locked) {
            return Optional.empty();
        }
        locked = true;
        return Optional.of(() -> locked = false);
    }

    private final class RecordedFile implements DiskFile {
        private final int file;

        RecordedFile(int file) {
            this.file = file;
        }

        @Override
        public long size() {
            synchronized (RecordedDisk.this) {
                return contents.get(file).length;
            }
        }

        @Override
        public void read(ByteBuffer target, long at) {
            synchronized (RecordedDisk.this) {
                byte[] content = contents.get(file);
                int count = (int) Math.max(0, Math.min(target.remaining(), content.length - at));
                if (count > 0) {
                    target.put(content, (int) at, count);
                }
            }
        }

        @Override
        public void write(ByteBuffer source, long at) {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            synchronized (RecordedDisk.this) {
                apply(file, at, bytes);
                events.add(new Event.Written(file, at, bytes));
            }
        }

        @Override
        public void truncate(long size) {
            synchronized (RecordedDisk.this) {
                var truncated = new Event.Truncated(file, (int) size);
                RecordedDisk.this.truncate(truncated);
                events.add(truncated);
            }
        }

        @Override
        public void force() {
            synchronized (RecordedDisk.this) {
                events.add(new Event.Forced(file));
            }
        }

        @Override
        public void close() {}
    }
}
