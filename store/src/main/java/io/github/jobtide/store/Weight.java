package io.github.jobtide.store;

/**
 * What things take in memory, roughly: their bytes, and what the objects around them were measured to take. Compared with the heap of
 * a full store by WeightTest.
 */
final class Weight {
    /** A family name's entry in the index and on the page. */
    static final int FAMILY_NAME = 900;

    private static final int GROUP = 330;
    /** A family of its own, beside its values. */
    static final int FAMILY = 72;
    private static final int SHAPE = 450;

    private Weight() {}

    static long ofGroup(GroupLabels labels) {
        return GROUP + labels.key().canonical().length + (long) labels.printed().length;
    }

    static long ofShape(Shape shape) {
        return SHAPE + shape.encoded().length + (long) shape.program().size();
    }
}
