package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Names;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names of metrics beyond the classic alphabet, found by what each escaping makes of them. One thread. */
final class SpelledNames {
    private final Map<Escaping, Map<String, Set<String>>> names = new EnumMap<>(Escaping.class);

    /** Does nothing for a classic name, which is the same under every escaping. */
    void add(String name) {
        if (!Names.isMetricName(name)) {
            for (Escaping escaping : Escaping.SPELLING) {
                names.computeIfAbsent(escaping, _ -> new HashMap<>())
                        .computeIfAbsent(escaping.metric(name), _ -> new HashSet<>(2)).add(name);
            }
        }
    }

    void remove(String name) {
        if (!Names.isMetricName(name)) {
            for (Escaping escaping : Escaping.SPELLING) {
                names.computeIfPresent(escaping, (_, spelled) -> {
                    spelled.computeIfPresent(escaping.metric(name), (_, alike) -> {
                        alike.remove(name);
                        return alike.isEmpty() ? null : alike;
                    });
                    return spelled.isEmpty() ? null : spelled;
                });
            }
        }
    }

    /** Those that are spelled so. */
    Set<String> of(Escaping escaping, String spelling) {
        return names.getOrDefault(escaping, Map.of()).getOrDefault(spelling, Set.of());
    }
}
