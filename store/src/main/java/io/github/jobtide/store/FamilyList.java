package io.github.jobtide.store;

import java.util.List;

/** The shapes of a group's families, by name; one list stands for all groups that hold the same. Immutable. */
@SuppressWarnings("ReferenceEquality") // shapes in use are shared, so equal ones are the same
final class FamilyList {
    static final FamilyList EMPTY = new FamilyList(new Shape[0]);

    private final Shape[] shapes;
    private final long lines;
    private final long weight;
    private final boolean tellsOfRuns;

    /** @param shapes by name; not to be written to afterwards */
    FamilyList(Shape[] shapes) {
        this.shapes = shapes;
        long countedLines = 0;
        long counted = 0;
        boolean ofRuns = false;
        for (Shape shape : shapes) {
            countedLines += shape.lines();
            counted += Weight.ofPlace(shape);
            ofRuns |= shape.tellsOfRuns();
        }
        this.lines = countedLines;
        this.weight = counted;
        this.tellsOfRuns = ofRuns;
    }

    int size() {
        return shapes.length;
    }

    Shape shape(int index) {
        return shapes[index];
    }

    /** Lines on the page, of all of them. */
    long lines() {
        return lines;
    }

    /** What each group that holds these families takes in memory for it, roughly, beside their values. */
    long weight() {
        return weight;
    }

    /** Whether one of them does. */
    boolean tellsOfRuns() {
        return tellsOfRuns;
    }

    static FamilyList of(List<Shape> shapes) {
        return new FamilyList(shapes.toArray(Shape[]::new));
    }

    boolean isSameAs(FamilyList other) {
        return this == other || isOf(other.shapes);
    }

    /** Whether these very shapes are in it. */
    boolean isOf(Shape[] others) {
        if (shapes.length != others.length) {
            return false;
        }
        for (int i = 0; i < shapes.length; i++) {
            if (shapes[i] != others[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where the family of that name stands, negative if nowhere; found at once where {@code hint} is right. */
    int indexOf(String name, int hint) {
        if (hint < shapes.length && shapes[hint].name().equals(name)) {
            return hint;
        }
        int low = 0;
        int high = shapes.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int comparison = shapes[middle].name().compareTo(name);
            if (comparison == 0) {
                return middle;
            }
            if (comparison < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
