package io.github.jobtide.gateway;

import io.github.jobtide.lint.Finding;
import io.github.jobtide.store.StoredGroup;
import java.util.List;
import java.util.Optional;

/**
 * One group with what it holds, as many rows as are bearable.
 *
 * @param findings what the linter found in its latest push, as far as that is known
 * @param leftOut how many more there were
 * @param families made one by one while the page is written; to be gone through once
 */
record DetailView(GroupView group, List<Finding> findings, long leftOut, Iterable<FamilyView> families) {
    private static final int MAX_ROWS = 5000;

    static DetailView of(StoredGroup group, Optional<LintNote> note, long nowNanos) {
        var rows = new RowLimit(MAX_ROWS);
        Iterable<FamilyView> families = () -> group.families().stream().map(family -> FamilyView.of(family, rows))
                .iterator();
        return new DetailView(GroupView.of(group, nowNanos), note.map(LintNote::findings).orElse(List.of()),
                note.map(LintNote::leftOut).orElse(0L), families);
    }

    /** The form that asks whether something is to be removed. */
    record Confirmation(String question, List<LabelView> labels, String note, String action, String key, String token,
            String back) {}
}
