package io.github.jobtide.store;

import io.github.jobtide.exposition.MetricType;
import java.util.Comparator;
import java.util.function.Consumer;

/** One family of a {@link Snapshot}: which groups hold it, in page order. Immutable. */
final class FamilyPage {
    static final Comparator<FamilyPage> BY_NAME = Comparator.comparing(FamilyPage::name);

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

    /** What each of them holds. */
    void forEach(GroupTable groups, Consumer<StoredFamily> target) {
        int hint = 0;
        for (GroupPlace member : members) {
            StoredGroup group = groups.get(member);
            hint = group.indexOf(name, hint);
            target.accept(group.pushed()[hint]);
        }
    }

    /** That of the first group in page order that has one; else empty. */
    String help(GroupTable groups) {
        int hint = 0;
        for (GroupPlace member : members) {
            StoredGroup group = groups.get(member);
            hint = group.indexOf(name, hint);
            String help = group.pushed()[hint].shape().help();
            if (!help.isEmpty()) {
                return help;
            }
        }
        return "";
    }
}
