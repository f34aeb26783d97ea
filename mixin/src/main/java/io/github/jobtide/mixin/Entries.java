package io.github.jobtide.mixin;

import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that keep the order in which they are written down. */
final class Entries {
    private Entries() {}

    /** @param keysAndValues in turn */
    static Map<String, Object> of(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
        }
        return map;
    }
}
