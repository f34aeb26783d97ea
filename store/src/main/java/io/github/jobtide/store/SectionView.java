package io.github.jobtide.store;

import io.github.jobtide.exposition.FamilyView;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** One family of a page with all its metrics, as the formats other than text need it; those of one group are in memory at a time. */
record SectionView(PageSection section, String help, Chunks<GroupPlace> places, OpenGroups groups)
        implements
            FamilyView {
    static SectionView of(PageSection section, Chunks<GroupPlace> places, OpenGroups groups) {
        return new SectionView(section, section.help(groups), places, groups);
    }

    @Override
    public String name() {
        return section.name();
    }

    @Override
    public MetricType type() {
        return section.type();
    }

    @Override
    public Iterable<Metric> metrics() {
        return () -> new Metrics(this);
    }

    private Iterator<Metric> own() {
        MetricFamily own = section.own();
        return own == null ? Collections.emptyIterator() : own.metrics().iterator();
    }

    /** The gateway's own first, then group by group. */
    private static final class Metrics implements Iterator<Metric> {
        private final SectionView family;
        private final Iterator<GroupPlace> holders;
        private Iterator<Metric> metrics;
        private int hint;

        Metrics(SectionView family) {
            this.family = family;
            this.holders = family.section.members(family.places).iterator();
            this.metrics = family.own();
        }

        @Override
        public boolean hasNext() {
            while (!metrics.hasNext() && holders.hasNext()) {
                metrics = of(family.groups.get(holders.next())).iterator();
            }
            return metrics.hasNext();
        }

        private List<Metric> of(StoredGroup group) {
            if (family.section.isPushTime()) {
                StoredFamily time = group.pushTime(family.name());
                return time == null ? List.of() : time.metrics();
            }
            hint = group.pushed().list().indexOf(family.name(), hint);
            return group.family(hint).metrics();
        }

        @Override
        public Metric next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return metrics.next();
        }
    }
}
