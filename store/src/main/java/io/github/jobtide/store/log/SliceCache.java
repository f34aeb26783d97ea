package io.github.jobtide.store.log;

import java.util.Arrays;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Remembers what was made of equal bytes lately, so that a million records share their keys, names and shapes. For one thread. */
final class SliceCache<T> {
    private final CRC32C crc = new CRC32C();
    private final @Nullable Entry<T>[] entries;
    private final Function<byte[], T> maker;

    /** @param size a power of two */
    @SuppressWarnings({"unchecked", "rawtypes"})
    SliceCache(int size, Function<byte[], T> maker) {
        this.entries = new Entry[size];
        this.maker = maker;
    }

    T of(byte[] source, int from, int length) {
        crc.reset();
        crc.update(source, from, length);
        int slot = (int) crc.getValue() & (entries.length - 1);
        Entry<T> known = entries[slot];
        if (known != null && Arrays.equals(known.bytes, 0, known.bytes.length, source, from, from + length)) {
            return known.made;
        }
        byte[] bytes = Arrays.copyOfRange(source, from, from + length);
        T made = maker.apply(bytes);
        entries[slot] = new Entry<>(bytes, made);
        return made;
    }

    private static final class Entry<T> {
        final byte[] bytes;
        final T made;

        Entry(byte[] bytes, T made) {
            this.bytes = bytes;
            this.made = made;
        }
    }
}
