package io.github.jobtide.store;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.TextWriter;
import java.util.List;
import java.util.function.Consumer;

/** Writes a page in the text format, by copying what is kept of it. */
final class PageWriter {
    private final Chunks<GroupPlace> places;
    private final GroupTable groups;
    private final PageBuffer page;
    private final Consumer<PageChunk> chunks;

    /**
     * @param page takes what belongs to no group
     * @param chunks takes the rest, in between
     */
    PageWriter(Chunks<GroupPlace> places, GroupTable groups, PageBuffer page, Consumer<PageChunk> chunks) {
        this.places = places;
        this.groups = groups;
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
        if (pushed != null || section.isPushTime()) {
            Chunks<GroupPlace> members = pushed != null ? pushed.members() : places;
            members.forEachChunk((list, items) -> chunks.accept(PageChunk.of(section, list, items, groups)));
        }
    }

    private void writeHead(PageSection section) {
        ByteBuilder head = new ByteBuilder(256);
        String help = section.help(groups);
        if (!help.isEmpty()) {
            String escaped = help.replace("\\", "\\\\").replace("\n", "\\n");
            head.add("# HELP ").add(section.name()).add(' ').add(escaped).add('\n');
        }
        head.add("# TYPE ").add(section.name()).add(' ').add(section.type().word()).add('\n');
        page.add(head.array(), 0, head.length());
    }
}
