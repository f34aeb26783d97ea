package io.github.jobtide.store;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.store.Request.Rendered;
import io.github.jobtide.store.Request.RenderedFamilies;
import io.github.jobtide.store.Shape.MetricShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns a push that adds into the families that its group will hold: counters and histograms are added to those that are stored, series
 * by series, all others take their place. The committer's alone, since each push must find what those before it have left.
 *
 * <p>A family that is pushed in the shape in which it is stored is added line by line, as most are; others are read back first. The cost is
 * that of the push and of the families that it adds to.
 */
@SuppressWarnings("ReferenceEquality") // shapes in use are shared, so equal ones are the same
final class FamilyAdder {
    private static final int KEPT_BYTES = 64 * 1024;

    private final PushRenderer renderer;
    private final ShapeTable shapes;
    private final int maxValues;
    private final ByteBuilder buffer = new ByteBuilder(1024);

    /** @param maxValues that a family may grow to, since all of it is read back */
    FamilyAdder(PushRenderer renderer, ShapeTable shapes, int maxValues) {
        this.renderer = renderer;
        this.shapes = shapes;
        this.maxValues = maxValues;
    }

    /**
     * @param resets how many series of histograms start anew, because they could not be added to what is stored
     * @param failures of the group, afterwards
     * @param leftOut whether something was told too late to count
     */
    record Sums(RenderedFamilies families, int resets, Failures failures, boolean leftOut) {}

    /** The families that the push names, as they are to be stored in that group. */
    Sums add(StoredGroup base, Request.Push push, Problems problems) {
        FamilyList list = push.families().list();
        List<Rendered> sums = new ArrayList<>(list.size());
        int resets = 0;
        boolean leftOut = false;
        Failures failures = base.failures();
        for (int i = 0; i < list.size(); i++) {
            StoredFamily pushed = pushed(base, push, i);
            if (pushed.name().equals(Failures.NAME)) {
                failures = failures.after(pushed.lines().next() != 0, push.eventNanos(), push.mark().replay());
                leftOut |= push.mark().replay() && failures == base.failures();
                sums.add(new Rendered(pushed.shape(), buffer(failures.count())));
                continue;
            }
            StoredFamily stored = AddingRules.adds(pushed.shape().type()) ? stored(base, pushed.shape(), i) : null;
            boolean isLate = stored != null && push.mark().replay() && LateMerge.isNewer(stored, push);
            Sum sum = stored == null ? new Sum(taken(pushed), 0) : sum(stored, pushed, isLate, base, problems);
            sums.add(sum.family());
            resets += isLate ? 0 : sum.resets();
            leftOut |= isLate && sum.resets() > 0;
        }
        return new Sums(RenderedFamilies.of(sums), resets, failures, leftOut);
    }

    private byte[] buffer(long number) {
        buffer.clear(KEPT_BYTES);
        return buffer.addNumber((double) number).add('\n').bytes();
    }

    private StoredFamily pushed(StoredGroup base, Request.Push push, int index) {
        FamilyList list = push.families().list();
        byte[] values = push.families().values();
        return new StoredFamily(base.labels(), shapes.shared(list.shape(index)), values,
                PrintedValues.start(values, index, list.size()), PrintedValues.end(values, index), push.nanos());
    }

    /** The family of the group that one of that shape can be added to; null if there is none. */
    private static @Nullable StoredFamily stored(StoredGroup base, Shape pushed, int hint) {
        int index = base.pushed().list().indexOf(pushed.name(), hint);
        StoredFamily stored = index < 0 ? null : base.family(index);
        return stored == null || stored.shape().type() != pushed.type() ? null : stored;
    }

    /** What does not add takes the place of what is stored, as with POST. */
    private static Rendered taken(StoredFamily pushed) {
        return new Rendered(pushed.shape(), pushed.values());
    }

    private record Sum(Rendered family, int resets) {}

