package io.github.jobtide.e2e;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a group of a {@link NumberedLoad} holds.
 *
 * @param numbers by family: the number that every one of its series has
 */
record Content(boolean present, SortedMap<String, Long> numbers) {
    static final String ROWS = "crash_rows";
    static final String CHECK = "crash_check";
    static final String SIDE = "crash_side";
    static final Content NONE = new Content(false, new TreeMap<>());
    /** A family whose series do not agree: half a push. */
    static final long TORN = -1;

    Content {
        numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
    }

    /** After a PUT of the two main families. */
    Content replaced(long number) {
        return new Content(true, new TreeMap<>(Map.of(ROWS, number, CHECK, number)));
    }

    /** After a POST of the family beside them. */
    Content added(long number) {
        SortedMap<String, Long> more = new TreeMap<>(numbers);
        more.put(SIDE, number);
        return new Content(true, more);
    }

    /** Every group on a page, by job. */
    static Map<String, Content> all(String page) {
        Map<String, Content> groups = new TreeMap<>();
        page.lines().filter(line -> line.startsWith("push_time_seconds{"))
                .forEach(line -> groups.put(job(line), new Content(true, new TreeMap<>())));
        page.lines().filter(line -> line.startsWith("crash_")).forEach(line -> groups.merge(job(line),
                new Content(false, new TreeMap<>(Map.of(line.substring(0, line.indexOf('{')), number(line)))),
                Content::with));
        return groups;
    }

    private Content with(Content one) {
        SortedMap<String, Long> more = new TreeMap<>(numbers);
        one.numbers.forEach((family, number) -> more.merge(family, number, (a, b) -> a.equals(b) ? a : (Long) TORN));
        return new Content(present, more);
    }

    private static String job(String line) {
        int from = line.indexOf("job=\"") + 5;
        return line.substring(from, line.indexOf('"', from));
    }

    private static long number(String line) {
        return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
