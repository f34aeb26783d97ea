package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.FamilyView;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The state of the store after one batch, which stays as it is until this is closed; to be read by any number of threads, which must
 * have ended when it is closed. An open one
 * keeps in memory what it shows, so it is to be closed as soon as may be. Closing it twice is fine.
 */
public final class Snapshot implements AutoCloseable {
    private final Published state;
    private final OpenGroups groups;
    private final Consumer<OpenGroups> closing;

    /** @param closing told once when it is closed */
    Snapshot(Published state, OpenGroups groups, Consumer<OpenGroups> closing) {
        this.state = state;
        this.groups = groups;
        this.closing = closing;
    }

    /** What groups hold cannot be read any more. */
    @Override
    public void close() {
        closing.accept(groups);
    }

    public int groupCount() {
        return state.places().size();
    }

    /** Series as written, without the two push times of each group. */
    public long seriesCount() {
        return state.series();
    }

    /** Bytes that all groups take in memory, roughly. */
    public long memoryBytes() {
        return state.weight();
    }

    /** Families found on disk that clash with what else is there: kept, but not served. */
    public int heldBackFamilies() {
        return state.heldBack().values().stream().mapToInt(Map::size).sum();
    }

    /** All groups in page order: by number of labels, then by key. */
    public Iterable<StoredGroup> groups() {
        return () -> new Iterator<>() {
            private final Iterator<GroupPlace> left = state.places().iterator();

            @Override
            public boolean hasNext() {
                return left.hasNext();
            }

            @Override
            public StoredGroup next() {
                return groups.get(left.next());
            }
        };
    }

    public Optional<StoredGroup> group(GroupKey key) {
        GroupLabels wanted = GroupLabels.of(key, GroupNames.of(key.labels()));
        GroupPlace place = state.places().find(wanted, (group, labels) -> GroupLabels.compare(group.labels(), labels));
        return Optional.ofNullable(place).map(groups::get);
    }

    /**
     * Writes the text page: the gateway's {@code own} families and all pushed ones, by name.
     *
     * @param own sorted by name, all names classic; their samples stand before pushed ones of the same name
     */
    public void writeText(List<MetricFamily> own, Escaping escaping, PageSink sink) {
        PageBuffer page = new PageBuffer(sink);
        writeText(own, escaping, page, chunk -> chunk.print(page));
        page.flush();
    }

    /** The same with what the groups hold handed to {@code chunks}, in between. */
    void writeText(List<MetricFamily> own, Escaping escaping, PageBuffer page, Consumer<PageChunk> chunks) {
        new PageWriter(state.places(), groups, inForce(escaping), page, chunks)
                .write(sections(own));
    }

    /** Goes on with a walk through what the groups hold. */
    boolean walk(ChunkWalk walk, Escaping escaping, Predicate<PageChunk> goesOn) {
        return walk.go(state, groups, inForce(escaping), goesOn);
    }

    /** The same content, family by family and by its names as they are, for the other formats. */
    public void forEachFamily(List<MetricFamily> own, Escaping escaping, Consumer<FamilyView> target) {
        for (PageSection section : sections(own)) {
            target.accept(inForce(escaping).family(SectionView.of(section, state.places(), groups)));
        }
    }

    /** What each family of a page is called under an escaping, and what it is; in the order of the page. */
    public SequencedMap<String, Listed> list(List<MetricFamily> own, Escaping escaping) {
        SequencedMap<String, Listed> all = new LinkedHashMap<>();
        sections(own).forEach(section -> all.put(inForce(escaping).metric(section.name()),
                new Listed(section.name(), section.type())));
        return all;
    }

    /** What was pushed of that name, with all its metrics. */
    public Optional<FamilyView> pushed(String name, Escaping escaping) {
        return Optional
                .ofNullable(state.families().find(name, (page, wanted) -> Labels.compareText(page.name(), wanted)))
                .map(page -> inForce(escaping)
                        .family(SectionView.of(new PageSection(name, null, page), state.places(), groups)));
    }

    private Iterable<PageSection> sections(List<MetricFamily> own) {
        return PageSection.inOrder(own, state.families(), state.skews() > 0);
    }

    /** Where all names are classic there is nothing to escape. */
    private Escaping inForce(Escaping escaping) {
        return state.odd() ? escaping : Escaping.ALLOW_UTF_8;
    }

    /** What an engine writes to start anew from here; closing that closes this. */
    Engine.LiveState live() {
        return new Engine.LiveState() {
            @Override
            public long sequence() {
                return state.batch();
            }

            @Override
            public void forEach(Consumer<Change> target) {
                state.ids().forEach(target);
                for (StoredGroup group : groups()) {
                    target.accept(group.timesChange());
                    group.failuresChange().ifPresent(target);
                    for (int i = 0; i < group.familyCount(); i++) {
                        target.accept(group.family(i).change());
                    }
                }
                state.heldBack().values().forEach(held -> held.values().forEach(target));
            }

            @Override
            public void close() {
                Snapshot.this.close();
            }
        };
    }

    /** One family of a page. */
    public record Listed(String name, MetricType type) {}

    /** Takes a page piece by piece. */
    @FunctionalInterface
    public interface PageSink {
        /** The first {@code length} bytes of {@code piece}, which belong to the caller again afterwards. */
        void accept(byte[] piece, int length);
    }
}
