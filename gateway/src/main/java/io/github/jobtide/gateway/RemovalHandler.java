package io.github.jobtide.gateway;

import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.Outcome;
import io.github.jobtide.store.Snapshot;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Removes a group, or all of them. Answered once that is durable. */
final class RemovalHandler {
    private final MetricStore store;
    private final NameRule names;
    private final Refusals refusals;

    RemovalHandler(MetricStore store, NameRule names, Refusals refusals) {
        this.store = store;
        this.names = names;
        this.refusals = refusals;
    }

    void delete(Exchange exchange, Route.Delete route) {
        exchange.countedAs("delete");
        switch (group(route)) {
            case GroupPath.Result.Named(var key) -> store.delete(key, new Answer(exchange));
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
        store.wipe(new Answer(exchange.countedAs("wipe")));
    }

    /** Answers on the event loop what the committer says. */
    static class Answer extends Lane.Delivery implements Consumer<Outcome> {
        private final Exchange exchange;
        private @Nullable Outcome outcome;

        Answer(Exchange exchange) {
            this.exchange = exchange;
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
                case Outcome.Rejected(var _, var message) -> exchange.error(400, message);
                case Outcome.Unavailable(var message) -> exchange.unavailable(message);
                case null -> throw new IllegalStateException("answered without an outcome");
            }
        }

        /** It is durable. */
        void done() {
            exchange.empty(202);
        }
    }
}
