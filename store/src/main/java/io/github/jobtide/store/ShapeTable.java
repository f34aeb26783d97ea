package io.github.jobtide.store;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All shapes in use, found by their bytes. Any thread may look; only the committer adds and removes, so that nothing stays that no
 * stored family needs.
 */
final class ShapeTable {
    private final ConcurrentHashMap<Key, Shape> shapes = new ConcurrentHashMap<>();
    private long weight;
    private int odd;

    /** The shape in use that stands in the first {@code length} bytes of {@code encoded}. */
    @Nullable
    Shape known(GroupNames names, byte[] encoded, int length) {
        return shapes.get(Key.of(names, encoded, length));
    }

    /** The shape in use that equals {@code shape}, or itself. */
    Shape shared(Shape shape) {
        if (shape.uses > 0) {
            return shape;
        }
        Shape known = known(shape.groupNames(), shape.encoded(), shape.encoded().length);
        return known != null ? known : shape;
    }

    /** Counts a use more of a {@link #shared} shape. */
    void retain(Shape shape) {
        if (shape.uses++ == 0) {
            shapes.put(Key.of(shape), shape);
            weight += Weight.ofShape(shape);
            odd += shape.isOdd() ? 1 : 0;
        }
    }

    /** Counts a use less. */
    void release(Shape shape) {
        if (--shape.uses == 0) {
            shapes.remove(Key.of(shape));
            weight -= Weight.ofShape(shape);
            odd -= shape.isOdd() ? 1 : 0;
        }
    }

    /** Bytes that all shapes in use take, roughly; the committer's alone. */
    long weight() {
        return weight;
    }

    /** Whether a shape in use holds a name beyond the classic alphabet; the committer's alone. */
    boolean isOdd() {
        return odd > 0;
    }

    int size() {
        return shapes.size();
    }

    @SuppressWarnings("ArrayRecordComponent") // has an equals of its own
    private record Key(GroupNames names, byte[] encoded, int length, int hash) {
        static Key of(Shape shape) {
            return of(shape.groupNames(), shape.encoded(), shape.encoded().length);
        }

        static Key of(GroupNames names, byte[] encoded, int length) {
            return new Key(names, encoded, length, Bytes.hash(encoded, length, names.hashCode()));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && hash == that.hash && names.equals(that.names)
                    && Arrays.equals(encoded, 0, length, that.encoded, 0, that.length);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
