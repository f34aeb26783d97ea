package io.github.jobtide.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.store.Nanos;
import io.github.jobtide.store.Snapshot;
import io.github.jobtide.store.StoredFamily;
import io.github.jobtide.store.StoredGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** The answers of {@code /api/v2/groups}. Source: docs/openapi.yaml. */
final class GroupsApiJson {
    private final JsonGenerator json;

    private GroupsApiJson(JsonGenerator json) {
        this.json = json;
    }

    static void list(GroupSelection selection, GroupQuery query, Snapshot.PageSink sink) {
        write(sink, out -> {
            out.json.writeNumberField("found", selection.found());
            out.groups("groups", selection.rows());
            if (selection.more()) {
                out.json.writeStringField("next", GroupQuery.Cursor.text(selection.rows().getLast(), query.sort(),
                        query.backwards()));
            }
        });
    }

    static void one(StoredGroup group, Snapshot.PageSink sink) {
        write(sink, out -> {
            out.members(GroupRow.of(group));
            out.json.writeArrayFieldStart("content");
            for (StoredFamily stored : group.families()) {
                out.family(stored);
            }
            out.json.writeEndArray();
        });
    }

    /** @param dryRun whether what was selected is only told */
    static void removal(GroupSelection selection, Removal removal, boolean dryRun, Snapshot.PageSink sink) {
        write(sink, out -> {
            out.json.writeBooleanField("dry_run", dryRun);
            out.json.writeNumberField("found", selection.found());
            out.groups(dryRun ? "would_delete" : "deleted", dryRun ? selection.rows() : removal.removed());
            if (!dryRun) {
                out.groups("kept", removal.kept());
            }
            out.json.writeBooleanField("more", selection.more());
        });
    }

    private static void write(Snapshot.PageSink sink, Content content) {
        try (JsonGenerator json = ApiJson.to(new SinkStream(sink))) {
            json.writeStartObject();
            content.write(new GroupsApiJson(json));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void groups(String name, List<GroupRow> rows) throws IOException {
        json.writeArrayFieldStart(name);
        for (GroupRow row : rows) {
            json.writeStartObject();
            members(row);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What is told of a group wherever it is told of. */
    private void members(GroupRow row) throws IOException {
        json.writeStringField("key", GroupView.key(row.key()));
        Labels labels = row.key().labels();
        json.writeObjectFieldStart("labels");
        for (int i = 0; i < labels.size(); i++) {
            json.writeStringField(labels.name(i), labels.value(i));
        }
        json.writeEndObject();
        time("pushed", row.pushNanos());
        time("failed", row.failureNanos());
        json.writeBooleanField("last_push_successful", row.lastPushSuccessful());
        json.writeNumberField("families", row.families());
        json.writeNumberField("series", row.series());
    }

    /** Left out if it never was. */
    private void time(String name, long nanos) throws IOException {
        if (nanos != 0) {
            json.writeStringField(name, Nanos.instant(nanos).toString());
        }
    }

    private void family(StoredFamily stored) throws IOException {
        MetricFamily family = stored.family();
        json.writeStartObject();
        json.writeStringField("name", family.name());
        json.writeStringField("type", family.type().name().toLowerCase(Locale.ROOT));
        json.writeStringField("help", family.help());
        json.writeNumberField("metrics", family.metrics().size());
        time("pushed", stored.pushedNanos());
        json.writeEndObject();
    }

    /** Members of an answer. */
    @FunctionalInterface
    private interface Content {
        void write(GroupsApiJson out) throws IOException;
    }
}
