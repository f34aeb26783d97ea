package io.github.jobtide.store.log;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.Failures;
import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.PushId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Reads records back and hands the changes on. For one thread. */
final class RecordReader {
    private final Consumer<Change> target;
    private final SliceCache<GroupKey> keys = new SliceCache<>(256, GroupKey::ofCanonical);
    private final SliceCache<String> families = new SliceCache<>(1024,
            bytes -> new String(bytes, StandardCharsets.UTF_8));
    private final SliceCache<byte[]> shapes = new SliceCache<>(1024, bytes -> bytes);
    private OptionalLong snapshotEnd = OptionalLong.empty();

    RecordReader(Consumer<Change> target) {
        this.target = target;
    }

    void beginSnapshot() {
        snapshotEnd = OptionalLong.empty();
    }

    /** How many records the snapshot says it has, once its end was read. */
    OptionalLong snapshotEnd() {
        return snapshotEnd;
    }

    /** Reads the records of a body whose CRC fits. @return how many could be read */
    int readIntact(Window window, int from, int to) {
        int count = 0;
        int at = from;
        while (to - at >= RecordCodec.HEAD_BYTES) {
            int length = window.view().getInt(at + 5);
            if (length < 0 || length > to - at - RecordCodec.HEAD_BYTES) {
                return count;
            }
            count += accept(window, at, length) ? 1 : 0;
            at += RecordCodec.HEAD_BYTES + length;
        }
        return count;
    }

    /** Reads those records whose own CRC fits from a damaged part of a file. */
    Salvaged salvage(Window window, long from, long to, long epoch) {
        int count = 0;
        long bytes = 0;
        long at = from;
        while (to - at >= RecordCodec.HEAD_BYTES) {
            int length = recordAt(window, at, to, epoch);
            if (length >= 0 && accept(window, window.load(at, RecordCodec.HEAD_BYTES + length), length)) {
                count++;
                bytes += RecordCodec.HEAD_BYTES + length;
                at += RecordCodec.HEAD_BYTES + length;
            } else {
                at++;
            }
        }
        return new Salvaged(count, bytes);
    }

    /** The payload's length if there is an intact record, else -1. */
    private static int recordAt(Window window, long at, long to, long epoch) {
        int head = window.load(at, RecordCodec.HEAD_BYTES);
        int kind = window.bytes()[head + 4];
        int length = window.view().getInt(head + 5);
        if (kind < RecordCodec.FAMILY_STORED || kind > RecordCodec.FAILURES_KEPT || length < 0
                || length > to - at - RecordCodec.HEAD_BYTES) {
            return -1;
        }
        int start = window.load(at, RecordCodec.HEAD_BYTES + length);
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(8).putLong(0, epoch));
        crc.update(window.bytes(), start + 4, RecordCodec.HEAD_BYTES - 4 + length);
        return (int) crc.getValue() == window.view().getInt(start) ? length : -1;
    }

    private boolean accept(Window window, int at, int length) {
        ByteBuffer view = window.view();
        int payload = at + RecordCodec.HEAD_BYTES;
        if (view.get(at + 4) == RecordCodec.SNAPSHOT_END && length == 8) {
            snapshotEnd = OptionalLong.of(view.getLong(payload));
            return true;
        }
        Optional<Change> change;
        try {
            change = decode(window, view.get(at + 4), payload, length);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            change = Optional.empty(); // counted by the caller as a record that cannot be read
        }
        change.ifPresent(target);
        return change.isPresent();
    }

    private Optional<Change> decode(Window window, byte kind, int at, int length) {
        ByteBuffer view = window.view();
        byte[] bytes = window.bytes();
        return switch (kind) {
            case RecordCodec.FAMILY_STORED -> {
                int key = at + 20;
                int family = key + view.getInt(at + 8);
                int shape = family + view.getInt(at + 12);
                int values = shape + view.getInt(at + 16);
                yield Optional.of(new Change.FamilyStored(keys.of(bytes, key, family - key),
                        families.of(bytes, family, shape - family), view.getLong(at),
                        shapes.of(bytes, shape, values - shape), Arrays.copyOfRange(bytes, values, at + length)));
            }
            case RecordCodec.FAMILY_REMOVED -> {
                int family = at + 4 + view.getInt(at);
                yield Optional.of(new Change.FamilyRemoved(keys.of(bytes, at + 4, family - at - 4),
                        families.of(bytes, family, at + length - family)));
            }
            case RecordCodec.GROUP_TIMES -> Optional.of(new Change.GroupTimes(keys.of(bytes, at + 16, length - 16),
                    view.getLong(at), view.getLong(at + 8)));
            case RecordCodec.FAILURES_KEPT -> Optional.of(failures(view, bytes, at, length));
            case RecordCodec.PUSH_REMEMBERED -> Optional
                    .of(new Change.PushRemembered(new PushId(view.getLong(at), view.getLong(at + 8)),
                            view.getLong(at + 16)));
            case RecordCodec.GROUP_DELETED -> Optional.of(new Change.GroupDeleted(keys.of(bytes, at, length)));
            default -> Optional.empty();
        };
    }

    private Change failures(ByteBuffer view, byte[] bytes, int at, int length) {
        int key = at + 20;
        int from = key + view.getInt(at + 16);
        long[] times = new long[(at + length - from) / Long.BYTES];
        for (int i = 0; i < times.length; i++) {
            times[i] = view.getLong(from + i * Long.BYTES);
        }
        return new Change.FailuresKept(keys.of(bytes, key, from - key),
                Failures.of(view.getLong(at), view.getLong(at + 8), times));
    }

    /** What was kept of a damaged part. */
    record Salvaged(int records, long bytes) {
        static final Salvaged NOTHING = new Salvaged(0, 0);
    }
}
