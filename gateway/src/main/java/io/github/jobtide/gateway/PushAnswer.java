package io.github.jobtide.gateway;

import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.Outcome;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the outcome of one push and answers it. The outcome comes from the committer, from a worker or from the event loop, once;
 * the answer is given on the event loop.
 */
final class PushAnswer extends Lane.Delivery implements Consumer<Outcome> {
    private final Exchange exchange;
    private final GroupKey key;
    private final ByteBudget budget;
    private final Refusals refusals;
    private final PushLint lint;
    private final boolean waits;
    private LintNote note = LintNote.NONE;
    private long held;
    private @Nullable Outcome outcome;

    /** @param waits whether the client waits for the outcome; else it is told 202 as soon as the push could be read */
    PushAnswer(Exchange exchange, ReceivedPush push, ByteBudget budget, Refusals refusals, PushLint lint,
            boolean waits) {
        this.exchange = exchange;
        this.key = push.key();
        this.budget = budget;
        this.refusals = refusals;
        this.lint = lint;
        this.waits = waits;
        this.held = push.body().length;
    }

    /** Takes more of the budget until the answer is given, or nothing. */
    boolean holdMore(long bytes) {
        if (bytes <= 0) {
            return true;
        }
        if (!budget.tryTake(bytes, held)) {
            return false;
        }
        held += bytes;
        return true;
    }

    /** What the linter found, before anything is answered. */
    void looked(LintNote found) {
        this.note = found;
    }

    /** The push is about to be handed to the store. */
    void readable() {
        if (!waits) {
            exchange.lane().deliver(new Accepted(exchange, note));
        }
    }

    @Override
    public void accept(Outcome known) {
        this.outcome = known;
        exchange.lane().deliver(this);
    }

    @Override
    void arrive() {
        budget.give(held);
        switch (outcome) {
            case Outcome.Stored _,Outcome.Absent _ -> {
                lint.stored(key, note); // before the answer, so that whoever has it finds them
                accepted(exchange, waits ? 200 : 202, note);
            }
            case Outcome.Rejected(var reason, var message) -> {
                if (reason == Outcome.Reason.LINT) {
                    lint.refused(note);
                }
                exchange.error(reason == Outcome.Reason.TOO_LARGE ? 413 : 400, message);
                refusals.push(key, reason, message);
            }
            case Outcome.Unavailable(var message) -> {
                exchange.unavailable(message);
                refusals.unavailable(key, message);
            }
            case null -> throw new IllegalStateException("answered without an outcome");
        }
    }

    private static void accepted(Exchange exchange, int status, LintNote note) {
        String header = LintWords.header(note);
        if (!header.isEmpty() && !exchange.isAnswered()) {
            exchange.response().putHeader(LintWords.HEADER, header);
        }
        exchange.empty(status);
    }

    /** The early answer for those who do not wait. */
    private static final class Accepted extends Lane.Delivery {
        private final Exchange exchange;
        private final LintNote note;

        Accepted(Exchange exchange, LintNote note) {
            this.exchange = exchange;
            this.note = note;
        }

        @Override
        void arrive() {
            accepted(exchange, 202, note);
        }
    }
}
