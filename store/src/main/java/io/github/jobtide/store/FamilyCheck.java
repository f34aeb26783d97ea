package io.github.jobtide.store;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Names;
import io.github.jobtide.store.Outcome.Reason;
import io.github.jobtide.store.Shape.MetricShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks families of one group against everything else: the gateway's own, those of other groups, and those beside them in the group
 * as it will be. Where names are beyond the classic alphabet it does so once more under each escaping.
 */
final class FamilyCheck {
    private static final List<String> SUFFIXES = List.of("_count", "_sum", "_bucket");

    private final WorkingState state;
    private final Map<String, MetricType> own;
    private final StoredGroup before;
    private final Map<String, Shape> after = new HashMap<>();
    private final SpelledNames oddAfter = new SpelledNames();
    private boolean odd;
    private Problems problems;

    /** @param next the group's families as they will be, or some of them to which others are added */
    FamilyCheck(WorkingState state, Map<String, MetricType> own, StoredGroup before, FamilyList next,
            Problems problems) {
        this.state = state;
        this.own = own;
        this.before = before;
        this.problems = problems;
        this.odd = state.isOdd();
        for (int i = 0; i < next.size(); i++) {
            put(next.shape(i));
        }
    }

    private void put(Shape shape) {
        after.put(shape.name(), shape);
        oddAfter.add(shape.name());
        odd |= shape.isOdd();
    }

    /**
     * Checks one more family, of another name, against everything else and those that were there or added before it. If something is wrong it is
     * not added. Those before it need not be checked anew: of two that clash, each clashes with the other.
     */
    Problems add(Shape shape) {
        problems = new Problems();
        put(shape);
        check(shape);
        if (!problems.isEmpty()) {
            after.remove(shape.name());
            oddAfter.remove(shape.name());
        }
        return problems;
    }

    /** One family without metrics clashes with nothing. */
    void check(Shape shape) {
        if (shape.isEmpty() || !checkType(shape)) {
            return;
        }
        int earlier = problems.count();
        checkSuffixes(shape);
        FamilyNode node = state.family(shape.name());
        boolean shared = node != null && node.type() == shape.type();
        if (node != null && shared) {
            checkSeries(shape, node, Escaping.ALLOW_UTF_8);
        }
        for (Escaping escaping : odd ? Escaping.SPELLING : List.<Escaping>of()) {
            if (problems.count() == earlier) {
                checkSpelling(shape, escaping);
                if (node != null && shared) {
                    checkSeries(shape, node, escaping);
                }
            }
        }
    }

    private boolean checkType(Shape shape) {
        MetricType type = shape.type();
        if (shape.name().equals(PushTimes.SKEW)) {
            problems.add(Reason.RESERVED_NAME,
                    "\"%s\" is the gateway's own, which tells it of each group; use another name"
                            .formatted(shape.name()));
            return false;
        }
        MetricType ownType = own.get(shape.name());
        if (ownType != null && ownType != type) {
            problems.add(Reason.RESERVED_NAME,
                    "gathered metric family %s has type %s but should have %s, as the gateway's own of that name"
                            .formatted(shape.name(), type, ownType));
            return false;
        }
        FamilyNode node = state.family(shape.name());
        if (ownType == null && node != null && othersHold(node) && node.type() != type) {
            problems.add(
                    "collected metric \"%s\" is not a %s: other groups hold it with that type, and this push has %s; use one type everywhere, or another name"
                            .formatted(shape.name(), node.type(), type));
            return false;
        }
        return true;
    }

    /** A summary s prints s_sum and s_count, a histogram h_bucket too: no other family may be called that. */
    private void checkSuffixes(Shape shape) {
        String name = shape.name();
        for (String suffix : SUFFIXES) {
            if (prints(shape.type(), suffix) && typeOf(name + suffix) != null) {
                problems.add(
                        "collected histogram or summary named \"%s\" collides with previously collected metric named \"%s\""
                                .formatted(name, name + suffix));
            }
            if (name.endsWith(suffix)) {
                String base = name.substring(0, name.length() - suffix.length());
                MetricType type = typeOf(base);
                if (type != null && prints(type, suffix)) {
                    problems.add("collected metric named \"%s\" collides with previously collected %s named \"%s\""
                            .formatted(name, type.word(), base));
                }
            }
        }
    }

