package io.github.jobtide.migration;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.Reading;
import io.github.jobtide.migration.HeldGroup.DatedFamily;
import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.Nanos;
import io.github.jobtide.store.Outcome;
import io.github.jobtide.store.PushMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Fills a store with groups by pushing them again, each family at the time when it was pushed, so that everything is judged as a push is.
 * Many pushes are under way at once, as many as share a sync. One thread.
 */
final class GroupReplay {
    private static final int MAX_GROUPS_AT_ONCE = 1000;
    private static final int MAX_BYTES_AT_ONCE = 8 << 20;
    /** No push may have times of its own, so this one is refused, and when is what the store keeps of it. */
    private static final MetricFamily REFUSED = new MetricFamily("refused", MetricType.GAUGE, "",
            List.of(new Metric(Labels.NONE, new Reading.Scalar(0), true)));

    private final MetricStore store;
    private final ReplayClock clock;
    private final NotImported notImported;
    private final List<Pushing> underWay = new ArrayList<>();
    private int bytesUnderWay;
    private int groups;
    private int families;

    /** @param clock the one that {@code store} goes by */
    GroupReplay(MetricStore store, ReplayClock clock, NotImported notImported) {
        this.store = store;
        this.clock = clock;
        this.notImported = notImported;
    }

    /** A group whose pushes may not be answered yet. */
    private record Pushing(HeldGroup group, List<CompletableFuture<Outcome>> answers) {}

    void add(HeldGroup group) {
        List<CompletableFuture<Outcome>> answers = push(group);
        underWay.add(new Pushing(group, answers));
        for (DatedFamily family : group.families()) {
            bytesUnderWay += family.bytes();
        }
        if (underWay.size() >= MAX_GROUPS_AT_ONCE || bytesUnderWay >= MAX_BYTES_AT_ONCE) {
            finish();
        }
    }

    /** Waits until everything added so far is durable, and repairs what was refused. */
    void finish() {
        List<HeldGroup> refused = new ArrayList<>();
        for (Pushing pushing : underWay) {
            boolean all = true;
            for (CompletableFuture<Outcome> answer : pushing.answers()) {
                all &= refusal(answer).isEmpty();
            }
            if (all) {
                taken(pushing.group());
            } else {
                refused.add(pushing.group());
            }
        }
        underWay.clear();
        bytesUnderWay = 0;
        refused.forEach(this::addWhatFits);
    }

    int groups() {
        return groups;
    }

    int families() {
        return families;
    }

    private void taken(HeldGroup group) {
        groups++;
        families += group.families().size();
    }

    /** The pushes that lead to this group; what was pushed at one time is pushed at once. */
    private List<CompletableFuture<Outcome>> push(HeldGroup group) {
        List<CompletableFuture<Outcome>> answers = new ArrayList<>();
        List<MetricFamily> together = new ArrayList<>();
        long nanos = 0;
        for (DatedFamily family : group.families()) {
            if (!together.isEmpty() && family.nanos() != nanos) {
                answers.add(push(group.key(), together, nanos));
                together.clear();
            }
            nanos = family.nanos();
            together.add(family.family());
        }
        boolean pushed = group.pushNanos() > 0;
        if (!together.isEmpty()) {
            answers.add(push(group.key(), together, nanos));
        }
        if (pushed && (together.isEmpty() || nanos != group.pushNanos())) {
            answers.add(push(group.key(), List.of(), group.pushNanos()));
        }
        if (group.failureNanos() > 0) {
            answers.add(push(group.key(), List.of(REFUSED), group.failureNanos()).thenApply(GroupReplay::asTaken));
        }
        return answers;
    }

    /** Being refused is what that push is for, unless the group itself is. */
    private static Outcome asTaken(Outcome outcome) {
        boolean wanted = outcome instanceof Outcome.Rejected(var reason, var _) && reason == Outcome.Reason.TIMESTAMP;
        return wanted ? new Outcome.Stored() : outcome;
    }

    private CompletableFuture<Outcome> push(GroupKey key, List<MetricFamily> pushed, long nanos) {
        var answer = new CompletableFuture<Outcome>();
        clock.set(Nanos.instant(nanos));
        store.push(key, PushMode.MERGE, pushed, answer::complete);
        return answer;
    }

    /** Starts the group anew, family by family, and once more with those only that fit: a refusal leaves a time that was none. */
    private void addWhatFits(HeldGroup group) {
        delete(group.key());
        List<DatedFamily> fit = new ArrayList<>();
        Map<String, String> misfit = new LinkedHashMap<>();
        for (DatedFamily family : group.families()) {
            String why = refusal(push(group.key(), List.of(family.family()), family.nanos()));
            if (why.isEmpty()) {
                fit.add(family);
            } else {
                misfit.put(family.family().name(), why);
            }
        }
        delete(group.key());
        HeldGroup rest = new HeldGroup(group.key(), fit, group.pushNanos(), group.failureNanos());
        String why = "";
        for (CompletableFuture<Outcome> answer : push(rest)) {
            why = why.isEmpty() ? refusal(answer) : why;
        }
        if (why.isEmpty()) {
            taken(rest);
            misfit.forEach((family, reason) -> notImported.family(group.key().toString(), family, reason));
        } else {
            delete(group.key());
            notImported.group(group.key().toString(), why);
        }
    }

    private void delete(GroupKey key) {
        var answer = new CompletableFuture<Outcome>();
        store.delete(key, answer::complete);
        refusal(answer);
    }

    /** Why a push was refused; empty if it was not. */
    private static String refusal(CompletableFuture<Outcome> answer) {
        return switch (answer.join()) {
            case Outcome.Stored _,Outcome.Absent _ -> "";
            case Outcome.Rejected(var _, var message) -> message;
            case Outcome.Unavailable(var message) -> throw new MigrationException("storage refuses: " + message);
        };
    }
}
