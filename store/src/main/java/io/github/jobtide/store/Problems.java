package io.github.jobtide.store;

import io.github.jobtide.store.Outcome.Reason;
import io.github.jobtide.store.Outcome.Rejected;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with one push: the first {@value #SHOWN} problems in words, the others counted. */
final class Problems {
    private static final int SHOWN = 10;
    /** Problems quote what was pushed, which may be long. */
    private static final int MAX_TEXT = 2000;
    private static final String FIRST_SENTENCE = "pushed metrics are invalid or inconsistent with existing metrics: ";

    private final List<String> texts = new ArrayList<>();
    private Reason reason = Reason.INCONSISTENT;
    private int count;

    void add(Reason why, String text) {
        if (count++ == 0) {
            reason = why;
        }
        if (count <= SHOWN) {
            texts.add(text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…");
        }
    }

    void add(String text) {
        add(Reason.INCONSISTENT, text);
    }

    /** Whether the text of one more would be told; else it is only counted. */
    boolean tellsMore() {
        return count < SHOWN;
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The answer for the sender; begins as Pushgateway's does, since clients look for that. */
    Rejected rejection() {
        if (count == 1) {
            return new Rejected(reason, FIRST_SENTENCE + texts.get(0));
        }
        StringBuilder message = new StringBuilder(FIRST_SENTENCE).append(count).append(" error(s) occurred:");
        for (String text : texts) {
            message.append("\n* ").append(text);
        }
        if (count > SHOWN) {
            message.append("\n* and ").append(count - SHOWN).append(" more");
        }
        return new Rejected(reason, message.toString());
    }
}
