package io.github.jobtide.migration;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MalformedBodyException;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.exposition.ProtobufReader;
import io.github.jobtide.exposition.ReaderLimits;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.store.GroupKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One group of a Pushgateway's file as it can be stored: what can be read of it.
 *
 * @param families in the order in which they were pushed
 * @param pushNanos when a push was last accepted, since 1970; 0 for never
 * @param failureNanos when one was last refused; 0 for never
 */
record HeldGroup(GroupKey key, List<DatedFamily> families, long pushNanos, long failureNanos) {
    private static final String PUSH = "push_time_seconds";
    private static final String FAILURE = "push_failure_time_seconds";
    private static final double NANOS = 1e9;

    HeldGroup {
        families = families.stream().sorted(Comparator.comparingLong(DatedFamily::nanos)).toList();
    }

    /** @param bytes of its protobuf message */
    record DatedFamily(MetricFamily family, long nanos, int bytes) {}

    /** Nothing if no group can have those labels. What cannot be read is told to {@code notImported}. */
    static Optional<HeldGroup> of(PersistedGroup persisted, NameRule names, NotImported notImported) {
        return key(persisted, names, notImported).map(key -> {
            List<DatedFamily> families = new ArrayList<>();
            long pushNanos = 0;
            long failureNanos = 0;
            for (PersistedGroup.Family family : persisted.families()) {
                try {
                    DatedFamily read = read(family);
                    switch (read.family().name()) {
                        case PUSH -> pushNanos = time(read);
                        case FAILURE -> failureNanos = time(read);
                        default -> families.add(read);
                    }
                } catch (MalformedBodyException e) {
                    notImported.family(key.toString(), family.name(), String.valueOf(e.getMessage()));
                }
            }
            return new HeldGroup(key, families, pushNanos, failureNanos);
        });
    }

    private static Optional<GroupKey> key(PersistedGroup persisted, NameRule names, NotImported notImported) {
        List<String> pairs = new ArrayList<>();
        String fault = "";
        for (PersistedGroup.Label label : persisted.labels()) {
            String name = label.name().orElse("(not UTF-8)");
            pairs.add(name);
            pairs.add(label.value().orElse("(not UTF-8)"));
            if (!names.takesLabel(name) || name.startsWith("__")) {
                fault = "'%s' cannot be the name of a grouping label".formatted(name);
            } else if (label.value().isEmpty()) {
                fault = "the value of the label %s is not UTF-8".formatted(name);
            }
        }
        Labels labels = Labels.of(pairs.toArray(String[]::new));
        if (fault.isEmpty() && labels.value("job").orElse("").isEmpty()) {
            fault = "it has no job";
        }
        if (!fault.isEmpty()) {
            notImported.group(labels.toString(), fault);
            return Optional.empty();
        }
        return Optional.of(GroupKey.of(labels));
    }

    private static DatedFamily read(PersistedGroup.Family family) {
        byte[] message = family.message();
        ByteBuffer delimited = ByteBuffer.allocate(message.length + 5);
        int rest = message.length;
        while (rest >= 0x80) {
            delimited.put((byte) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        delimited.put((byte) rest).put(message);
        byte[] body = new byte[delimited.position()];
        delimited.flip().get(body);
        MetricFamily read = ProtobufReader.read(body, ReaderLimits.DEFAULT).getFirst();
        return new DatedFamily(read, family.nanos(), message.length);
    }

    /** The time that one of a group's own families tells: to the nanosecond if its own time agrees with its value, else as the value says. */
    private static long time(DatedFamily family) {
        List<Metric> metrics = family.family().metrics();
        boolean one = family.family().type() == MetricType.GAUGE && metrics.size() == 1;
        if (!one || !(metrics.getFirst().reading() instanceof Reading.Scalar(double seconds))
                || !(seconds > 0 && seconds < Long.MAX_VALUE / NANOS)) {
            return 0;
        }
        return family.nanos() / NANOS == seconds ? family.nanos() : Math.round(seconds * NANOS);
    }
}
