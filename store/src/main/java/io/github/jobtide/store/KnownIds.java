package io.github.jobtide.store;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the pushes that were taken lately, each with the time when: bounded in number and in age, the oldest go first. The committer's
 * alone, but for its {@link View}s.
 *
 * <p>Shape: entries in the order in which they came, in pages of which each knows the next, and a table of their numbers with open
 * addressing, at most half full. An entry is written once; only one that {@link #takeBack} took is written again, and no view reaches
 * so far. 24 bytes an entry, and 8 to 16 of the table.
 */
final class KnownIds {
    static final long MAX_AGE_NANOS = 8L * 24 * 3600 * 1_000_000_000;
    static final int PAGE = 1 << 12;
    /** What expires at once is dropped in portions, so that no push waits long. */
    private static final int EXPIRED_AT_ONCE = 1 << 14;
    private static final int LEAST_SLOTS = 1 << 10;
    private static final int NUMBER_BITS = (1 << 30) - 1;

    private final int maxIds;
    private final long spread = new SecureRandom().nextLong() | 1;
    private final List<Page> pages = new ArrayList<>();
    /** The lowest bits of an entry's number, and one more; 0 where there is none. */
    private int[] slots = new int[0];
    private long first;
    private long next;

    KnownIds(int maxIds) {
        this.maxIds = Math.clamp(maxIds, 1, NUMBER_BITS / 4);
    }

    int size() {
        return (int) (next - first);
    }

    boolean knows(PushId id) {
        return slots.length > 0 && slots[slot(id)] != 0;
    }

    /** Remembers one that is not known; if it is, nothing is changed. */
    void add(PushId id, long nanos) {
        if (2 * (size() + 1) > slots.length) {
            grow();
        }
        int slot = slot(id);
        if (slots[slot] == 0) {
            page(next).set(at(next), id, nanos);
            slots[slot] = tag(next);
            next++;
        }
    }

    /** The last {@code count} were never taken. */
    void takeBack(int count) {
        for (int i = 0; i < count; i++) {
            remove(next - 1);
            next--;
        }
    }

    /**
     * Forgets what is too old, and the oldest where there are too many. To be called when all of them are durable.
     *
     * @return how many were forgotten because there were too many
     */
    int trim(long nowNanos) {
        int tooMany = dropTooMany();
        int expired = 0;
        while (first < next && expired < EXPIRED_AT_ONCE && nowNanos - page(first).nanos[at(first)] > MAX_AGE_NANOS) {
            dropFirst();
            expired++;
        }
        return tooMany;
    }

    /** The same by number alone. */
    int dropTooMany() {
        int tooMany = Math.max(0, size() - maxIds);
        for (int i = 0; i < tooMany; i++) {
            dropFirst();
        }
        return tooMany;
    }

    /** All of them as they are now, for any thread and any time. */
    View view() {
        return size() == 0 ? View.NONE : new View(page(first), first, next);
    }

    private void dropFirst() {
        remove(first);
        first++;
        if (at(first) == 0) {
            pages.removeFirst();
        }
    }

    private Page page(long number) {
        int index = (int) (number / PAGE - first / PAGE);
        if (index == pages.size()) {
            Page fresh = new Page();
            if (index > 0) {
                pages.getLast().next = fresh;
            }
            pages.add(fresh);
        }
        return pages.get(index);
    }

    private static int at(long number) {
        return (int) (number % PAGE);
    }

    private static int tag(long number) {
        return (int) (number & NUMBER_BITS) + 1;
    }

    private long number(int tag) {
        return first + ((tag - 1 - first) & NUMBER_BITS);
    }

    /** Where it stands, or where it would. */
    private int slot(PushId id) {
        int slot = home(id.low());
        while (slots[slot] != 0 && !isAt(number(slots[slot]), id)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean isAt(long number, PushId id) {
        Page page = page(number);
        return page.low[at(number)] == id.low() && page.high[at(number)] == id.high();
    }

    /** Who may choose ids cannot choose where they stand. */
    private int home(long low) {
        return (int) ((low * spread) >>> Long.numberOfLeadingZeros(slots.length - 1L));
    }

    private int homeOf(int tag) {
        long number = number(tag);
        return home(page(number).low[at(number)]);
    }

    /** Takes it out of the table; those behind it move up, so that none is behind a gap that it was not put behind. */
    private void remove(long number) {
        int mask = slots.length - 1;
        int gap = home(page(number).low[at(number)]);
        while (slots[gap] != tag(number)) {
            gap = gap + 1 & mask;
        }
        for (int slot = gap + 1 & mask; slots[slot] != 0; slot = slot + 1 & mask) {
            if ((slot - homeOf(slots[slot]) & mask) >= (slot - gap & mask)) {
                slots[gap] = slots[slot];
                gap = slot;
            }
        }
        slots[gap] = 0;
    }

    private void grow() {
        int[] before = slots;
        slots = new int[Math.max(LEAST_SLOTS, 2 * before.length)];
        for (int tag : before) {
            if (tag != 0) {
                int slot = homeOf(tag);
                while (slots[slot] != 0) {
                    slot = slot + 1 & slots.length - 1;
                }
                slots[slot] = tag;
            }
        }
    }

    /** The entries of one moment, the oldest first. */
    record View(@Nullable Page page, long first, long next) {
        static final View NONE = new View(null, 0, 0);

        int size() {
            return (int) (next - first);
        }

        void forEach(Consumer<Change> target) {
            Page at = page;
            for (long number = first; number < next && at != null; number++) {
                target.accept(at.change(at(number)));
                if (at(number + 1) == 0) {
                    at = at.next;
                }
            }
        }
    }

    /** Entries that came one after the other. */
    static final class Page {
        private final long[] high = new long[PAGE];
        private final long[] low = new long[PAGE];
        private final long[] nanos = new long[PAGE];
        private @Nullable Page next;

        void set(int index, PushId id, long time) {
            high[index] = id.high();
            low[index] = id.low();
            nanos[index] = time;
        }

        Change change(int index) {
            return new Change.PushRemembered(new PushId(high[index], low[index]), nanos[index]);
        }
    }
}
