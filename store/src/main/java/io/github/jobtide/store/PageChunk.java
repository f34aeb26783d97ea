package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import java.util.Arrays;
import java.util.List;

/**
 * Some groups that stand together in a list, with what each of them has of one family of the page.
 *
 * @param list is the same object as long as the same groups are in it
 * @param escaping under which they are printed; that which changes nothing if all names in them are classic
 * @param lines of each group; equal where nothing has changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by contents where they are
record PageChunk(String family, Object list, Escaping escaping, Lines[] lines) {
    /** What one group has of one family. */
    interface Lines {
        void print(PageBuffer page, Escaping escaping);

        /** Whether an escaping makes a difference. */
        boolean isOdd();
    }

    static PageChunk of(PageSection section, Object list, Escaping escaping, List<GroupPlace> groups,
            GroupTable table) {
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
        return new PageChunk(section.name(), list, isOdd(lines, escaping) ? escaping : Escaping.ALLOW_UTF_8, lines);
    }

    private static boolean isOdd(Lines[] lines, Escaping escaping) {
        for (int i = 0; escaping != Escaping.ALLOW_UTF_8 && i < lines.length; i++) {
            if (lines[i].isOdd()) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("ReferenceEquality") // the list is known by its identity
    boolean isSameAs(PageChunk other) {
        return list == other.list && escaping == other.escaping && Arrays.equals(lines, other.lines);
    }

    void print(PageBuffer page) {
        for (Lines one : lines) {
            one.print(page, escaping);
        }
    }
}
