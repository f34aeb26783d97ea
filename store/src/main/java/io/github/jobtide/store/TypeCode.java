package io.github.jobtide.store;

import io.github.jobtide.exposition.MetricType;

/** The byte that stands for a type in a stored shape: the first letter of its word, a capital for a gauge histogram. */
final class TypeCode {
    private TypeCode() {}

    static int of(MetricType type) {
        return type == MetricType.GAUGE_HISTOGRAM ? 'H' : type.word().charAt(0);
    }

    /** @throws StorageException if no type has that code */
    static MetricType type(int code) {
        for (MetricType type : MetricType.values()) {
            if (of(type) == code) {
                return type;
            }
        }
        throw new StorageException("a stored family is of an unknown type, code " + code);
    }
}
