package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import java.util.Optional;

/** Whether a new group can stand beside the others: its push times may be no other group's, however names are escaped. */
final class KeyCheck {
    private final GroupKey key;
    private final GroupNames names;
    private final WorkingState state;

    private KeyCheck(GroupKey key, GroupNames names, WorkingState state) {
        this.key = key;
        this.names = names;
        this.state = state;
    }

    /** What is wrong with it, in words for the sender; nothing if it may be there. */
    static Optional<String> problem(GroupKey key, GroupNames names, WorkingState state) {
        return new KeyCheck(key, names, state).problem();
    }

    private Optional<String> problem() {
        Optional<GroupKey> twin = key.twin().map(state::group).map(StoredGroup::key);
        if (twin.isPresent()) {
            return Optional.of(sameTimes(twin.get(), ""));
        }
        boolean odd = names.isOdd();
        if (!odd && !state.hasOddGroups()) {
            return Optional.empty();
        }
        return Escaping.SPELLING.stream().map(escaping -> problem(escaping, odd)).flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> problem(Escaping escaping, boolean odd) {
        if (odd) {
            Optional<String> fault = FamilyRules.spellingFault(escaping.labels(key.labels()), escaping);
            if (fault.isPresent()) {
                return fault.map(text -> "the grouping labels %s cannot be used: one %s".formatted(key, text));
            }
        }
        GroupKey series = key.series(escaping);
        Optional<GroupKey> other = Optional.ofNullable(state.oddGroup(escaping, series));
        if (odd) {
            other = other.or(() -> Optional.ofNullable(state.group(series)).map(StoredGroup::key))
                    .or(() -> series.twin().map(state::group).map(StoredGroup::key));
        }
        return other.map(group -> sameTimes(group, " under the escaping " + escaping));
    }

    private String sameTimes(GroupKey other, String where) {
        return "the group %s would export the same push times%s as the group %s, which is there; push to that one, or delete it first"
                .formatted(key, where, other);
    }
}
