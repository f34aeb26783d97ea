package io.github.jobtide.store;

import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.store.Outcome.Reason;
import io.github.jobtide.store.Request.Rendered;
import io.github.jobtide.store.Request.RenderedFamilies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns pushed families into what is stored, and judges all that can be judged without knowing other groups. Any thread. */
final class PushRenderer {
    private static final Comparator<Rendered> BY_NAME = Comparator.comparing(rendered -> rendered.shape().name());
    private static final long RECORD_BYTES = 64;
    private static final ThreadLocal<FamilyEncoder> ENCODERS = ThreadLocal.withInitial(FamilyEncoder::new);

    private final ShapeTable shapes;
    private final Function<GroupKey, @Nullable GroupPlace> places;
    private final NameRule rule;
    private final ThreadLocal<KnownTexts> texts = ThreadLocal.withInitial(KnownTexts::new);

    /** @param places where a group is just now; null if nowhere */
    PushRenderer(ShapeTable shapes, Function<GroupKey, @Nullable GroupPlace> places, NameRule rule) {
        this.shapes = shapes;
        this.places = places;
        this.rule = rule;
    }

    Request.Push render(GroupKey key, PushMode mode, List<MetricFamily> families, long nanos,
            Consumer<Outcome> answer) {
        GroupNames names = GroupNames.of(key.labels());
        Problems problems = new Problems();
        List<Rendered> rendered = render(families, key, names, problems);
        RenderedFamilies all = RenderedFamilies.of(rendered);
        long shapeBytes = 0;
        for (Rendered family : rendered) {
            shapeBytes += family.shape().encoded().length;
        }
        return new Request.Push(key, names, places.apply(key), mode, all, problems, nanos,
                weight(key, all, shapeBytes), answer);
    }

    /** The same from a text that differs by its values alone from one that came before; null if it must be read. */
    Request.@Nullable Push renderKnown(GroupKey key, PushMode mode, byte[] text,
            Function<byte[], List<MetricFamily>> reader, long nanos, Consumer<Outcome> answer) {
        GroupNames names = GroupNames.of(key.labels());
        KnownTexts.Known known = texts.get().find(text, names, reader, families -> render(families, key, names));
        return known == null
                ? null
                : new Request.Push(key, names, places.apply(key), mode, known.families(), new Problems(), nanos,
                        weight(key, known.families(), known.shapeBytes()), answer);
    }

    /** The log has a record for each family, with the group's key in it. */
    private static long weight(GroupKey key, RenderedFamilies families, long shapeBytes) {
        long record = RECORD_BYTES + key.canonical().length;
        return record * (1 + families.list().size()) + shapeBytes + families.values().length;
    }

    /** Null if there is a problem. */
    @Nullable
    List<Rendered> render(List<MetricFamily> families, GroupKey key, GroupNames names) {
        Problems problems = new Problems();
        List<Rendered> rendered = render(families, key, names, problems);
        return problems.isEmpty() ? rendered : null;
    }

    /** By name. */
    private List<Rendered> render(List<MetricFamily> families, GroupKey key, GroupNames names, Problems problems) {
        if (hasTimestamps(families)) {
            problems.add(Reason.TIMESTAMP, "pushed metrics must not have timestamps");
            return List.of();
        }
        List<Rendered> rendered = new ArrayList<>(families.size());
        for (MetricFamily family : families) {
            Rendered one = PushTimes.owns(family.name()) ? null : render(family, key, names, problems);
            if (one != null) {
                rendered.add(one);
            }
        }
        rendered.sort(BY_NAME);
        return rendered;
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

    /** A shape that is in use was judged when it came first, if only by a gateway that took more names. */
    private @Nullable Rendered render(MetricFamily family, GroupKey key, GroupNames names, Problems problems) {
        if (!FamilyRules.checkMetrics(family, problems)) {
            return null;
        }
        FamilyEncoder encoder = ENCODERS.get();
        encoder.encode(family, key, names);
        ByteBuilder encoded = encoder.shape();
        Shape known = shapes.known(names, encoded.array(), encoded.length());
        if (known == null || (known.isOdd() && rule == NameRule.CLASSIC)) {
            int before = problems.count();
            FamilyRules.check(family, key, rule, problems);
            if (problems.count() > before) {
                return null;
            }
        }
        Shape shape = known != null ? known : Shape.decode(names, encoded.bytes());
        return new Rendered(shape, encoder.values().bytes());
    }
}
