package io.github.jobtide.gateway;

import io.github.jobtide.store.StoredGroup;
import java.util.List;

/**
 * One group with what it holds, as many rows as are bearable.
 *
 * @param families made one by one while the page is written; to be gone through once
 */
record DetailView(GroupView group, Iterable<FamilyView> families) {
    private static final int MAX_ROWS = 5000;

    static DetailView of(StoredGroup group, long nowNanos) {
        var rows = new RowLimit(MAX_ROWS);
        Iterable<FamilyView> families = () -> group.families().stream().map(family -> FamilyView.of(family, rows))
                .iterator();
        return new DetailView(GroupView.of(group, nowNanos), families);
    }

    /** The form that asks whether something is to be removed. */
    record Confirmation(String question, List<LabelView> labels, String note, String action, String key, String token,
            String back) {}
}
