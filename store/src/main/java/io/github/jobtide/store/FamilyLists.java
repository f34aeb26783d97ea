package io.github.jobtide.store;

import java.lang.ref.WeakReference;

/** The lists of families that were lately needed, so that groups that hold the same share one. Keeps none alive. The committer's alone. */
final class FamilyLists {
    private static final int SLOTS = 256;

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of a generic type
    private final WeakReference<FamilyList>[] recent = new WeakReference[SLOTS];

    /** A list of these shapes; {@code like} if it is one. */
    FamilyList of(Shape[] shapes, FamilyList like) {
        if (like.isOf(shapes)) {
            return like;
        }
        int slot = slot(shapes);
        WeakReference<FamilyList> reference = recent[slot];
        FamilyList known = reference == null ? null : reference.get();
        if (known == null || !known.isOf(shapes)) {
            known = new FamilyList(shapes);
            recent[slot] = new WeakReference<>(known);
        }
        return known;
    }

    private static int slot(Shape[] shapes) {
        int hash = 0;
        for (Shape shape : shapes) {
            hash = 31 * hash + System.identityHashCode(shape);
        }
        return (hash ^ hash >>> 16) & (SLOTS - 1);
    }
}
