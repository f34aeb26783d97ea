package io.github.jobtide.gateway;

import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.Outcome;
import io.github.jobtide.store.Snapshot;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Removes a group, or all of them. Answered once that is durable. */
final class RemovalHandler {
    private final MetricStore store;
    private final NameRule names;
    private final Refusals refusals;
    private final Removals removals;

    RemovalHandler(MetricStore store, NameRule names, Refusals refusals, Removals removals) {
        this.store = store;
        this.names = names;
        this.refusals = refusals;
        this.removals = removals;
    }

    void delete(Exchange exchange, Route.Delete route) {
        exchange.countedAs("delete");
        switch (group(route)) {
            case GroupPath.Result.Named(var key) -> store.delete(key, new Answer(exchange, removals, Optional.of(key)));
            case GroupPath.Result.Refused(var message) -> {
                exchange.error(400, message);
                refusals.path();
            }
        }
    }

    /** A group that is there can be named, even if its name would not be taken any more. */
    private GroupPath.Result group(Route.Delete route) {
        GroupPath.Result group = GroupPath.parse(route.group(), route.jobIsBase64(), names);
        if (group instanceof GroupPath.Result.Refused && names == NameRule.CLASSIC) {
            GroupPath.Result odd = GroupPath.parse(route.group(), route.jobIsBase64(), NameRule.UTF_8);
            if (odd instanceof GroupPath.Result.Named(var key) && isThere(key)) {
                return odd;
            }
        }
        return group;
    }

    private boolean isThere(GroupKey key) {
        try (Snapshot snapshot = store.snapshot()) {
            return snapshot.group(key).isPresent();
        }
    }

    void wipe(Exchange exchange) {
        store.wipe(new Answer(exchange.countedAs("wipe"), removals, Optional.empty()));
    }

    /** Answers on the event loop what the committer says, and tells who removed what. */
    static class Answer extends Lane.Delivery implements Consumer<Outcome> {
        private final Exchange exchange;
        private final Removals removals;
        private final Optional<GroupKey> group;
        private @Nullable Outcome outcome;

        /** @param group that is to go; empty for all of them */
        Answer(Exchange exchange, Removals removals, Optional<GroupKey> group) {
            this.exchange = exchange;
            this.removals = removals;
            this.group = group;
        }

        @Override
        public void accept(Outcome known) {
            this.outcome = known;
            exchange.lane().deliver(this);
        }

        @Override
        void arrive() {
            switch (outcome) {
                case Outcome.Stored _ -> done();
                case Outcome.Absent _ -> answer();
                case Outcome.Rejected(var _, var message) -> exchange.error(400, message);
                case Outcome.Unavailable(var message) -> exchange.unavailable(message);
                case null -> throw new IllegalStateException("answered without an outcome");
            }
        }

        private void done() {
            removals.removed(exchange.caller().name(), exchange.source(), group);
            answer();
        }

        /** The group is gone, and that is durable. */
        void answer() {
            exchange.empty(202);
        }
    }
}
