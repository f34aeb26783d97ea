package io.github.jobtide.lint;

import io.github.jobtide.lint.Sample.Label;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks at the labels of one family, and at those of one name no longer once something was said of them. */
final class LabelsOnce implements FamilyCheck {
    private static final int MOST_NAMES = 100;

    private final Look look;
    private final Set<String> told = new HashSet<>();

    LabelsOnce(Look look) {
        this.look = look;
    }

    @Override
    public void sample(Sample sample) {
        List<Label> labels = sample.labels();
        for (int i = 0; i < labels.size(); i++) { // for most samples none, and this is done for each of several rules
            Label label = labels.get(i);
            boolean known = !told.isEmpty() && told.contains(label.name());
            if (!known && told.size() < MOST_NAMES && look.at(sample, label)) {
                told.add(label.name());
            }
        }
    }

    /** What there is to say of one label. */
    interface Look {
        /** @return whether something was said of it */
        boolean at(Sample sample, Label label);
    }
}
