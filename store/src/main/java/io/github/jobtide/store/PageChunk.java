package io.github.jobtide.store;

import java.util.Arrays;
import java.util.List;

/**
 * Some groups that stand together in a list, with what each of them has of one family of the page.
 *
 * @param list is the same object as long as the same groups are in it
 * @param lines of each group; equal where nothing has changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by contents where they are
record PageChunk(String family, Object list, Lines[] lines) {
    /** What one group has of one family. */
    interface Lines {
        void print(PageBuffer page);
    }

    static PageChunk of(PageSection section, Object list, List<GroupPlace> groups, GroupTable table) {
        Lines[] lines = new Lines[groups.size()];
        int index = 0;
        for (int i = 0; i < lines.length; i++) {
            StoredGroup group = table.get(groups.get(i));
            if (section.isPushTime()) {
                lines[i] = group.pushTimeLine(section.name());
            } else {
                index = group.pushed().list().indexOf(section.name(), index);
                lines[i] = group.family(index);
            }
        }
        return new PageChunk(section.name(), list, lines);
    }

    @SuppressWarnings("ReferenceEquality") // the list is known by its identity
    boolean isSameAs(PageChunk other) {
        return list == other.list && Arrays.equals(lines, other.lines);
    }

    void print(PageBuffer page) {
        for (Lines one : lines) {
            one.print(page);
        }
    }
}