    /** @param isLate whether the stored one is newer, so that it does not start anew */
    private Sum sum(StoredFamily stored, StoredFamily pushed, boolean isLate, StoredGroup base, Problems problems) {
        if (stored.shape() == pushed.shape() && addLines(stored, pushed)) {
            return new Sum(new Rendered(stored.shape(), buffer.bytes()), 0);
        }
        Shape shape = pushed.shape();
        Map<Labels, Metric> series = series(stored);
        long before = nativeValues(series);
        int resets = 0;
        for (Map.Entry<Labels, Metric> more : series(pushed).entrySet()) {
            resets += add(series, more.getKey(), more.getValue(), isLate);
        }
        String help = shape.help().isEmpty() ? stored.shape().help() : shape.help();
        var whole = new MetricFamily(shape.name(), shape.type(), help, List.copyOf(series.values()));
        Rendered rendered = renderer.render(whole, base.key(), base.labels().names(), NameRule.UTF_8, problems);
        if (rendered != null) {
            checkSize(rendered.shape(), rendered.shape().lines() + nativeValues(series),
                    stored.shape().lines() + before, problems);
        }
        return new Sum(rendered != null ? rendered : taken(pushed), resets);
    }

    /** One that was larger before may stay so. */
    private void checkSize(Shape shape, long values, long before, Problems problems) {
        if (values > maxValues && values > before) {
            problems.add(Outcome.Reason.LIMIT,
                    ("%s \"%s\" would have %d values, native buckets and spans after this push,"
                            + " and %d is the limit; push fewer series or coarser buckets, or raise --limits.samples")
                            .formatted(shape.type().word(), shape.name(), values, maxValues));
        }
    }

    private static long nativeValues(Map<Labels, Metric> series) {
        return series.values().stream().flatMap(metric -> metric.reading().details().nativeBuckets().stream())
                .flatMap(parts -> Stream.of(parts.negative(), parts.positive()))
                .mapToLong(side -> side.counts().size() + side.spans().size()).sum();
    }

    /** @return 1 if a histogram starts anew, or would if it were not late */
    private static int add(Map<Labels, Metric> series, Labels labels, Metric more, boolean isLate) {
        Metric before = series.putIfAbsent(labels, more);
        if (before == null) {
            return 0;
        }
        Optional<Reading> sum = ReadingSum.of(before.reading(), more.reading());
        boolean isHistogram = more.reading().plain() instanceof Reading.Histogram;
        boolean stays = isLate && isHistogram;
        series.put(labels, Metric.of(before.labels(), sum.orElse(stays ? before.reading() : more.reading())));
        return sum.isEmpty() && isHistogram ? 1 : 0;
    }

    /** Writes the sums of all lines into the buffer; false if they must be told apart, for details or a total that is none. */
    private boolean addLines(StoredFamily stored, StoredFamily pushed) {
        LineCursor before = stored.lines();
        LineCursor more = pushed.lines();
        buffer.clear(KEPT_BYTES);
        for (int i = 0; i < stored.shape().lines(); i++) {
            double added = more.next();
            double total = before.next() + added;
            if (!ReadingSum.isTotal(total, added)) {
                return false;
            }
            buffer.addNumber(total).add('\n');
        }
        return before.atEnd() && more.atEnd();
    }

    /** The metrics as pushed, with their own labels, by all their labels. */
    private static Map<Labels, Metric> series(StoredFamily family) {
        List<MetricShape> own = family.shape().metrics();
        List<Metric> complete = family.metrics();
        List<Integer> order = new ArrayList<>(own.size());
        for (int i = 0; i < own.size(); i++) {
            order.add(i);
        }
        Map<Labels, Metric> series = new LinkedHashMap<>(2 * own.size());
        for (int i : family.shape().asPushed(order)) {
            Metric metric = complete.get(i);
            series.put(metric.labels(), Metric.of(own.get(i).labels(), metric.reading()));
        }
        return series;
    }
}
