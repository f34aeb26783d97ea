package io.github.jobtide.exposition;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a page writes names that are not of the classic alphabet ({@link Names}): as they are, or spelled within it. Names of the classic
 * alphabet are the same in all. Source: docs/formats/names.md.
 *
 * <p>Each turns a name into one spelling, but two names may come to the same one: whoever writes both on one page has to prevent that.
 */
public enum Escaping {
    /** As they are, which the text format puts in quotes. */
    ALLOW_UTF_8("allow-utf-8") {
        @Override
        String spelled(String name, boolean colons) {
            return name;
        }
    },
    /** An underscore for each character that is not of the alphabet. */
    UNDERSCORES("underscores") {
        @Override
        void append(int character, StringBuilder spelling) {
            spelling.append('_');
        }
    },
    /** {@code _dot_} for a dot, two underscores for an underscore and for any other character that is not of the alphabet. */
    DOTS("dots") {
        @Override
        void append(int character, StringBuilder spelling) {
            spelling.append(character == '.' ? "_dot_" : "__");
        }

        @Override
        boolean keepsUnderscores() {
            return false;
        }
    },
    /** {@code U__}, then two underscores for an underscore, and the code point in hexadecimal between underscores for others. */
    VALUES("values") {
        @Override
        String spelled(String name, boolean colons) {
            return VALUES_PREFIX + super.spelled(name, colons);
        }

        @Override
        void append(int character, StringBuilder spelling) {
            spelling.append('_').append(character == '_' ? "" : Integer.toHexString(character)).append('_');
        }

        @Override
        boolean keepsUnderscores() {
            return false;
        }
    };

    /** Those that can spell two names alike, or a name like another that is classic. */
    public static final List<Escaping> SPELLING = List.of(UNDERSCORES, DOTS, VALUES);

    private static final String VALUES_PREFIX = "U__";

    private final String word;

    Escaping(String word) {
        this.word = word;
    }

    /** The one that a header's parameter {@code escaping} names, if it names one. */
    public static Optional<Escaping> named(String word) {
        return Arrays.stream(values()).filter(escaping -> escaping.word.equals(word)).findFirst();
    }

    /** As a header's parameter {@code escaping} has it. */
    public String word() {
        return word;
    }

    /** A metric's name under this escaping; not quoted. */
    public String metric(String name) {
        return Names.isMetricName(name) ? name : spelled(name, true);
    }

    /** A label's name under this escaping; not quoted. A colon is not of a label's alphabet. */
    public String label(String name) {
        return Names.isLabelName(name) ? name : spelled(name, false);
    }

    /** The same labels under this escaping: sorted anew. */
    public Labels labels(Labels labels) {
        if (this == ALLOW_UTF_8 || Names.areLabelNames(labels)) {
            return labels;
        }
        String[] pairs = new String[2 * labels.size()];
        for (int i = 0; i < labels.size(); i++) {
            pairs[2 * i] = label(labels.name(i));
            pairs[2 * i + 1] = labels.value(i);
        }
        return Labels.of(pairs);
    }

    /** The same family under this escaping. */
    public FamilyView family(FamilyView family) {
        return this == ALLOW_UTF_8 ? family : new SpelledFamily(family, this);
    }

    /** @param name not of the alphabet */
    String spelled(String name, boolean colons) {
        StringBuilder spelling = new StringBuilder(name.length() + 16);
        for (int at = 0; at < name.length();) {
            int character = name.codePointAt(at);
            boolean known = at == 0 ? Names.isStart(character, colons) : Names.isPart(character, colons);
            if (known && (character != '_' || keepsUnderscores())) {
                spelling.append((char) character);
            } else {
                append(character, spelling);
            }
            at += Character.charCount(character);
        }
        return spelling.toString();
    }

    /** Appends what stands for a character that cannot stay. */
    void append(int character, StringBuilder spelling) {
        spelling.appendCodePoint(character);
    }

    boolean keepsUnderscores() {
        return true;
    }

    @Override
    public String toString() {
        return word;
    }
}
