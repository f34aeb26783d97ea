package io.github.jobtide.store;

import io.github.jobtide.exposition.MetricType;

/** The two families that every group has of itself, for groups with the same label names. */
record PushTimes(Shape push, Shape failure) {
    static final String PUSH = "push_time_seconds";
    static final String FAILURE = "push_failure_time_seconds";
    static final String PUSH_HELP = "Unix time of the last push to this group that was stored.";
    static final String FAILURE_HELP = "Unix time of the last push to this group that was refused, 0 if there was none.";

    static PushTimes of(GroupNames names) {
        return new PushTimes(shape(names, PUSH, PUSH_HELP), shape(names, FAILURE, FAILURE_HELP));
    }

    /** Whether a pushed family of that name gives way to the group's own. */
    static boolean owns(String name) {
        return name.equals(PUSH) || name.equals(FAILURE);
    }

    private static Shape shape(GroupNames names, String name, String help) {
        ByteBuilder encoded = new ByteBuilder(128).add(TypeCode.of(MetricType.GAUGE)).addText(name).addText(help);
        return Shape.decode(names, encoded.addVarint(1).addVarint(0).addVarint(0).bytes());
    }
}
