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

    Request.Push render(GroupKey key, PushMode mode, List<MetricFamily> families, Mark mark, long nanos,
            Consumer<Outcome> answer) {
        GroupNames names = GroupNames.of(key.labels());
        Problems problems = new Problems();
        List<Rendered> rendered = render(families, key, names, problems);
        RenderedFamilies all = RenderedFamilies.of(rendered);
        GroupPlace seen = places.apply(key);
        long sums = weightOfSums(mode, all, seen);
        checkMode(mode, all, key, problems);
        long shapeBytes = 0;
        for (Rendered family : rendered) {
            shapeBytes += family.shape().encoded().length;
        }
        return new Request.Push(key, names, seen, mode, all, problems, mark, nanos,
                weight(key, all, shapeBytes) + sums, shapeBytes + all.values().length, answer);
    }

    /** The same from a text that differs by its values alone from one that came before; null if it must be read. */
    Request.@Nullable Push renderKnown(GroupKey key, PushMode mode, byte[] text,
            Function<byte[], List<MetricFamily>> reader, Mark mark, long nanos, Consumer<Outcome> answer) {
        GroupNames names = GroupNames.of(key.labels());
        KnownTexts.Known known = texts.get().find(text, names, reader, families -> render(families, key, names));
        if (known == null) {
            return null;
        }
        Problems problems = new Problems();
        GroupPlace seen = places.apply(key);
        long sums = weightOfSums(mode, known.families(), seen);
        checkMode(mode, known.families(), key, problems);
        return new Request.Push(key, names, seen, mode, known.families(), problems, mark, nanos,
                weight(key, known.families(), known.shapeBytes()) + sums,
                known.shapeBytes() + known.families().values().length, answer);
    }

    private static void checkMode(PushMode mode, RenderedFamilies families, GroupKey key, Problems problems) {
        if (mode.adds()) {
            AddingRules.check(families, key, problems);
        }
    }

    /**
     * What a push adds to is read, summed up and written as well, so that it weighs as if it had been pushed: a small push to a large family is
     * not a light one. Roughly, for the group may change meanwhile.
     */
    private static long weightOfSums(PushMode mode, RenderedFamilies pushed, @Nullable GroupPlace seen) {
        StoredGroup group = seen == null || !mode.adds() ? null : seen.latest();
        if (group == null) {
            return 0;
        }
        FamilyList held = group.pushed().list();
        long bytes = 0;
        for (int i = 0; i < pushed.list().size(); i++) {
            Shape shape = pushed.list().shape(i);
            int index = AddingRules.adds(shape.type()) ? held.indexOf(shape.name(), i) : -1;
            bytes += index < 0 ? 0 : held.shape(index).encoded().length;
        }
        return bytes == 0 ? 0 : bytes + group.pushed().valueBytes();
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
            Rendered one = PushTimes.owns(family.name()) ? null : render(family, key, names, rule, problems);
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
    @Nullable
    Rendered render(MetricFamily family, GroupKey key, GroupNames names, NameRule taken, Problems problems) {
        if (!FamilyRules.checkMetrics(family, problems)) {
            return null;
        }
        FamilyEncoder encoder = ENCODERS.get();
        encoder.encode(family, key, names);
        ByteBuilder encoded = encoder.shape();
        Shape known = shapes.known(names, encoded.array(), encoded.length());
        if (known == null || (known.isOdd() && taken == NameRule.CLASSIC)) {
            int before = problems.count();
            FamilyRules.check(family, key, taken, problems);
            if (problems.count() > before) {
                return null;
            }
        }
        Shape shape = known != null ? known : Shape.decode(names, encoded.bytes());
        return new Rendered(shape, encoder.values().bytes());
    }
}
