package io.github.jobtide.gateway;

import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One event loop as the rest of the gateway sees it: a place to which other threads hand work, such as the committer its answers.
 *
 * <p>Work that arrives while a drain is due waits for it, so that a batch of answers costs one wake-up and not one for each.
 */
final class Lane {
    private static final System.Logger LOG = System.getLogger(Lane.class.getName());

    private final Context context;
    private final ConnectionWatch watch;
    private final Arrivals arrivals;
    private final TurnedAway turnedAway;
    private final AtomicReference<@Nullable Delivery> arrived = new AtomicReference<>();
    private CharSequence date = "";

    Lane(Context context, ConnectionWatch watch, Arrivals arrivals, TurnedAway turnedAway) {
        this.context = context;
        this.watch = watch;
        this.arrivals = arrivals;
        this.turnedAway = turnedAway;
        tick();
    }

    /** The connections of this loop; used on the loop only. */
    ConnectionWatch watch() {
        return watch;
    }

    /** The bodies on their way on this loop; used on the loop only. */
    Arrivals arrivals() {
        return arrivals;
    }

    /** From any thread. */
    void turnsAway(TurnedAway.Reason reason) {
        turnedAway.count(reason);
    }

    /** Now, as the Date header has it; on the loop only. */
    CharSequence date() {
        return date;
    }

    /** Done each second, on the loop. */
    void tick() {
        date = HttpHeaders.createOptimized(
                DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        long now = System.nanoTime();
        int overdue = watch.closeOverdue(now);
        for (int i = 0; i < overdue; i++) {
            turnsAway(TurnedAway.Reason.TIMEOUT);
        }
        arrivals.look(now);
    }

    /** Runs that on the event loop, soon; from any thread. Deliveries of one thread keep their order. */
    void deliver(Delivery delivery) {
        Delivery before;
        do {
            before = arrived.get();
            delivery.next = before;
        } while (!arrived.compareAndSet(before, delivery));
        if (before == null) {
            context.runOnContext(_ -> drain());
        }
    }

    /** The same for work that comes rarely. */
    void run(Runnable work) {
        context.runOnContext(_ -> work.run());
    }

    /** Runs that on the event loop, after a while. */
    void later(long millis, Runnable work) {
        context.owner().setTimer(millis, _ -> context.runOnContext(_ -> work.run()));
    }

    private void drain() {
        Delivery oldest = reverse(arrived.getAndSet(null));
        while (oldest != null) {
            Delivery following = oldest.next;
            oldest.next = null;
            arrive(oldest);
            oldest = following;
        }
    }

    /** One that fails must not keep those behind it from arriving. */
    private static void arrive(Delivery delivery) {
        try {
            delivery.arrive();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "an answer could not be given", e);
        }
    }

    private static @Nullable Delivery reverse(@Nullable Delivery newest) {
        Delivery reversed = null;
        while (newest != null) {
            Delivery older = newest.next;
            newest.next = reversed;
            reversed = newest;
            newest = older;
        }
        return reversed;
    }

    /** Work for the event loop; each is delivered once. */
    abstract static class Delivery {
        private @Nullable Delivery next;

        /** On the event loop. */
        abstract void arrive();
    }
}
