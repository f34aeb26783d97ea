package io.github.jobtide.store;

import io.github.jobtide.exposition.FamilyView;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.store.Change.FamilyStored;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/** The state of the store after one batch: immutable, to be read by any number of threads for any length of time. */
public final class Snapshot {
    private final Chunks<GroupPlace> places;
    private final GroupTable groups;
    private final Chunks<FamilyPage> families;
    private final long series;
    private final long weight;
    private final long sequence;
    private final Map<GroupKey, Map<String, FamilyStored>> heldBack;

    Snapshot(Chunks<GroupPlace> places, GroupTable groups, Chunks<FamilyPage> families, long series, long weight,
            long sequence,
            Map<GroupKey, Map<String, FamilyStored>> heldBack) {
        this.places = places;
        this.groups = groups;
        this.families = families;
        this.series = series;
        this.weight = weight;
        this.sequence = sequence;
        this.heldBack = heldBack;
    }

    public int groupCount() {
        return places.size();
    }

    /** Series as written, without the two push times of each group. */
    public long seriesCount() {
        return series;
    }

    /** Bytes that all groups take in memory, roughly. */
    public long memoryBytes() {
        return weight;
    }

    /** Families found on disk that clash with what else is there: kept, but not served. */
    public int heldBackFamilies() {
        return heldBack.values().stream().mapToInt(Map::size).sum();
    }

    /** All groups in page order: by number of labels, then by key. */
    public Iterable<StoredGroup> groups() {
        return () -> new Iterator<>() {
            private final Iterator<GroupPlace> left = places.iterator();

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
        GroupPlace place = places.find(wanted, (group, labels) -> GroupLabels.compare(group.labels(), labels));
        return Optional.ofNullable(place).map(groups::get);
    }

    /**
     * Writes the text page: the gateway's {@code own} families and all pushed ones, by name.
     *
     * @param own sorted by name; their samples stand before pushed ones of the same name
     */
    public void writeText(List<MetricFamily> own, PageSink sink) {
        PageBuffer page = new PageBuffer(sink);
        writeText(own, page, chunk -> chunk.print(page));
        page.flush();
    }

    /** The same with what the groups hold handed to {@code chunks}, in between. */
    void writeText(List<MetricFamily> own, PageBuffer page, Consumer<PageChunk> chunks) {
        new PageWriter(places, groups, page, chunks).write(PageSection.inOrder(own, families));
    }

    /** The same content, family by family and by name, for the other formats. */
    public void forEachFamily(List<MetricFamily> own, Consumer<FamilyView> target) {
        for (PageSection section : PageSection.inOrder(own, families)) {
            target.accept(SectionView.of(section, places, groups));
        }
    }

    /** The types of all families of a page, by name and in its order. */
    public SequencedMap<String, MetricType> types(List<MetricFamily> own) {
        SequencedMap<String, MetricType> types = new LinkedHashMap<>();
        PageSection.inOrder(own, families).forEach(section -> types.put(section.name(), section.type()));
        return types;
    }

    /** What was pushed of that name, with all its metrics. */
    public Optional<FamilyView> pushed(String name) {
        return Optional.ofNullable(families.find(name, (page, wanted) -> page.name().compareTo(wanted)))
                .map(page -> SectionView.of(new PageSection(name, null, page), places, groups));
    }

    /** What an engine writes to start anew from here. */
    Engine.LiveState live() {
        return new Engine.LiveState() {
            @Override
            public long sequence() {
                return sequence;
            }

            @Override
            public void forEach(Consumer<Change> target) {
                for (StoredGroup group : groups()) {
                    target.accept(group.timesChange());
                    for (int i = 0; i < group.familyCount(); i++) {
                        target.accept(group.family(i).change());
                    }
                }
                heldBack.values().forEach(held -> held.values().forEach(target));
            }
        };
    }

    /** Takes a page piece by piece. */
    @FunctionalInterface
    public interface PageSink {
        /** The first {@code length} bytes of {@code piece}, which belong to the caller again afterwards. */
        void accept(byte[] piece, int length);
    }
}
