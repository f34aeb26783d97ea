package io.github.jobtide.store;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.TextWriter;
import io.github.jobtide.store.Snapshot.PageSink;
import java.util.List;

/** Writes a page in the text format, by copying what is kept of it. */
final class PageWriter {
    private final Chunks<GroupPlace> places;
    private final GroupTable groups;
    private final PageBuffer page;

    PageWriter(Chunks<GroupPlace> places, GroupTable groups, PageSink sink) {
        this.places = places;
        this.groups = groups;
        this.page = new PageBuffer(sink);
    }

    void write(Iterable<PageSection> sections) {
        for (PageSection section : sections) {
            write(section);
        }
        page.flush();
    }

    private void write(PageSection section) {
        MetricFamily own = section.own();
        FamilyPage pushed = section.pushed();
        if (own != null) {
            page.add(TextWriter.write(List.of(own)));
        } else if (pushed != null || places.size() > 0) {
            writeHead(section);
        }
        if (pushed != null) {
            pushed.forEach(groups, family -> family.print(page));
        } else if (section.isPushTime()) {
            writePushTimes(section.name());
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

    private void writePushTimes(String name) {
        boolean accepted = name.equals(PushTimes.PUSH);
        for (GroupPlace place : places) {
            StoredGroup group = groups.get(place);
            if (accepted) {
                group.printPushTime(page);
            } else {
                group.printFailureTime(page);
            }
        }
    }
}
