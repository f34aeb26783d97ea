package io.github.jobtide.gateway;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.store.StoredGroup;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/**
 * One group on the page.
 *
 * @param labels the job first
 * @param deletePath where a DELETE goes, relative to the page; every value in base64
 */
record GroupView(List<LabelView> labels, boolean failed, String title, String deletePath, List<FamilyView> families) {
    static GroupView of(StoredGroup group, RowLimit rows) {
        Labels labels = group.key().labels();
        List<LabelView> jobFirst = LabelView.of(labels);
        jobFirst.sort(Comparator.comparing(label -> !label.name().equals("job")));
        return new GroupView(jobFirst, !group.lastPushSuccessful(), labels.toString(), deletePath(jobFirst),
                group.families().stream().map(family -> FamilyView.of(family, rows)).toList());
    }

    private static String deletePath(List<LabelView> jobFirst) {
        StringBuilder path = new StringBuilder("./metrics");
        for (LabelView label : jobFirst) {
            String value = Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(label.value().getBytes(StandardCharsets.UTF_8));
            path.append('/').append(label.name()).append("@base64/").append(value).append('=');
        }
        return path.toString();
    }
}
