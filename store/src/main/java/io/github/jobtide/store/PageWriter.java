package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.Names;
import io.github.jobtide.exposition.TextWriter;
import java.util.List;
import java.util.function.Consumer;

/** Writes a page in the text format, by copying what is kept of it. */
final class PageWriter {
    /** After so long whoever waits for the processor is let in: pushes, which need it for microseconds, else wait for a time slice at every step. */
    private static final long TURN_NANOS = 500_000;

    private final Chunks<GroupPlace> places;
    private final OpenGroups groups;
    private final Escaping escaping;
    private final PageBuffer page;
    private final Consumer<PageChunk> chunks;
    private long turnBegan = System.nanoTime();

    /**
     * @param escaping how names are written that are beyond the classic alphabet
     * @param page takes what belongs to no group
     * @param chunks takes the rest, in between
     */
    PageWriter(Chunks<GroupPlace> places, OpenGroups groups, Escaping escaping, PageBuffer page,
            Consumer<PageChunk> chunks) {
        this.places = places;
        this.groups = groups;
        this.escaping = escaping;
        this.page = page;
        this.chunks = chunks;
    }

    void write(Iterable<PageSection> sections) {
        for (PageSection section : sections) {
            write(section);
        }
    }

    private void write(PageSection section) {
        MetricFamily own = section.own();
        FamilyPage pushed = section.pushed();
        if (own != null) {
            page.add(TextWriter.write(List.of(own)));
        } else if (pushed != null || places.size() > 0) {
            writeHead(section);
        }
        section.members(places)
                .forEachChunk((list, items) -> {
                    chunks.accept(PageChunk.of(section, list, escaping, items, groups));
                    letOthersIn();
                });
    }

    @SuppressWarnings("ThreadPriorityCheck") // it is right with any scheduler, and quicker for pushes with some
    private void letOthersIn() {
        if (System.nanoTime() - turnBegan > TURN_NANOS) {
            Thread.yield();
            turnBegan = System.nanoTime();
        }
    }

    private void writeHead(PageSection section) {
        ByteBuilder head = new ByteBuilder(256);
        String name = escaping.metric(section.name());
        String help = section.help(groups);
        if (!help.isEmpty()) {
            String escaped = help.replace("\\", "\\\\").replace("\n", "\\n");
            addName(head.add("# HELP "), name).add(' ').add(escaped).add('\n');
        }
        addName(head.add("# TYPE "), name).add(' ').add(section.type().word()).add('\n');
        page.add(head.array(), 0, head.length());
    }

    private static ByteBuilder addName(ByteBuilder head, String name) {
        return Names.isMetricName(name) ? head.add(name) : head.addQuoted(name);
    }
}
