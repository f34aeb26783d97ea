package io.github.jobtide.store;

import io.github.jobtide.exposition.MetricFamily;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The state of the store after one batch: immutable, to be read by any number of threads for any length of time. */
public final class Snapshot {
    Snapshot() {}

    public int groupCount() {
        throw new IllegalStateException("to come");
    }

    /** Series as written, without the two push times of each group. */
    public long seriesCount() {
        throw new IllegalStateException("to come");
    }

    /** All groups in page order: by number of labels, then by key. */
    public Iterable<StoredGroup> groups() {
        throw new IllegalStateException("to come");
    }

    public Optional<StoredGroup> group(GroupKey key) {
        throw new IllegalStateException("to come");
    }

    /**
     * Writes the text page: the gateway's {@code own} families and all pushed ones, by name.
     *
     * @param own without labels that clash with pushed ones, sorted by name
     */
    public void writeText(List<MetricFamily> own, PageSink sink) {
        throw new IllegalStateException("to come");
    }

    /** The same content, family by family and by name, for the other formats. */
    public void forEachFamily(List<MetricFamily> own, Consumer<MetricFamily> target) {
        throw new IllegalStateException("to come");
    }

    /** Takes a page piece by piece. */
    @FunctionalInterface
    public interface PageSink {
        /** The first {@code length} bytes of {@code piece}, which belong to the caller again afterwards. */
        void accept(byte[] piece, int length);
    }
}
