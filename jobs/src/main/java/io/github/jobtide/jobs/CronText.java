package io.github.jobtide.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The text of a cron schedule, split into words that know their place. */
final class CronText {
    private static final String[] NICKNAMES = {"@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly",
            "@annually"};
    private static final String[] MEANINGS = {"0 * * * *", "0 0 * * *", "0 0 * * *", "0 0 * * 0", "0 0 1 * *",
            "0 0 1 1 *", "0 0 1 1 *"};

    private final String text;

    CronText(String text) {
        this.text = text;
    }

    /** @param column where it stands, from 1 */
    record Word(String text, int column) {}

    /** The five fields; those that a nickname stands for, if it is one. */
    List<Word> fields() {
        List<Word> words = words(text);
        if (words.size() == 1 && words.get(0).text().startsWith("@")) {
            return words(meaning(words.get(0)));
        }
        if (words.size() != 5) {
            throw new InvalidScheduleException("the schedule '" + text + "' has " + words.size()
                    + (words.size() == 1 ? " field" : " fields")
                    + ", and five are needed: minute, hour, day of month, month, day of week; for example '30 2 * * *'");
        }
        return words;
    }

    private String meaning(Word nickname) {
        String name = nickname.text().toLowerCase(Locale.ROOT);
        for (int i = 0; i < NICKNAMES.length; i++) {
            if (NICKNAMES[i].equals(name)) {
                return MEANINGS[i];
            }
        }
        if (name.equals("@reboot")) {
            throw new InvalidScheduleException("the schedule '" + text
                    + "' does not say when the next start is due; declare none for such a job");
        }
        throw new InvalidScheduleException("the schedule '" + text
                + "' is not known; write five fields, or @hourly, @daily, @weekly, @monthly or @yearly");
    }

    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>(5);
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ' ' || text.charAt(i) == '\t') {
                if (i > start) {
                    words.add(new Word(text.substring(start, i), start + 1));
                }
                start = i + 1;
            }
        }
        return words;
    }

    InvalidScheduleException wrong(Word word, String field, String problem) {
        return new InvalidScheduleException("in the schedule '" + text + "' the " + field + " '" + word.text()
                + "' (column " + word.column() + ") " + problem);
    }

    InvalidScheduleException never(String why) {
        return new InvalidScheduleException(
                "the schedule '" + text + "' never fires: " + why + "; correct the day of month or the month");
    }
}
