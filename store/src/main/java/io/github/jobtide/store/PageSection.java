package io.github.jobtide.store;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One family of a page, and where its samples come from: the gateway itself, the groups, or what every group has of its pushes. */
record PageSection(String name, @Nullable MetricFamily own, @Nullable FamilyPage pushed) {
    /**
     * All sections of a page, by name.
     *
     * @param skews whether a group has a {@link PushTimes#SKEW}
     */
    static Iterable<PageSection> inOrder(List<MetricFamily> own, Chunks<FamilyPage> pushed, boolean skews) {
        Map<String, PageSection> few = new TreeMap<>();
        for (String name : PushTimes.NAMES) {
            if (skews || !name.equals(PushTimes.SKEW)) {
                few.put(name, new PageSection(name, null, null));
            }
        }
        for (MetricFamily family : own) {
            few.put(family.name(), new PageSection(family.name(), family, null));
        }
        return () -> new SectionIterator(few.values().iterator(), pushed.iterator());
    }

    boolean isPushTime() {
        return own == null && pushed == null;
    }

    /** Those of all groups that have samples of it, in page order. */
    Chunks<GroupPlace> members(Chunks<GroupPlace> all) {
        if (pushed != null) {
            return pushed.members();
        }
        return isPushTime() ? all : Chunks.empty();
    }

    MetricType type() {
        if (own != null) {
            return own.type();
        }
        return pushed != null ? pushed.type() : MetricType.GAUGE;
    }

    String help(OpenGroups groups) {
        if (own != null) {
            return own.help();
        }
        if (pushed != null) {
            return pushed.help(groups);
        }
        return PushTimes.help(name);
    }
}