    /** May no other metric have that name under the escaping, nor one that a summary or histogram prints? */
    private void checkSpelling(Shape shape, Escaping escaping) {
        String name = escaping.metric(shape.name());
        for (String other : others(shape, name, escaping)) {
            printedAlike(shape, other, name, escaping);
        }
        for (String suffix : SUFFIXES) {
            if (prints(shape.type(), suffix)) {
                for (String other : others(shape, name + suffix, escaping)) {
                    printedAlike(shape, other, name + suffix, escaping);
                }
            }
            if (name.endsWith(suffix)) {
                for (String other : others(shape, name.substring(0, name.length() - suffix.length()), escaping)) {
                    MetricType type = typeOf(other);
                    if (type != null && prints(type, suffix)) {
                        printedAlike(shape, other, name, escaping);
                    }
                }
            }
        }
    }

    /** The other metrics that will be there and are called that under the escaping. Two classic names need no escaping to be compared. */
    private Set<String> others(Shape shape, String spelling, Escaping escaping) {
        Set<String> others = new TreeSet<>(oddAfter.of(escaping, spelling));
        others.addAll(state.oddNames(escaping, spelling));
        if (!Names.isMetricName(shape.name())) {
            others.add(spelling);
        }
        others.removeIf(name -> name.equals(shape.name()) || typeOf(name) == null);
        return others;
    }

    private void printedAlike(Shape shape, String other, String printed, Escaping escaping) {
        problems.add(
                "collected metric named \"%s\" collides with \"%s\": both print %s under the escaping %s; use another name"
                        .formatted(shape.name(), other, printed, escaping));
    }

    private static boolean prints(MetricType type, String suffix) {
        return type.isHistogram() || (type == MetricType.SUMMARY && !suffix.equals("_bucket"));
    }

    /** The type that a name will have once the push is stored; null if nothing will be called that. */
    private @Nullable MetricType typeOf(String name) {
        MetricType ownType = PushTimes.NAMES.contains(name) ? MetricType.GAUGE : own.get(name);
        if (ownType != null) {
            return ownType;
        }
        Shape beside = after.get(name);
        if (beside != null && !beside.isEmpty()) {
            return beside.type();
        }
        FamilyNode node = state.family(name);
        return node != null && othersHold(node) ? node.type() : null;
    }

    private boolean othersHold(FamilyNode node) {
        Shape mine = before.shape(node.name());
        boolean counted = mine != null && !mine.isEmpty() && state.group(before.key()) != null;
        return node.groups() > (counted ? 1 : 0);
    }

    /** Does another group hold one of the shape's series, as they are under the escaping? */
    private void checkSeries(Shape shape, FamilyNode node, Escaping escaping) {
        GroupNames names = before.labels().names();
        Iterable<Labels> all = () -> shape.metrics().stream().map(this::complete).iterator();
        boolean possible = node.isHeldByOthers(names)
                && (escaping != Escaping.ALLOW_UTF_8 || node.mayHold(all, names));
        if (!possible) {
            return;
        }
        SeriesIndex series = state.series(node, escaping);
        List<MetricShape> metrics = List.of();
        int metric = 0;
        for (var hashes = new SeriesHashes(shape, before.key().labels(), escaping); hashes.hasNext(); metric++) {
            GroupPlace holder = series.holder(hashes.nextLong(), before.place());
            if (holder != null) {
                metrics = metrics.isEmpty() ? shape.metrics() : metrics;
                problems.add(problems.tellsMore() ? heldBy(holder, shape, metrics.get(metric), escaping) : "");
            }
        }
    }

    private String heldBy(GroupPlace holder, Shape shape, MetricShape metric, Escaping escaping) {
        String where = escaping == Escaping.ALLOW_UTF_8 ? "" : " under the escaping " + escaping;
        return "collected metric \"%s\" %s was collected before with the same name and label values%s, in the group %s"
                .formatted(shape.name(), escaping.labels(complete(metric)), where, holder);
    }

    private Labels complete(MetricShape metric) {
        return FamilyDecoder.complete(metric.labels(), before.key().labels());
    }
}
