package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import java.util.List;

/** Some groups that stand together in a list, with what each of them has of one family of the page. */
final class PageChunk {
    private final PageSection section;
    private final StoredGroup[] groups;
    private final Version version;

    private PageChunk(PageSection section, StoredGroup[] groups, Version version) {
        this.section = section;
        this.groups = groups;
        this.version = version;
    }

    /**
     * What a chunk holds, so that it can be told whether another one holds the same.
     *
     * @param list is the same object as long as the same groups are in it
     * @param escaping under which they are printed; that which changes nothing if all names in them are classic
     * @param batch the latest that changed one of them; batches are numbered in order
     */
    record Version(String family, Object list, Escaping escaping, long batch) {}

    static PageChunk of(PageSection section, Object list, Escaping escaping, List<GroupPlace> places,
            OpenGroups open) {
        StoredGroup[] groups = new StoredGroup[places.size()];
        long batch = 0;
        boolean odd = false;
        int index = 0;
        for (int i = 0; i < groups.length; i++) {
            StoredGroup group = open.get(places.get(i));
            groups[i] = group;
            if (section.isPushTime()) {
                batch = Math.max(batch, group.changed(section.name()));
                odd |= group.labels().names().isOdd();
            } else {
                FamilyList families = group.pushed().list();
                index = families.indexOf(section.name(), index);
                batch = Math.max(batch, group.changed(index));
                odd |= families.shape(index).isOdd();
            }
        }
        return new PageChunk(section, groups,
                new Version(section.name(), list, odd ? escaping : Escaping.ALLOW_UTF_8, batch));
    }

    Version version() {
        return version;
    }

    void print(PageBuffer page) {
        int index = 0;
        for (StoredGroup group : groups) {
            if (section.isPushTime()) {
                StoredFamily time = group.pushTime(section.name());
                if (time != null) {
                    time.print(page, version.escaping());
                }
            } else {
                index = group.pushed().list().indexOf(section.name(), index);
                group.family(index).print(page, version.escaping());
            }
        }
    }
}
