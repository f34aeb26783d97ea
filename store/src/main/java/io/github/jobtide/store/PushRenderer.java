package io.github.jobtide.store;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.store.Outcome.Reason;
import io.github.jobtide.store.Request.Rendered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns pushed families into what is stored, and judges all that can be judged without knowing other groups. Any thread. */
final class PushRenderer {
    private static final Comparator<Rendered> BY_NAME = Comparator.comparing(rendered -> rendered.shape().name());
    private static final ThreadLocal<FamilyEncoder> ENCODERS = ThreadLocal.withInitial(FamilyEncoder::new);

    private final ShapeTable shapes;

    PushRenderer(ShapeTable shapes) {
        this.shapes = shapes;
    }

    Request.Push render(GroupKey key, PushMode mode, List<MetricFamily> families, long nanos,
            Consumer<Outcome> answer) {
        GroupNames names = GroupNames.of(key.labels());
        Problems problems = new Problems();
        boolean timed = hasTimestamps(families);
        if (timed) {
            problems.add(Reason.TIMESTAMP, "pushed metrics must not have timestamps");
        }
        List<Rendered> rendered = new ArrayList<>(families.size());
        long weight = 64L + key.canonical().length;
        for (MetricFamily family : families) {
            Rendered one = timed || PushTimes.owns(family.name())
                    ? null
                    : render(family, key, names, problems);
            if (one != null) {
                rendered.add(one);
                weight += one.shape().encoded().length + one.values().length;
            }
        }
        rendered.sort(BY_NAME);
        return new Request.Push(key, names, mode, rendered, problems, nanos, weight, answer);
    }

    private static boolean hasTimestamps(List<MetricFamily> families) {
        for (MetricFamily family : families) {
            for (Metric metric : family.metrics()) {
                if (metric.timestamped()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A shape that is in use was judged when it came first. */
    private @Nullable Rendered render(MetricFamily family, GroupKey key, GroupNames names, Problems problems) {
        if (!FamilyRules.checkMetrics(family, problems)) {
            return null;
        }
        FamilyEncoder encoder = ENCODERS.get();
        encoder.encode(family, key, names);
        ByteBuilder encoded = encoder.shape();
        Shape known = shapes.known(names, encoded.array(), encoded.length());
        if (known == null) {
            int before = problems.count();
            FamilyRules.check(family, key, problems);
            if (problems.count() > before) {
                return null;
            }
            known = Shape.decode(names, encoded.bytes());
        }
        return new Rendered(known, encoder.values().bytes());
    }
}
