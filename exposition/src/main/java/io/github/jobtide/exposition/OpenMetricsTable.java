package io.github.jobtide.exposition;

import io.github.jobtide.exposition.FamilyTable.Part;
import io.github.jobtide.exposition.FamilyTable.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The families of an OpenMetrics body by the names that they have there, and where the names of samples lead. */
final class OpenMetricsTable {
    private final TextCursor cursor;
    private final Map<String, Family> families = new LinkedHashMap<>();
    private final Map<String, Target> targets = new HashMap<>();
    /** OpenMetrics' name by the one under which the family is kept. */
    private final Map<String, String> kept = new HashMap<>();

    /** @param cursor in the body, to say where a name is wrong */
    OpenMetricsTable(TextCursor cursor) {
        this.cursor = cursor;
    }

    /** The family of that name; created if there is none. */
    Family family(String name) {
        return families.computeIfAbsent(name, Family::new);
    }

    int size() {
        return families.size();
    }

    void type(Family family, OpenMetricsType type) {
        family.type = type;
        FamilyDraft draft = new FamilyDraft(type.familyName(family.name));
        String other = kept.putIfAbsent(draft.name(), family.name);
        if (other != null) {
            throw cursor.failure("metric names %s and %s both have samples named %s".formatted(Quoted.text(other),
                    Quoted.text(family.name), Quoted.text(draft.name())));
        }
        draft.typed(type.type());
        if (family.help != null) {
            draft.helped(family.help);
        }
        family.draft = draft;
    }

    void help(Family family, String help) {
        family.help = help;
        if (family.draft != null) {
            family.draft.helped(help);
        }
    }

    /** Where a sample of that name leads; what belongs to no family that was declared is a family of its own. */
    Target find(String sample) {
        Target known = targets.get(sample);
        if (known != null) {
            return known;
        }
        Target found = ofDeclared(sample);
        if (found == null) {
            Family family = family(sample);
            if (family.type == null) {
                type(family, OpenMetricsType.UNKNOWN);
            }
            found = target(family, sample, "");
        }
        targets.put(sample, found);
        return found;
    }

    private @Nullable Target ofDeclared(String sample) {
        int underscore = sample.lastIndexOf('_');
        Family family = underscore < 0 ? null : families.get(sample.substring(0, underscore));
        boolean ends = family != null && family.type != null
                && family.type.part(sample.substring(underscore)).isPresent();
        return family != null && ends ? target(family, sample, sample.substring(underscore)) : null;
    }

    private Target target(Family family, String sample, String ending) {
        if (family.type == null || family.draft == null) {
            throw new IllegalStateException("a sample before its family's type: " + sample);
        }
        OpenMetricsType type = family.type;
        Part part = type.part(ending).orElseThrow(() -> cursor.failure("%s %s has no sample of that very name; use %s"
                .formatted(type.word(), Quoted.text(family.name), type.endings())));
        return new Target(sample, family.draft, part);
    }

    List<MetricFamily> families() {
        List<MetricFamily> sampled = new ArrayList<>(families.size());
        for (Family family : families.values()) {
            if (family.draft != null && !family.draft.isEmpty()) {
                sampled.add(family.draft.family());
            }
        }
        return sampled;
    }

    /** What is known of one family; has a type and a draft from its TYPE line or its first sample on. */
    static final class Family {
        private final String name;
        private @Nullable OpenMetricsType type;
        private @Nullable String help;
        private @Nullable FamilyDraft draft;

        Family(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        boolean isTyped() {
            return type != null;
        }

        boolean hasHelp() {
            return help != null;
        }
    }
}
