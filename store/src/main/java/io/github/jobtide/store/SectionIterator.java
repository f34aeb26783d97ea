package io.github.jobtide.store;

import io.github.jobtide.exposition.Labels;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Merges the few sections that are always there with those of the pushed families, by name; a name in both is one section. */
final class SectionIterator implements Iterator<PageSection> {
    private final Iterator<PageSection> few;
    private final Iterator<FamilyPage> pushed;
    private @Nullable PageSection nextFew;
    private @Nullable FamilyPage nextPushed;

    SectionIterator(Iterator<PageSection> few, Iterator<FamilyPage> pushed) {
        this.few = few;
        this.pushed = pushed;
        advanceFew();
        advancePushed();
    }

    @Override
    public boolean hasNext() {
        return nextFew != null || nextPushed != null;
    }

    @Override
    public PageSection next() {
        PageSection one = nextFew;
        FamilyPage page = nextPushed;
        if (page == null || (one != null && Labels.compareText(one.name(), page.name()) < 0)) {
            advanceFew();
            return Objects.requireNonNull(one);
        }
        advancePushed();
        if (one != null && one.name().equals(page.name())) {
            advanceFew();
            return new PageSection(page.name(), one.own(), page);
        }
        return new PageSection(page.name(), null, page);
    }

    private void advanceFew() {
        nextFew = few.hasNext() ? few.next() : null;
    }

    private void advancePushed() {
        nextPushed = pushed.hasNext() ? pushed.next() : null;
    }
}
