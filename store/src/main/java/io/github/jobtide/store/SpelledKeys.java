package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Groups with label names beyond the classic alphabet, found by what each escaping makes of their push times' labels. One thread. */
final class SpelledKeys {
    private final Map<Escaping, Map<GroupKey, GroupKey>> keys = new EnumMap<>(Escaping.class);

    void add(GroupKey key) {
        for (Escaping escaping : Escaping.SPELLING) {
            keys.computeIfAbsent(escaping, _ -> new HashMap<>()).put(key.series(escaping), key);
        }
    }

    void remove(GroupKey key) {
        for (Escaping escaping : Escaping.SPELLING) {
            keys.computeIfPresent(escaping, (_, spelled) -> {
                spelled.remove(key.series(escaping));
                return spelled.isEmpty() ? null : spelled;
            });
        }
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The one whose push times have those labels under the escaping. */
    @Nullable
    GroupKey of(Escaping escaping, GroupKey series) {
        return keys.getOrDefault(escaping, Map.of()).get(series);
    }
}
