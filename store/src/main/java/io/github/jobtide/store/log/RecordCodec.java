package io.github.jobtide.store.log;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.Change.FailuresKept;
import io.github.jobtide.store.Change.FamilyRemoved;
import io.github.jobtide.store.Change.FamilyStored;
import io.github.jobtide.store.Change.GroupDeleted;
import io.github.jobtide.store.Change.GroupTimes;
import io.github.jobtide.store.Change.PushRemembered;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Writes changes as records, for one thread. A record is {@code crc:u32 kind:u8 length:u32 payload}; its CRC32C begins with the file's
 * epoch, so that nothing a client sent can pass for a record. Kinds are bytes that no UTF-8 text contains. Source: docs/formats/log.md.
 */
final class RecordCodec {
    static final int HEAD_BYTES = 9;
    static final byte FAMILY_STORED = (byte) 0xF6;
    static final byte FAMILY_REMOVED = (byte) 0xF7;
    static final byte GROUP_TIMES = (byte) 0xF8;
    static final byte GROUP_DELETED = (byte) 0xF9;
    /** Ends a snapshot. */
    static final byte SNAPSHOT_END = (byte) 0xFA;
    static final byte PUSH_REMEMBERED = (byte) 0xFB;
    static final byte FAILURES_KEPT = (byte) 0xFC;

    private final CRC32C crc = new CRC32C();
    private final byte[] epochBytes = new byte[8];

    /** Puts the record at the buffer's position, which moves behind it. */
    void write(Change change, long epoch, ByteBuffer target) {
        int start = begin(kind(change), target);
        switch (change) {
            case FamilyStored stored -> {
                byte[] key = stored.group().canonical();
                byte[] family = stored.family().getBytes(StandardCharsets.UTF_8);
                target.putLong(stored.pushedNanos()).putInt(key.length).putInt(family.length)
                        .putInt(stored.shape().length).put(key).put(family).put(stored.shape()).put(stored.values());
            }
            case FamilyRemoved(var group, var family) -> target.putInt(group.canonical().length)
                    .put(group.canonical()).put(family.getBytes(StandardCharsets.UTF_8));
            case GroupTimes(var group, long push, long failure) -> target.putLong(push).putLong(failure)
                    .put(group.canonical());
            case FailuresKept(var group, var failures) -> {
                target.putLong(failures.resetNanos()).putLong(failures.earlier()).putInt(group.canonical().length)
                        .put(group.canonical());
                for (long time : failures.times()) {
                    target.putLong(time);
                }
            }
            case GroupDeleted(var group) -> target.put(group.canonical());
            case PushRemembered(var id, long nanos) -> target.putLong(id.high()).putLong(id.low()).putLong(nanos);
        }
        end(start, epoch, target);
    }

    /** Puts the record that says that a snapshot is whole. */
    void writeSnapshotEnd(long records, long epoch, ByteBuffer target) {
        int start = begin(SNAPSHOT_END, target);
        target.putLong(records);
        end(start, epoch, target);
    }

    private static byte kind(Change change) {
        return switch (change) {
            case FamilyStored _ -> FAMILY_STORED;
            case FamilyRemoved _ -> FAMILY_REMOVED;
            case GroupTimes _ -> GROUP_TIMES;
            case FailuresKept _ -> FAILURES_KEPT;
            case GroupDeleted _ -> GROUP_DELETED;
            case PushRemembered _ -> PUSH_REMEMBERED;
        };
    }

    private static int begin(byte kind, ByteBuffer target) {
        int start = target.position();
        target.putInt(0).put(kind).putInt(0);
        return start;
    }

    private void end(int start, long epoch, ByteBuffer target) {
        int length = target.position() - start - HEAD_BYTES;
        target.putInt(start + 5, length);
        ByteBuffer.wrap(epochBytes).putLong(epoch);
        crc.reset();
        crc.update(epochBytes);
        crc.update(target.slice(start + 4, HEAD_BYTES - 4 + length));
        target.putInt(start, (int) crc.getValue());
    }
}
