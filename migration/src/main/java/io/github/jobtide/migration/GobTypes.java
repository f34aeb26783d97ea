package io.github.jobtide.migration;

import io.github.jobtide.migration.GobType.Basic;
import io.github.jobtide.migration.GobType.Field;
import io.github.jobtide.migration.GobType.Structure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The types that a gob stream has described so far.
 *
 * <p>A description is itself a value of the structure {@code wireType}, of whose fields (array, slice, structure, map, and three kinds that
 * encode themselves) one is there; each begins with the field {@code CommonType} (a name and a number).
 */
final class GobTypes {
    private static final int MAX_TYPES = 1000;
    private static final int MAX_FIELDS = 1000;
    private static final int MAX_NAME_BYTES = 4096;

    private final GobInput in;
    private final Map<Integer, GobType> types = new HashMap<>();

    GobTypes(GobInput in) {
        this.in = in;
        for (Basic basic : Basic.values()) {
            types.put(basic.number(), basic);
        }
    }

    GobType type(long number) {
        GobType type = types.get((int) number);
        if (type == null || number != (int) number) {
            throw in.damaged("a value of type %d, which the file has not described".formatted(number));
        }
        return type;
    }

    /** Reads the description of the type of that number. */
    void describe(long number) throws IOException {
        if (number <= 0 || number > Integer.MAX_VALUE || types.size() >= MAX_TYPES) {
            throw in.damaged("a description of the type %d; there may be %d".formatted(number, MAX_TYPES));
        }
        int kind = in.nextField(GobInput.NO_FIELD, 7, "a type's description");
        if (kind == GobInput.NO_FIELD) {
            throw in.damaged("the description of type %d is empty".formatted(number));
        }
        GobType described = switch (kind) {
            case 0 -> new GobType.Sequence(numbers("an array type", 3)[1]);
            case 1 -> new GobType.Sequence(numbers("a slice type", 2)[1]);
            case 2 -> structure();
            case 3 -> mapping();
            default -> opaque();
        };
        if (in.nextField(kind, 7, "a type's description") != GobInput.NO_FIELD) {
            throw in.damaged("type %d is described as two kinds at once".formatted(number));
        }
        if (types.putIfAbsent((int) number, described) != null) {
            throw in.damaged("type %d is described twice".formatted(number));
        }
    }

    private GobType mapping() throws IOException {
        int[] parts = numbers("a map type", 3);
        return new GobType.Mapping(parts[1], parts[2]);
    }

    private GobType opaque() throws IOException {
        numbers("a type that encodes itself", 1);
        return new GobType.Opaque();
    }

    /** The fields of a description: {@code CommonType}, then numbers. */
    private int[] numbers(String what, int fields) throws IOException {
        int[] numbers = new int[fields];
        for (int field = in.nextField(GobInput.NO_FIELD, fields, what); field != GobInput.NO_FIELD; field = in
                .nextField(field, fields, what)) {
            if (field == 0) {
                skipCommon();
            } else {
                numbers[field] = number();
            }
        }
        return numbers;
    }

    private void skipCommon() throws IOException {
        field("a type's name and number");
    }

    private Structure structure() throws IOException {
        List<Field> fields = new ArrayList<>();
        for (int part = in.nextField(GobInput.NO_FIELD, 2, "a structure type"); part != GobInput.NO_FIELD; part = in
                .nextField(part, 2, "a structure type")) {
            if (part == 0) {
                skipCommon();
            } else {
                int count = in.count("fields");
                if (count > MAX_FIELDS) {
                    throw in.damaged("a structure of %d fields; there may be %d".formatted(count, MAX_FIELDS));
                }
                for (int i = 0; i < count; i++) {
                    fields.add(field("a field's description"));
                }
            }
        }
        return new Structure(fields);
    }

    /** A name and a number, each only if it is not empty. */
    private Field field(String what) throws IOException {
        String name = "";
        int type = 0;
        for (int part = in.nextField(GobInput.NO_FIELD, 2, what); part != GobInput.NO_FIELD; part = in.nextField(part,
                2, what)) {
            if (part == 0) {
                name = GobInput.text(in.bytes("a name", MAX_NAME_BYTES)).orElse("");
            } else {
                type = number();
            }
        }
        return new Field(name, type);
    }

    private int number() throws IOException {
        long number = in.signed("a type's number");
        if (number != (int) number) {
            throw in.damaged("%d is no type's number".formatted(number));
        }
        return (int) number;
    }
}
