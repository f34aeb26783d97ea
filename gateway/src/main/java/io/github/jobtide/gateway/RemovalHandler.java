package io.github.jobtide.gateway;

import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.Outcome;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Removes a group, or all of them. Answered once that is durable. */
final class RemovalHandler {
    private final MetricStore store;
    private final Refusals refusals;

    RemovalHandler(MetricStore store, Refusals refusals) {
        this.store = store;
        this.refusals = refusals;
    }

    void delete(Exchange exchange, Route.Delete route) {
        exchange.countedAs("delete");
        switch (GroupPath.parse(route.group(), route.jobIsBase64())) {
            case GroupPath.Result.Named(var key) -> store.delete(key, new Answer(exchange));
            case GroupPath.Result.Refused(var message) -> {
                exchange.error(400, message);
                refusals.path();
            }
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
