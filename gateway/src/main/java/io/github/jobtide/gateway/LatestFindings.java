package io.github.jobtide.gateway;

import io.github.jobtide.store.GroupKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the linter found in the latest push of each group, for the page: in memory only, and bounded. What does not fit any more is forgotten,
 * the oldest first. Any thread.
 */
final class LatestFindings {
    /** Of an entry beside its key and its note. */
    private static final int ENTRY_BYTES = 500;
    /** A key has its labels as text and as bytes. */
    private static final int KEY_FACTOR = 4;

    private final long maxBytes;
    private final Map<GroupKey, LintNote> notes = new LinkedHashMap<>();
    private long bytes;

    LatestFindings(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** In place of what was found before in that group. */
    synchronized void put(GroupKey key, LintNote note) {
        forget(key);
        if (!note.findings().isEmpty()) {
            notes.put(key, note);
            bytes += bytes(key, note);
            dropOldest();
        }
    }

    private void dropOldest() {
        Iterator<Map.Entry<GroupKey, LintNote>> oldest = notes.entrySet().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            Map.Entry<GroupKey, LintNote> dropped = oldest.next();
            bytes -= bytes(dropped.getKey(), dropped.getValue());
            oldest.remove();
        }
    }

    private static long bytes(GroupKey key, LintNote note) {
        return ENTRY_BYTES + KEY_FACTOR * (long) key.canonical().length + note.bytes();
    }

    synchronized Optional<LintNote> of(GroupKey key) {
        return Optional.ofNullable(notes.get(key));
    }

    /** The group is gone. */
    synchronized void forget(GroupKey key) {
        LintNote note = notes.remove(key);
        if (note != null) {
            bytes -= bytes(key, note);
        }
    }

    /** All groups are gone. */
    synchronized void forgetAll() {
        notes.clear();
        bytes = 0;
    }
}
