package io.github.jobtide.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words of the name of a metric, a label or a job, in lower case: parted by whatever is no letter and no digit, and by capitals inside. Immutable. */
final class NameWords {
    /** Words that may stand behind the unit. */
    private static final Set<String> ENDINGS = Set.of("total", "count", "sum", "bucket", "created", "info", "max",
            "min", "avg", "mean");

    private final List<String> words;

    private NameWords(List<String> words) {
        this.words = List.copyOf(words);
    }

    static NameWords of(String name) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            boolean parts = i == name.length() || !Character.isLetterOrDigit(name.charAt(i));
            if (parts || isHump(name, i)) {
                if (start < i) {
                    words.add(name.substring(start, i).toLowerCase(Locale.ROOT));
                }
                start = parts ? i + 1 : i;
            }
        }
        return new NameWords(words);
    }

    /** A capital behind what is none, or the last one of several before a small letter: jobID, HTTPStatus. */
    private static boolean isHump(String name, int at) {
        if (at == 0 || !Character.isUpperCase(name.charAt(at)) || endsBinaryUnit(name, at)) {
            return false;
        }
        return !Character.isUpperCase(name.charAt(at - 1))
                || (at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1)));
    }

    /** Whether it is the B of KiB, MiB, GiB or TiB. */
    private static boolean endsBinaryUnit(String name, int at) {
        return at > 1 && name.charAt(at) == 'B' && name.charAt(at - 1) == 'i'
                && "kKMGT".indexOf(name.charAt(at - 2)) >= 0
                && (at + 1 == name.length() || !Character.isLowerCase(name.charAt(at + 1)));
    }

    int size() {
        return words.size();
    }

    /** Empty where there is none. */
    String word(int index) {
        return index >= 0 && index < words.size() ? words.get(index) : "";
    }

    /** Where the last word is, apart from endings such as total and max. */
    int last() {
        int index = words.size() - 1;
        while (index > 0 && ENDINGS.contains(words.get(index))) {
            index--;
        }
        return index;
    }

    /** The last word apart from endings. */
    String lastWord() {
        return word(last());
    }

    boolean hasAny(Set<String> wanted) {
        for (String word : words) {
            if (wanted.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** All of them without anything between. */
    String run() {
        return String.join("", words);
    }

    /** In small letters, parted by underscores. */
    String joined() {
        return String.join("_", words);
    }

    /** So many of its first words. */
    String joined(int count) {
        return String.join("_", words.subList(0, Math.max(0, Math.min(count, words.size()))));
    }

    /** The name with another unit for one of its words, which is then behind all but the endings. */
    String withUnit(int index, String unit) {
        List<String> others = new ArrayList<>(words);
        if (word(index + 1).equals("per")) {
            others.set(index, unit);
        } else {
            int end = last();
            others.remove(index);
            others.add(Math.max(index, end), unit);
        }
        return String.join("_", others);
    }
}
