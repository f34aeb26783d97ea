package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names one group: the job and the other grouping labels of the URL, each name once.
 *
 * <p>Canonical form: names and values in the order of their names, as UTF-8, joined by the byte 0xFF, which occurs in no UTF-8 text.
 * Two URLs that name the same labels in another order give equal keys.
 */
public final class GroupKey {
    private final @Nullable Labels labels;
    private final byte[] canonical;
    private final int hash;

    private GroupKey(@Nullable Labels labels, byte[] canonical, int hash) {
        this.labels = labels;
        this.canonical = canonical;
        this.hash = hash;
    }

    /** @throws IllegalArgumentException if there is no job, it is empty, or a name stands twice */
    public static GroupKey of(Labels labels) {
        if (labels.value("job").orElse("").isEmpty()) {
            throw new IllegalArgumentException("the job is empty, so no group is named");
        }
        for (int i = 1; i < labels.size(); i++) {
            if (labels.name(i).equals(labels.name(i - 1))) {
                throw new IllegalArgumentException(
                        "the label '%s' stands twice in %s".formatted(labels.name(i), labels));
            }
        }
        byte[] canonical = join(labels);
        return new GroupKey(labels, canonical, Bytes.hash(canonical, canonical.length, 0));
    }

    /**
     * Reads the canonical form back.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static GroupKey ofCanonical(byte[] canonical) {
        return of(split(canonical));
    }

    /** The same key, without its labels kept apart: they are read from the canonical form whenever they are asked for. */
    GroupKey withoutLabels() {
        return new GroupKey(null, canonical, hash);
    }

    public Labels labels() {
        return labels != null ? labels : split(canonical);
    }

    /** The key whose push times would be the same series as this one's: with an empty instance instead of none, or the other way round. */
    Optional<GroupKey> twin() {
        Labels all = labels();
        Optional<String> instance = all.value("instance");
        if (instance.isPresent() && !instance.get().isEmpty()) {
            return Optional.empty();
        }
        List<String> pairs = new ArrayList<>(2 * all.size() + 2);
        for (int i = 0; i < all.size(); i++) {
            if (!all.name(i).equals("instance")) {
                pairs.add(all.name(i));
                pairs.add(all.value(i));
            }
        }
        if (instance.isEmpty()) {
            pairs.add("instance");
            pairs.add("");
        }
        return Optional.of(of(Labels.of(pairs.toArray(String[]::new))));
    }

    /** What names the push times of this group under an escaping, an empty instance left out. No two names may have one spelling. */
    GroupKey series(Escaping escaping) {
        Labels spelled = escaping.labels(labels());
        if (!spelled.value("instance").orElse("given").isEmpty()) {
            return of(spelled);
        }
        List<String> pairs = new ArrayList<>(2 * spelled.size());
        for (int i = 0; i < spelled.size(); i++) {
            if (!spelled.name(i).equals("instance")) {
                pairs.add(spelled.name(i));
                pairs.add(spelled.value(i));
            }
        }
        return of(Labels.of(pairs.toArray(String[]::new)));
    }

    private static Labels split(byte[] canonical) {
        String[] pairs = new String(canonical, StandardCharsets.ISO_8859_1).split("\u00ff", -1);
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = new String(pairs[i].getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
        return Labels.of(pairs);
    }

    public String job() {
        return labels().value("job").orElseThrow();
    }

    /** The canonical bytes; not a copy, so not to be written to. */
    public byte[] canonical() {
        return canonical;
    }

    private static byte[] join(Labels labels) {
        byte[][] parts = new byte[2 * labels.size()][];
        int length = parts.length - 1;
        for (int i = 0; i < parts.length; i++) {
            String part = i % 2 == 0 ? labels.name(i / 2) : labels.value(i / 2);
            parts[i] = part.getBytes(StandardCharsets.UTF_8);
            length += parts[i].length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            if (at > 0) {
                joined[at++] = (byte) 0xFF;
            }
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupKey that && hash == that.hash && Arrays.equals(canonical, that.canonical);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return labels().toString();
    }
}
