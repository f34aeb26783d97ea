package io.github.jobtide.store;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** The lists of families that were lately needed, so that groups that hold the same share one. Keeps none alive. The committer's alone. */
final class FamilyLists {
    private static final int SLOTS = 64;
    private static final int WAYS = 4;

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of a generic type
    private final @Nullable WeakReference<FamilyList>[] recent = new WeakReference[SLOTS * WAYS];

    /** A list of these shapes; {@code like} if it is one. */
    FamilyList of(Shape[] shapes, FamilyList like) {
        if (like.isOf(shapes)) {
            return like;
        }
        int slot = slot(shapes);
        for (int i = slot; i < slot + WAYS; i++) {
            FamilyList known = recent[i] == null ? null : recent[i].get();
            if (known != null && known.isOf(shapes)) {
                return known;
            }
        }
        System.arraycopy(recent, slot, recent, slot + 1, WAYS - 1);
        FamilyList fresh = new FamilyList(shapes);
        recent[slot] = new WeakReference<>(fresh);
        return fresh;
    }

    private static int slot(Shape[] shapes) {
        int hash = 0;
        for (Shape shape : shapes) {
            hash = 31 * hash + System.identityHashCode(shape);
        }
        return ((hash ^ hash >>> 16) & (SLOTS - 1)) * WAYS;
    }
}
