package io.github.jobtide.migration;

import java.util.List;

/** A type of values in a gob stream; numbers name other types of the same stream. */
sealed interface GobType {
    /** How messages about this type call it. */
    String description();

    /** Types that need no description, by the numbers that they always have. */
    enum Basic implements GobType {
        BOOL(1), INT(2), UINT(3), FLOAT(4), BYTES(5), STRING(6), COMPLEX(7);

        private final int number;

        Basic(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        @Override
        public String description() {
            return "a value of the basic type " + number;
        }
    }

    /** Writes itself as bytes that only its own code can read, such as a time. */
    record Opaque() implements GobType {
        @Override
        public String description() {
            return "a value with an encoding of its own";
        }
    }

    /** A slice or an array. */
    record Sequence(int element) implements GobType {
        @Override
        public String description() {
            return "a list";
        }
    }

    record Mapping(int key, int element) implements GobType {
        @Override
        public String description() {
            return "a map";
        }
    }

    record Structure(List<Field> fields) implements GobType {
        public Structure {
            fields = List.copyOf(fields);
        }

        @Override
        public String description() {
            return "a structure of the fields " + fields.stream().map(Field::name).toList();
        }
    }

    record Field(String name, int type) {}
}
