package io.github.jobtide.push;

import java.io.Closeable;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends what waits in a spool: each push once, oldest first within its group. A gateway that could not be reached is left alone for the
 * rest of it. On a gateway that cannot add, what a push would add is left out, and a push that never did anything else is refused.
 */
public final class SpoolDrain {
    private final Pusher pusher;
    private final Timer timer;
    private final Environments environments;
    private final Optional<Group> first;

    /** What the names of environments mean now. */
    public interface Environments {
        /** Empty if there is none of that name; what is for it waits on. */
        Optional<Target> target(String environment);
    }

    /** @param first the group whose pushes go before those of others */
    public SpoolDrain(Pusher pusher, Timer timer, Environments environments, Optional<Group> first) {
        this.pusher = pusher;
        this.timer = timer;
        this.environments = environments;
        this.first = first;
    }

    Drained run(Spool spool, Duration budget) {
        Optional<Closeable> lock = spool.lockForDraining();
        if (lock.isEmpty()) {
            return new Drained(0, 0, 0, spool.size(), "", true);
        }
        try {
            return new Run(spool, timer.nanoTime() + budget.toNanos()).all();
        } finally {
            Spool.unlock(lock.get());
        }
    }

    /** One drain. */
    private final class Run {
        private final Spool spool;
        private final long end;
        private final Set<String> leftAlone = new HashSet<>();
        private final Set<Target> unusable = new HashSet<>();
        private int delivered;
        private int rejected;
        private int overtaken;
        private String trouble = "";

        Run(Spool spool, long end) {
            this.spool = spool;
            this.end = end;
        }

        Drained all() {
            for (Map.Entry<String, SpooledPush> entry : inOrder(spool.waiting()).entrySet()) {
                if (end - timer.nanoTime() <= 0) {
                    break;
                }
                one(entry.getKey(), entry.getValue());
            }
            return new Drained(delivered, rejected, overtaken, spool.size(), trouble, false);
        }

        private Map<String, SpooledPush> inOrder(Map<String, SpooledPush> waiting) {
            Map<String, SpooledPush> ordered = new LinkedHashMap<>();
            for (Map.Entry<String, SpooledPush> entry : waiting.entrySet()) {
                if (first.isPresent() && entry.getValue().push().group().equals(first.get())) {
                    ordered.put(entry.getKey(), entry.getValue());
                }
            }
            for (Map.Entry<String, SpooledPush> entry : waiting.entrySet()) {
                ordered.putIfAbsent(entry.getKey(), entry.getValue());
            }
            return ordered;
        }

        private void one(String name, SpooledPush spooled) {
            Optional<Target> target = spooled.target().isPresent()
                    ? spooled.target()
                    : environments.target(spooled.environment().orElseThrow());
            if (target.isEmpty()) {
                trouble = "there is no environment '" + spooled.environment().orElseThrow() + "'";
                return;
            }
            if (leftAlone.contains(target.get().url()) || unusable.contains(target.get())) {
                return;
            }
            Optional<Push> left = spool.leftOf(spooled);
            if (left.isEmpty()) {
                spool.remove(name, spooled);
                overtaken++;
                return;
            }
            settle(name, spooled, target.get(), send(target.get(), left.get()));
        }

        private Delivery send(Target target, Push push) {
            Delivery delivery = pusher.replay(target, push, Duration.ofNanos(end - timer.nanoTime()));
            return delivery instanceof Delivery.NoAddingPlace && !push.replacing().parts().isEmpty()
                    ? pusher.replay(target, push.replacing(), Duration.ofNanos(end - timer.nanoTime()))
                    : delivery;
        }

        private void settle(String name, SpooledPush spooled, Target target, Delivery delivery) {
            if (delivery instanceof Delivery.Delivered) {
                spool.delivered(spooled);
                spool.remove(name, spooled);
                delivered++;
            } else if (delivery instanceof Delivery.Rejected refusal) {
                spool.setRejected(name, spooled, refusal.answer());
                rejected++;
            } else if (delivery instanceof Delivery.NoAddingPlace none) {
                settleAddition(name, spooled, none);
            } else if (delivery instanceof Delivery.Unreachable unreachable) {
                leftAlone.add(target.url());
                trouble = unreachable.reason();
            } else if (delivery instanceof Delivery.Unusable wrong) {
                unusable.add(target); // Others go to the same place with other files.
                trouble = wrong.reason();
            }
        }

        /** What only adds is refused for good; what did more, all of it delivered newer since, came from a client that counts by itself. */
        private void settleAddition(String name, SpooledPush spooled, Delivery.NoAddingPlace none) {
            if (spooled.push().replacing().parts().isEmpty()) {
                spool.setRejected(name, spooled, none.answer());
                rejected++;
            } else {
                spool.remove(name, spooled);
                overtaken++;
            }
        }
    }
}
