package io.github.jobtide.store;

import io.github.jobtide.exposition.MetricType;
import java.util.List;

/** The families that every group has of itself, for groups with the same label names; {@link #SKEW} only those whose clients say their time. */
record PushTimes(Shape push, Shape failure, Shape skew) {
    static final String PUSH = "push_time_seconds";
    static final String FAILURE = "push_failure_time_seconds";
    static final String SKEW = "jobtide_gateway_client_clock_skew_seconds";
    static final List<String> NAMES = List.of(PUSH, FAILURE, SKEW);

    static PushTimes of(GroupNames names) {
        return new PushTimes(shape(names, PUSH), shape(names, FAILURE), shape(names, SKEW));
    }

    static String help(String name) {
        return switch (name) {
            case PUSH -> "Unix time of the last push to this group that was stored.";
            case FAILURE -> "Unix time of the last push to this group that was refused, 0 if there was none.";
            case SKEW ->
                "Seconds that the client's clock was ahead of the gateway's at the last push that told its time.";
            default -> throw new IllegalArgumentException(name + " is no group's own");
        };
    }

    /** Whether a pushed family of that name gives way to the group's own. */
    static boolean owns(String name) {
        return name.equals(PUSH) || name.equals(FAILURE);
    }

    private static Shape shape(GroupNames names, String name) {
        ByteBuilder encoded = new ByteBuilder(128).add(TypeCode.of(MetricType.GAUGE)).addText(name).addText(help(name));
        return Shape.decode(names, encoded.addVarint(1).addVarint(0).addVarint(0).bytes());
    }
}
