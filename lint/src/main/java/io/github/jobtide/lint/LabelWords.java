package io.github.jobtide.lint;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Splits the names of labels into words. */
final class LabelWords {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private LabelWords() {}

    /** {@code jobName} as job_name. */
    static String snake(String name) {
        return HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** At least one, which is empty for a name without letters and digits. */
    static List<String> of(String name) {
        String[] words = snake(name).split("[^a-z0-9]+");
        return words.length == 0 ? List.of("") : List.of(words);
    }
}
