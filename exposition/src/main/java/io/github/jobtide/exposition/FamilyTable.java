package io.github.jobtide.exposition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the family that a name on a line belongs to: its own, or the summary or histogram that it is the count or sum of. */
final class FamilyTable {
    private final Map<String, Target> targets = new HashMap<>();
    private final List<FamilyDraft> families = new ArrayList<>();
    private @Nullable Target latest;

    /** Which number of the family a line of that name holds. */
    enum Part {
        VALUE, COUNT, SUM, CREATED,
        /** Of a line that is none of a family. */
        NONE
    }

    /** Where a name leads. Stays true for the whole body: no later line can change it. */
    record Target(String name, FamilyDraft family, Part part) {}

    /** Where the cursor's token, a valid name, leads; creates its family if there is none. */
    Target find(TextCursor cursor) {
        Target target = latest;
        if (target == null || !cursor.isToken(target.name())) {
            target = find(cursor.tokenText());
            latest = target;
        }
        return target;
    }

    private Target find(String name) {
        Target known = targets.get(name);
        if (known != null) {
            return known;
        }
        Target found = ofLargerFamily(name);
        if (found == null) {
            FamilyDraft created = new FamilyDraft(name);
            families.add(created);
            found = new Target(name, created, Part.VALUE);
        }
        targets.put(name, found);
        return found;
    }

    private @Nullable Target ofLargerFamily(String name) {
        Part part = name.endsWith("_count") ? Part.COUNT : name.endsWith("_sum") ? Part.SUM : Part.VALUE;
        boolean bucket = name.endsWith("_bucket");
        if (part == Part.VALUE && !bucket) {
            return null;
        }
        String stem = name.substring(0, name.lastIndexOf('_'));
        Target stemTarget = targets.get(stem);
        if (stemTarget == null || !stemTarget.family().name().equals(stem)) {
            return null;
        }
        FamilyDraft family = stemTarget.family();
        boolean belongs = family.isHistogram() || (family.is(MetricType.SUMMARY) && !bucket);
        return belongs ? new Target(name, family, part) : null;
    }

    int size() {
        return families.size();
    }

    List<MetricFamily> families() {
        List<MetricFamily> sampled = new ArrayList<>(families.size());
        for (FamilyDraft family : families) {
            if (!family.isEmpty()) {
                sampled.add(family.family());
            }
        }
        return sampled;
    }
}
