package io.github.jobtide.gateway;

import io.github.jobtide.store.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * The list of groups as the page shows it.
 *
 * @param total groups in all, whatever is searched for
 * @param series in all
 * @param beyond whether there are groups that no page reaches
 * @param gone the group that was just removed, as text; empty for none
 */
record ListView(PageQuery query, int total, long series, int found, int failed, int number, int pages, boolean beyond,
        boolean mayDeleteAll, String gone, List<GroupView> groups) {
    static ListView of(Snapshot snapshot, PageQuery query, boolean mayDeleteAll, long nowNanos) {
        GroupList list = GroupList.of(snapshot, query);
        String gone = GroupView.key(query.gone()).filter(key -> snapshot.group(key).isEmpty()).map(Object::toString)
                .orElse("");
        return new ListView(query, snapshot.groupCount(), snapshot.seriesCount(), list.found(), list.failed(),
                list.number(), list.pages(), list.found() > GroupList.MAX_REACH, mayDeleteAll, gone,
                list.groups().stream().map(group -> GroupView.of(group, nowNanos)).toList());
    }

    /** Numbers of the pages to link: the first, the last, and those around this one; 0 stands for those between. */
    List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        for (int each = 1; each <= pages; each++) {
            if (each == 1 || each == pages || Math.abs(each - number) <= 2) {
                numbers.add(each);
            } else if (numbers.getLast() != 0) {
                numbers.add(0);
            }
        }
        return numbers;
    }

    /** What a heading shows beside the column that the list is sorted by. */
    String arrow(GroupSort sort) {
        return sort != query.sort() ? "" : query.backwards() ? " ↑" : " ↓";
    }
}
