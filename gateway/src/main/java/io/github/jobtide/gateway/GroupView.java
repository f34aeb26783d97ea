package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.StoredGroup;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One group on the page.
 *
 * @param labels the job first
 * @param key names the group in links and forms: the canonical form in base64
 */
record GroupView(List<LabelView> labels, String key, boolean failed, MomentView pushed, MomentView failure,
        int families,
        long series) {
    static GroupView of(StoredGroup group, long nowNanos) {
        return new GroupView(labels(group.key().labels()), key(group.key()), !group.lastPushSuccessful(),
                MomentView.of(group.pushNanos(), nowNanos), MomentView.of(group.failureNanos(), nowNanos),
                group.familyCount(), group.seriesCount());
    }

    private static List<LabelView> labels(Labels labels) {
        List<LabelView> jobFirst = LabelView.of(labels);
        jobFirst.sort(Comparator.comparing(label -> !label.name().equals("job")));
        return jobFirst;
    }

    static String key(GroupKey key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.canonical());
    }

    /** The key that a link or form names; nothing if it is none. */
    static Optional<GroupKey> key(String text) {
        try {
            return Optional.of(GroupKey.ofCanonical(Base64.getUrlDecoder().decode(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Its labels as one text. */
    String title() {
        return String.join(", ", labels.stream().map(label -> label.name() + "=\"" + label.value() + "\"").toList());
    }
}
