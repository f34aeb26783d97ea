package io.github.jobtide.push;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Pushes that could not be delivered yet, one file each, in the order in which they came. Any number of processes and threads.
 *
 * <p>A push is in it once {@link #add} has returned, whatever happens to the machine: it is written under another name, forced to disk,
 * renamed, and the folder forced. The lock {@code lock} is held for that long. What is more than the limits allow goes, the oldest first, and is counted. Source: docs/formats/spool.md.
 */
public final class Spool {
    static final String REJECTED = "rejected";
    static final String DAMAGED = "damaged";
    private static final String SUFFIX = ".push";
    private static final String ANSWER = ".answer";
    static final String UNFINISHED = ".tmp";
    private static final String DROPPED = "dropped";
    /** Of many jobs that end at the same time during an outage each has its turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final SpoolFolder folder;
    private final SpoolLimits limits;
    private final InstantSource clock;
    private final DeliveredFamilies delivered;

    Spool(SpoolFolder folder, SpoolLimits limits, InstantSource clock) {
        this.folder = folder;
        this.limits = limits;
        this.clock = clock;
        this.delivered = new DeliveredFamilies(folder, limits.age(), clock);
    }

    /** @throws SpoolException if the folder cannot be made or used */
    public static Spool open(Path path, SpoolLimits limits, InstantSource clock) {
        try {
            return new Spool(RealSpoolFolder.open(path, List.of(REJECTED, DAMAGED, DeliveredFamilies.FOLDER)), limits,
                    clock);
        } catch (IOException e) {
            throw new SpoolException("the spool " + path + " cannot be used: " + FileTrouble.reason(e), e);
        }
    }

    /** Something to do under the lock. */
    private interface Task<T> {
        T run() throws IOException;
    }

    private <T> T locked(Task<T> task) {
        try {
            Optional<Closeable> lock = folder.lock("lock", PATIENCE);
            if (lock.isEmpty()) {
                throw new SpoolException("the spool " + folder.place() + " has been in use by another process for "
                        + PATIENCE.toSeconds() + " s");
            }
            Closeable held = lock.get();
            try {
                return task.run();
            } finally {
                held.close();
            }
        } catch (IOException e) {
            throw new SpoolException("the spool " + folder.place() + " fails: " + FileTrouble.reason(e), e);
        }
    }

    /**
     * Keeps a push.
     *
     * @throws SpoolException if the disk refuses; nothing of the push is kept then
     */
    public void add(SpooledPush spooled) {
        byte[] content = SpoolCodec.write(spooled);
        locked(new Task<Integer>() {
            @Override
            public Integer run() throws IOException {
                removeUnfinished();
                store(nextName(), content);
                return trim();
            }
        });
    }

    private void store(String name, byte[] content) throws IOException {
        folder.write(name + UNFINISHED, content, true);
        folder.rename(name + UNFINISHED, name);
        folder.syncFolder("");
    }

    /** What a process left that died in the middle; nobody else is writing now. */
    private void removeUnfinished() throws IOException {
        for (String name : folder.list("")) {
            if (name.endsWith(UNFINISHED)) {
                folder.delete(name);
            }
        }
    }

    private List<String> entries(String below) throws IOException {
        List<String> names = new ArrayList<>();
        for (String name : folder.list(below)) {
            if (isEntry(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** Numbers of what was set aside are not given again, so that nothing there is written over. */
    private String nextName() throws IOException {
        long last = 0;
        for (String below : List.of("", REJECTED, DAMAGED)) {
            for (String name : entries(below)) {
                last = Math.max(last, number(name));
            }
        }
        String digits = Long.toHexString(last + 1);
        return "0".repeat(16 - digits.length()) + digits + SUFFIX;
    }

    private static boolean isEntry(String name) {
        if (name.length() != 16 + SUFFIX.length() || !name.endsWith(SUFFIX)) {
            return false;
        }
        for (int i = 0; i < 16; i++) {
            char digit = name.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return name.charAt(0) < '8';
    }

    private static long number(String name) {
        return Long.parseLong(name.substring(0, 16), 16);
    }

    /** Gives up the oldest beyond the limits. */
    private int trim() throws IOException {
        int gone = trim("");
        if (gone > 0) {
            count(gone);
        }
        return gone;
    }

    /** The same in a folder of its own, for which the limits hold once more. */
    private int trim(String below) throws IOException {
        String path = below.isEmpty() ? "" : below + "/";
        List<String> names = entries(below);
        long[] sizes = new long[names.size()];
        long bytes = 0;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = size(path + names.get(i));
            bytes += sizes[i];
        }
        int gone = 0;
        while (gone < sizes.length && (sizes.length - gone > limits.pushes() || bytes > limits.bytes()
                || isTooOld(path + names.get(gone)))) {
            folder.delete(path + names.get(gone));
            folder.delete(path + names.get(gone) + ANSWER);
            bytes -= sizes[gone];
            gone++;
        }
        return gone;
    }

    private long size(String name) throws IOException {
        try {
            return folder.size(name);
        } catch (NoSuchFileException e) {
            return 0; // Delivered a moment ago.
        }
    }

    private boolean isTooOld(String name) throws IOException {
        return folder.isOlder(name, clock.millis() - limits.age().toMillis());
    }

    private void count(int gone) throws IOException {
        String total = Long.toString(dropped() + gone) + "\n";
        folder.write(DROPPED + UNFINISHED, total.getBytes(StandardCharsets.US_ASCII), true);
        folder.rename(DROPPED + UNFINISHED, DROPPED);
    }

    private long dropped() throws IOException {
        try {
            return Long.parseLong(new String(folder.read(DROPPED), StandardCharsets.US_ASCII).strip());
        } catch (NoSuchFileException | NumberFormatException e) {
            return 0;
        }
    }

    /** How many pushes were given up since this was last asked; whoever asks reports them. */
    public long takeDropped() {
        return locked(new Task<Long>() {
            @Override
            public Long run() throws IOException {
                long dropped = dropped();
                folder.delete(DROPPED);
                return dropped;
            }
        });
    }

    /** How many pushes wait. */
    public int size() {
        try {
            return entries("").size();
        } catch (IOException e) {
            throw new SpoolException("the spool " + folder.place() + " fails: " + FileTrouble.reason(e), e);
        }
    }

    /** Keeps a push that a gateway will never take, with its answer, for whoever looks after it. It is never sent again. */
    public void reject(SpooledPush spooled, HttpAnswer answer) {
        byte[] content = SpoolCodec.write(spooled);
        locked(new Task<Integer>() {
            @Override
            public Integer run() throws IOException {
                String name = nextName();
                folder.write(REJECTED + "/" + name + UNFINISHED, content, true);
                folder.rename(REJECTED + "/" + name + UNFINISHED, REJECTED + "/" + name);
                writeAnswer(name, answer);
                return trim(REJECTED);
            }
        });
    }

    private void writeAnswer(String name, HttpAnswer answer) throws IOException {
        String text = "status " + answer.status() + "\n" + answer.body();
        folder.write(REJECTED + "/" + name + ANSWER, text.getBytes(StandardCharsets.UTF_8), false);
    }

    /** Remembers what has been delivered of a group, so that nothing older from the spool takes its place. */
    public void delivered(SpooledPush spooled) {
        locked(new Task<Integer>() {
            @Override
            public Integer run() throws IOException {
                delivered.add(spooled);
                return 0;
            }
        });
    }

    /** Sends what waits. See {@link SpoolDrain}. */
    public Drained drain(SpoolDrain drain, Duration budget) {
        return drain.run(this, budget);
    }

    /** Locks out other drains; empty if one is at it. */
    Optional<Closeable> lockForDraining() {
        try {
            return folder.lock("drain", Duration.ZERO);
        } catch (IOException e) {
            throw new SpoolException("the spool " + folder.place() + " fails: " + FileTrouble.reason(e), e);
        }
    }

    static void unlock(Closeable lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new SpoolException("the lock of the spool cannot be given back: " + FileTrouble.reason(e), e);
        }
    }

    /** What waits, by its file's name, oldest first; what is damaged is set aside, what is too old given up. */
    Map<String, SpooledPush> waiting() {
        return locked(new Task<Map<String, SpooledPush>>() {
            @Override
            public Map<String, SpooledPush> run() throws IOException {
                trim();
                trim(REJECTED);
                trim(DAMAGED);
                delivered.forgetOld();
                Map<String, SpooledPush> waiting = new TreeMap<>();
                for (String name : entries("")) {
                    try {
                        waiting.put(name, SpoolCodec.read(folder.read(name)));
                    } catch (IllegalArgumentException e) {
                        folder.rename(name, DAMAGED + "/" + name);
                    }
                }
                return waiting;
            }
        });
    }

    /** Takes a push back that waits: something else tells the same. Does nothing if it does not. */
    public void withdraw(String pushId) {
        locked(new Task<Integer>() {
            @Override
            public Integer run() throws IOException {
                for (String name : entries("")) {
                    if (id(name).equals(pushId)) {
                        folder.delete(name);
                    }
                }
                return 0;
            }
        });
    }

    private String id(String name) throws IOException {
        try {
            return SpoolCodec.read(folder.read(name)).push().id();
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return ""; // Sent a moment ago, or damaged.
        }
    }

    /** What is left of it to send; empty if all of it has been delivered newer since. */
    Optional<Push> leftOf(SpooledPush spooled) {
        try {
            Push left = spooled.push().without(delivered.overtaken(spooled));
            return left.parts().isEmpty() && !spooled.push().parts().isEmpty() ? Optional.empty() : Optional.of(left);
        } catch (IOException e) {
            throw new SpoolException("the spool " + folder.place() + " fails: " + FileTrouble.reason(e), e);
        }
    }

    /** Removes one that waited under that name, unless it was taken back meanwhile and another has its name now. */
    void remove(String name, SpooledPush spooled) {
        locked(new Task<Integer>() {
            @Override
            public Integer run() throws IOException {
                if (is(name, spooled)) {
                    folder.delete(name);
                }
                return 0;
            }
        });
    }

    private boolean is(String name, SpooledPush spooled) throws IOException {
        try {
            return SpoolCodec.read(folder.read(name)).equals(spooled);
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return false;
        }
    }

    /** As {@link #reject}, of one that waits. */
    void setRejected(String name, SpooledPush spooled, HttpAnswer answer) {
        locked(new Task<Integer>() {
            @Override
            public Integer run() throws IOException {
                if (!is(name, spooled)) {
                    return 0;
                }
                writeAnswer(name, answer);
                folder.rename(name, REJECTED + "/" + name);
                return trim(REJECTED);
            }
        });
    }
}
