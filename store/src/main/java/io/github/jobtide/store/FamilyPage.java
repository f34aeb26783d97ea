package io.github.jobtide.store;

import io.github.jobtide.exposition.MetricType;
import java.util.Comparator;

/** One family of a {@link Snapshot}: what all groups hold of it, in page order. Immutable. */
final class FamilyPage extends Chunks.Item {
    static final Comparator<FamilyPage> BY_NAME = Comparator.comparing(FamilyPage::name);

    private final String name;
    private final MetricType type;
    private final Chunks<StoredFamily> members;

    FamilyPage(String name, MetricType type, Chunks<StoredFamily> members) {
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

    Chunks<StoredFamily> members() {
        return members;
    }

    /** That of the first group in page order that has one; else empty. */
    String help() {
        for (StoredFamily member : members) {
            if (!member.shape().help().isEmpty()) {
                return member.shape().help();
            }
        }
        return "";
    }
}
