package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Labels;
import java.util.ArrayList;
import java.util.List;

/** A name and its value, as the page shows them. */
record LabelView(String name, String value) {
    static List<LabelView> of(Labels labels) {
        List<LabelView> views = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            views.add(new LabelView(labels.name(i), labels.value(i)));
        }
        return views;
    }
}
