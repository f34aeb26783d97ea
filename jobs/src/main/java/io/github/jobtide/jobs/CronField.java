package io.github.jobtide.jobs;

import java.util.Locale;

/** One of the five fields: what it may hold, and how it is read into a set of bits. */
enum CronField {
    MINUTE("minute", 0, 59, ""),
    HOUR("hour", 0, 23, ""),
    DAY_OF_MONTH("day of month", 1, 31, ""),
    MONTH("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec "),
    /** Sunday is 0 and 7. */
    DAY_OF_WEEK("day of week", 0, 7, "sun mon tue wed thu fri sat ");

    private final String title;
    private final int lowest;
    private final int highest;
    /** Four letters each, the first being the value {@code lowest}. */
    private final String names;

    CronField(String title, int lowest, int highest, String names) {
        this.title = title;
        this.lowest = lowest;
        this.highest = highest;
        this.names = names;
    }

    /**
     * The values that a field names, one bit each.
     *
     * @throws InvalidScheduleException if it names none, with the place in {@code source}
     */
    long bits(CronText.Word field, CronText source) {
        long bits = 0;
        int start = 0;
        String text = field.text();
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            bits |= item(new CronText.Word(text.substring(start, end), field.column() + start), source);
            start = end + 1;
        }
        return this == DAY_OF_WEEK && (bits & (1L << 7)) != 0 ? (bits | 1) & ~(1L << 7) : bits;
    }

    private long item(CronText.Word item, CronText source) {
        String text = item.text();
        int slash = text.indexOf('/');
        String range = slash < 0 ? text : text.substring(0, slash);
        int dash = range.indexOf('-');
        if (range.equals("*")) {
            return everyNth(lowest, this == DAY_OF_WEEK ? 6 : highest, step(item, slash, source));
        }
        if (dash < 0) {
            int value = value(range, item, source);
            if (slash >= 0) {
                throw source.wrong(item, title, "has a step but no range to take it through; write " + value + '-'
                        + highest + text.substring(slash));
            }
            return 1L << value;
        }
        int first = value(range.substring(0, dash), item, source);
        int last = value(range.substring(dash + 1), item, source);
        if (this == DAY_OF_WEEK && last == 0 && first > 0) {
            last = 7;
        }
        if (first > last) {
            throw source.wrong(item, title, "runs backwards; write two ranges: " + first + '-'
                    + (this == DAY_OF_WEEK ? 6 : highest) + ',' + lowest + '-' + last);
        }
        return everyNth(first, last, step(item, slash, source));
    }

    private static long everyNth(int first, int last, int step) {
        long bits = 0;
        for (int value = first; value <= last; value += step) {
            bits |= 1L << value;
        }
        return bits;
    }

    private int step(CronText.Word item, int slash, CronText source) {
        if (slash < 0) {
            return 1;
        }
        int step = number(item.text().substring(slash + 1));
        if (step < 1) {
            throw source.wrong(item, title, "has a step that is not a whole number from 1 on");
        }
        return step;
    }

    private int value(String text, CronText.Word item, CronText source) {
        int value = number(text);
        if (value < 0 && text.length() == 3 && text.indexOf(' ') < 0) {
            int place = names.indexOf(text.toLowerCase(Locale.ROOT) + ' ');
            value = place < 0 ? -1 : lowest + place / 4;
        }
        if (value < lowest || value > highest) {
            throw source.wrong(item, title, "is not " + allowed());
        }
        return value;
    }

    /** Whole numbers of up to four digits; -1 for anything else. */
    private static int number(String text) {
        if (text.isEmpty() || text.length() > 4) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = 10 * number + digit - '0';
        }
        return number;
    }

    private String allowed() {
        String numbers = "a number from " + lowest + " to " + highest;
        return names.isEmpty()
                ? numbers + ", a range of them or *"
                : numbers + ", a name from " + names.substring(0, 3) + " on, a range of them or *";
    }
}
