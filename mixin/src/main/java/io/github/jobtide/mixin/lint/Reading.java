package io.github.jobtide.mixin.lint;

import io.github.jobtide.mixin.lint.Contents.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers what is read from one file, up to a bound. One thread. */
final class Reading {
    /** Aliases can name one rule many times over. */
    private static final int MOST = 20_000;

    private final List<Item> items = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();

    /** @param isCertain whether it has to be PromQL, and not perhaps another language */
    void item(Item.Kind kind, String name, Place place, Text expression, Map<String, Text> annotations,
            Set<String> labels, Set<String> switchedOff, boolean isCertain) {
        if (isFull()) {
            return;
        }
        try {
            items.add(new Item(kind, name, place, Expression.of(expression), annotations, labels, switchedOff));
        } catch (UnreadableExpressionException e) {
            if (isCertain) {
                troubles.add(new Trouble(expression.place(e.offset()), kind.named(name),
                        "the expression cannot be read: " + e.reason(), ""));
            }
        }
        if (isFull()) {
            trouble(Place.WHOLE, "the file holds more than " + MOST + " expressions, of which the first are looked at",
                    "part it");
        }
    }

    boolean isFull() {
        return items.size() >= MOST || troubles.size() >= MOST;
    }

    void trouble(Place place, String reason, String suggestion) {
        troubles.add(new Trouble(place, "", reason, suggestion));
    }

    Contents contents() {
        return Contents.of(items, troubles);
    }
}
