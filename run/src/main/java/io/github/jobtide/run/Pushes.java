package io.github.jobtide.run;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.TextWriter;
import io.github.jobtide.jobs.JobFamily;
import io.github.jobtide.push.Bytes;
import io.github.jobtide.push.Group;
import io.github.jobtide.push.Part;
import io.github.jobtide.push.Push;
import io.github.jobtide.push.PushMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes pushes of families: a part for each, so that one that was delivered newer since can be left out. */
final class Pushes {
    private Pushes() {}

    static Push replacing(Group group, String id, Instant at, List<MetricFamily> families) {
        List<Part> parts = new ArrayList<>(families.size());
        for (MetricFamily family : families) {
            parts.add(Part.replacing(family.name(), text(family)));
        }
        return new Push(group, PushMode.REPLACE, Push.TEXT, parts, id, at);
    }

    /** For a gateway that adds up: counters and histograms say what to add, and so does one gauge. */
    static Push adding(Group group, String id, Instant at, List<MetricFamily> families) {
        List<Part> parts = new ArrayList<>(families.size());
        for (MetricFamily family : families) {
            boolean adds = family.type() == MetricType.COUNTER || family.type() == MetricType.HISTOGRAM
                    || family.name().equals(JobFamily.CONSECUTIVE_FAILURES.familyName());
            parts.add(adds
                    ? Part.adding(family.name(), text(family))
                    : Part.replacing(family.name(), text(family)));
        }
        return new Push(group, PushMode.ADD, Push.TEXT, parts, id, at);
    }

    private static Bytes text(MetricFamily family) {
        return Bytes.of(TextWriter.write(List.of(family)));
    }
}
