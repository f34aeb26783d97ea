package io.github.jobtide.migration;

import io.github.jobtide.migration.PersistedGroup.Family;
import io.github.jobtide.migration.PersistedGroup.Label;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Reads what a Pushgateway since 0.10 keeps in its {@code --persistence.file}: one gob value, a map of groups. A group is a structure of
 * {@code Labels}, a map of texts, and {@code Metrics}, a map of family names to structures of {@code Timestamp}, a time, and
 * {@code GobbableMetricFamily}, a protobuf message. Other fields are passed over.
 *
 * <p>Groups are handed out while the file is read, so what is held at once is one group.
 */
final class PersistenceFile {
    private static final int MAX_TEXT_BYTES = 16 << 20;
    private static final int MAX_FAMILY_BYTES = 256 << 20;

    private final GobValue value;
    private final Consumer<PersistedGroup> target;

    private PersistenceFile(GobValue value, Consumer<PersistedGroup> target) {
        this.value = value;
        this.target = target;
    }

    /**
     * Hands out each group, in the order of the file.
     *
     * @param size bytes that {@code in} has
     * @throws DamagedGobException if it is not such a file from its first byte to its last
     */
    static void read(InputStream in, long size, Consumer<PersistedGroup> target) throws IOException {
        GobValue value = GobValue.open(new GobInput(in, size));
        new PersistenceFile(value, target).read();
        value.finish();
    }

    private void read() throws IOException {
        value.forEachEntry(value.root(), "the map of groups", (key, group) -> {
            value.text(key, "a group's key", MAX_TEXT_BYTES);
            readGroup(group);
        });
    }

    private void readGroup(GobType type) throws IOException {
        List<Label> labels = new ArrayList<>();
        List<Family> families = new ArrayList<>();
        value.forEachField(type, "a group", (name, field) -> {
            switch (name) {
                case "Labels" -> readLabels(field, labels);
                case "Metrics" -> readFamilies(field, families);
                default -> value.skip(field);
            }
        });
        target.accept(new PersistedGroup(labels, families));
    }

    private void readLabels(GobType type, List<Label> labels) throws IOException {
        value.forEachEntry(type, "the labels of a group", (name, text) -> {
            byte[] labelName = value.text(name, "a label's name", MAX_TEXT_BYTES);
            byte[] labelValue = value.text(text, "a label's value", MAX_TEXT_BYTES);
            labels.add(new Label(GobInput.text(labelName), GobInput.text(labelValue)));
        });
    }

    private void readFamilies(GobType type, List<Family> families) throws IOException {
        value.forEachEntry(type, "the families of a group", (name, family) -> {
            byte[] familyName = value.text(name, "a family's name", MAX_TEXT_BYTES);
            families.add(readFamily(GobInput.text(familyName).orElse("(not UTF-8)"), family));
        });
    }

    private Family readFamily(String familyName, GobType type) throws IOException {
        var parts = new Object() {
            long nanos;
            byte[] message = {};
        };
        value.forEachField(type, "a family", (name, field) -> {
            switch (name) {
                case "Timestamp" -> parts.nanos = readTime(field);
                case "GobbableMetricFamily" ->
                    parts.message = value.opaque(field, "a family's message", MAX_FAMILY_BYTES);
                default -> value.skip(field);
            }
        });
        return new Family(familyName, parts.nanos, parts.message);
    }

    private long readTime(GobType type) throws IOException {
        OptionalLong nanos = GoTime.nanos(value.opaque(type, "a family's time", GoTime.MAX_BYTES));
        return nanos.orElseThrow(() -> value.in().damaged("the bytes before this are no time"));
    }
}
