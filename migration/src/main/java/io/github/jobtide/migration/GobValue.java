package io.github.jobtide.migration;

import io.github.jobtide.migration.GobType.Basic;
import io.github.jobtide.migration.GobType.Mapping;
import io.github.jobtide.migration.GobType.Structure;
import java.io.IOException;

/**
 * Walks through the first value of a gob stream, as its own descriptions of types say. Callers ask for what they expect, and skip what they
 * do not know.
 */
final class GobValue {
    private static final int MAX_DEPTH = 32;

    private final GobInput in;
    private final GobTypes types;
    private GobType root = Basic.BOOL;

    private GobValue(GobInput in) {
        this.in = in;
        this.types = new GobTypes(in);
    }

    /** Reads the descriptions that stand before the value, and stops in front of it. */
    static GobValue open(GobInput in) throws IOException {
        GobValue value = new GobValue(in);
        value.readToValue();
        return value;
    }

    private void readToValue() throws IOException {
        in.enterMessage("a gob stream");
        long number = in.signed("a type's number");
        while (number < 0) {
            types.describe(-number);
            in.leaveMessage();
            in.enterMessage("a value");
            number = in.signed("a type's number");
        }
        root = types.type(number);
        if (!(root instanceof Structure) && in.unsigned("the mark of a single value") != 0) {
            throw in.damaged("a value that is no structure begins with a zero, and this one does not");
        }
    }

    GobType root() {
        return root;
    }

    GobInput in() {
        return in;
    }

    /** After the value, nothing may come. */
    void finish() {
        in.leaveMessage();
        if (!in.isAtEnd()) {
            throw in.damaged("the file should end here");
        }
    }

    /** Hands each entry to {@code entries}, which must read key and element. */
    void forEachEntry(GobType type, String what, Entries entries) throws IOException {
        Mapping map = expect(Mapping.class, type, what);
        GobType key = types.type(map.key());
        GobType element = types.type(map.element());
        for (int left = in.count(what); left > 0; left--) {
            entries.read(key, element);
        }
    }

    /** Hands each field that is there to {@code fields}, which must read or skip it. */
    void forEachField(GobType type, String what, Fields fields) throws IOException {
        Structure structure = expect(Structure.class, type, what);
        int count = structure.fields().size();
        for (int at = in.nextField(GobInput.NO_FIELD, count, what); at != GobInput.NO_FIELD; at = in.nextField(at,
                count, what)) {
            GobType.Field field = structure.fields().get(at);
            fields.read(field.name(), types.type(field.type()));
        }
    }

    byte[] text(GobType type, String what, int maxBytes) throws IOException {
        if (type != Basic.STRING) {
            throw unexpected("text", type, what);
        }
        return in.bytes(what, maxBytes);
    }

    byte[] opaque(GobType type, String what, int maxBytes) throws IOException {
        expect(GobType.Opaque.class, type, what);
        return in.bytes(what, maxBytes);
    }

    private <T extends GobType> T expect(Class<T> kind, GobType type, String what) {
        if (!kind.isInstance(type)) {
            throw unexpected("a " + kind.getSimpleName().toLowerCase(java.util.Locale.ROOT), type, what);
        }
        return kind.cast(type);
    }

    private DamagedGobException unexpected(String expected, GobType type, String what) {
        return in.damaged("%s is %s, where %s was expected: this was not written by a Pushgateway since 0.10"
                .formatted(what, type.description(), expected));
    }

    void skip(GobType type) throws IOException {
        skip(type, 0);
    }

    private void skip(GobType type, int depth) throws IOException {
        if (depth == MAX_DEPTH) {
            throw in.damaged("values are nested more than %d deep".formatted(MAX_DEPTH));
        }
        switch (type) {
            case Basic basic -> skip(basic);
            case GobType.Opaque opaque -> in.skipBytes(opaque.description());
            case GobType.Sequence(int element) -> {
                for (int left = in.count("elements"); left > 0; left--) {
                    skip(types.type(element), depth + 1);
                }
            }
            case Mapping map -> forEachEntry(map, "entries", (key, element) -> {
                skip(key, depth + 1);
                skip(element, depth + 1);
            });
            case Structure structure -> forEachField(structure, "a structure", (_, field) -> skip(field, depth + 1));
        }
    }

    private void skip(Basic type) throws IOException {
        switch (type) {
            case BOOL, INT, UINT, FLOAT -> in.unsigned("a number");
            case COMPLEX -> {
                in.unsigned("a number");
                in.unsigned("a number");
            }
            case BYTES, STRING -> in.skipBytes("a text");
        }
    }

    /** Reads one entry of a map. */
    @FunctionalInterface
    interface Entries {
        void read(GobType key, GobType element) throws IOException;
    }

    /** Reads one field of a structure. */
    @FunctionalInterface
    interface Fields {
        void read(String name, GobType type) throws IOException;
    }
}
