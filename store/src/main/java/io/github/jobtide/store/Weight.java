package io.github.jobtide.store;

import io.github.jobtide.exposition.Names;

/**
 * What things take in memory, roughly: their bytes, and what the objects around them were measured to take. Compared with the heap of
 * a full store by WeightTest.
 */
final class Weight {
    /** A family name's entry in the index and on the page. */
    private static final int FAMILY_NAME = 900;
    /** The same of a name beyond the classic alphabet, which stands in the index under each spelling, too. */
    private static final int ODD_NAME = 800;
    private static final int GROUP = 346;
    private static final int ODD_GROUP = 600;
    /** A family of its own, beside its values. */
    static final int FAMILY = 72;
    /** Of a group's second state, without the values. */
    static final int SPARE = 116;
    private static final int SHAPE = 450;

    /** A reference in the index and one in the group. */
    private static final int PLACE = 12;

    private Weight() {}

    /**
     * One family of one group beside its values. What the page does not show is limited by nothing else, and costs more while it is loaded.
     */
    static int ofPlace(Shape shape) {
        return shape.isEmpty() ? FAMILY : PLACE;
    }

    static long ofName(String name) {
        return FAMILY_NAME + (Names.isMetricName(name) ? 0 : ODD_NAME + 6L * name.length());
    }

    static long ofGroup(GroupLabels labels) {
        long bytes = labels.key().canonical().length + (long) labels.printed().length;
        return GROUP + bytes + (labels.names().isOdd() ? ODD_GROUP + 3 * bytes : 0);
    }

    static long ofShape(Shape shape) {
        return SHAPE + shape.encoded().length + shape.programSize();
    }
}
