package io.github.jobtide.store;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MetricType;
import java.util.Comparator;

/** One family of a {@link Snapshot}: which groups hold it, in page order. Immutable. */
final class FamilyPage {
    static final Comparator<FamilyPage> BY_NAME = (a, b) -> Labels.compareText(a.name,
            b.name);

    private final String name;
    private final MetricType type;
    private final Chunks<GroupPlace> members;

    FamilyPage(String name, MetricType type, Chunks<GroupPlace> members) {
        this.name = name;
        this.type = type;
        this.members = members;
    }

    String name() {
        return name;
    }

    MetricType type() {
        return type;
    }

    Chunks<GroupPlace> members() {
        return members;
    }

    /** That of the first group in page order that has one; else empty. */
    String help(OpenGroups groups) {
        int hint = 0;
        for (GroupPlace member : members) {
            FamilyList list = groups.get(member).pushed().list();
            hint = list.indexOf(name, hint);
            String help = list.shape(hint).help();
            if (!help.isEmpty()) {
                return help;
            }
        }
        return "";
    }
}
