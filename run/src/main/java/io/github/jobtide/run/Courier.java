package io.github.jobtide.run;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.jobs.JobMemory;
import io.github.jobtide.jobs.Totals;
import io.github.jobtide.push.Delivery;
import io.github.jobtide.push.Drained;
import io.github.jobtide.push.Group;
import io.github.jobtide.push.HttpAnswer;
import io.github.jobtide.push.Push;
import io.github.jobtide.push.SpoolDrain;
import io.github.jobtide.push.SpoolException;
import io.github.jobtide.push.SpooledPush;
import io.github.jobtide.push.Target;
import io.github.jobtide.push.Timer;
import io.github.jobtide.push.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what a run reports, to a gateway that adds up and to one that only replaces, and keeps what cannot be delivered. One thread
 * at a time; another may break it off.
 */
final class Courier {
    /** For anything that is sent: with less the gateway would hardly be asked. */
    private static final Duration LEAST = Duration.ofMillis(300);
    private static final Duration DRAIN_PIECE = Duration.ofSeconds(2);

    private final Desk desk;
    private final Group group;
    private final boolean totals;
    private final SpoolDrain drain;
    private @Nullable Thread sending;
    private boolean mayComeLate;
    private Instant asked = Instant.EPOCH;

    Courier(Desk desk, Group group, boolean totals, SpoolDrain.Environments environments) {
        this.desk = desk;
        this.group = group;
        this.totals = totals;
        this.drain = new SpoolDrain(desk.pusher(), Timer.REAL, environments, Optional.of(group));
    }

    /** Whether to keep what could not be delivered; asked when that is known. */
    interface Keep {
        Keep YES = () -> true;
        Keep NO = () -> false;

        boolean wanted();
    }

    /** @return whether the gateway has it */
    boolean replace(String id, Instant at, List<MetricFamily> families, Duration budget, Keep keep) {
        Push push = Pushes.replacing(group, id, at, families);
        if (!(desk.destination() instanceof Destination.Known known)) {
            return keep.wanted() && kept(push);
        }
        Delivery delivery = send(known.target(), push, budget);
        if (delivery instanceof Delivery.Unreachable unreachable
                && (unreachable.trouble() == Trouble.INTERRUPTED || unreachable.trouble() == Trouble.TIME)) {
            mayComeLate = true;
        }
        return settled(known, push, delivery, keep);
    }

    /** Whether something was sent and not waited for to its end, so that it may take effect after what is sent later. */
    boolean mayComeLate() {
        return mayComeLate;
    }

    /**
     * Says what to add.
     *
     * @param adding for a gateway that can
     * @param replacing for one that cannot: the sums; asked for only if they are needed
     */
    boolean add(String id, Instant at, List<MetricFamily> adding, Supplier<List<MetricFamily>> replacing,
            Duration budget) {
        long end = System.nanoTime() + budget.toNanos();
        if (!(desk.destination() instanceof Destination.Known known)) {
            return kept(totals
                    ? Pushes.adding(group, id, at, adding)
                    : Pushes.replacing(group, id, at, replacing.get()));
        }
        Target target = known.target();
        if (!adds()) {
            Push replaced = Pushes.replacing(group, id, at, replacing.get());
            return settled(known, replaced, send(target, replaced, budget), Keep.YES);
        }
        Push added = Pushes.adding(group, id, at, adding);
        Delivery delivery = send(target, added, budget);
        if (delivery instanceof Delivery.NoAddingPlace) {
            onDisk(() -> desk.gateways().saidThatItOnlyReplaces(target));
            setOpened(target, false);
            Push replaced = Pushes.replacing(group, id, at, replacing.get());
            return settled(known, replaced, send(target, replaced, left(end)), Keep.YES);
        }
        setOpened(target, true);
        return settled(known, added, delivery, Keep.YES);
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }

    /**
     * Tells a gateway that adds up what had come together before it was known, or that nothing had: so that every counter is there before it rises.
     *
     * @param before the first run that is added there
     */
    void open(JobMemory before, Instant at, Duration budget) {
        if (!totals || !(desk.destination() instanceof Destination.Known known)) {
            return;
        }
        Target target = known.target();
        if (desk.gateways().onlyReplaces(target) || isOpened(target)) {
            return;
        }
        Totals sums = before.totals().orElse(Totals.NONE);
        Push push = Pushes.adding(group, "init/" + desk.host().name(), at, sums.families());
        Delivery delivery = send(target, push, budget);
        if (delivery instanceof Delivery.NoAddingPlace) {
            onDisk(() -> desk.gateways().saidThatItOnlyReplaces(target));
        } else if (delivery instanceof Delivery.Delivered || !sums.equals(Totals.NONE)) {
            settled(known, push, delivery, Keep.YES);
            setOpened(target, true);
        }
    }

    /** Whether the gateway is known to take no more than sums. */
    boolean onlyReplaces() {
        return desk.destination() instanceof Destination.Known known && desk.gateways().onlyReplaces(known.target());
    }

    /** Whether {@link #add} begins with what is to be added: the gateway is not known to take no more than sums. */
    boolean adds() {
        return totals && desk.destination() instanceof Destination.Known && !onlyReplaces();
    }

    private boolean isOpened(Target target) {
        return desk.job().isPresent() && desk.job().get().memory().opened().contains(Gateways.name(target));
    }

    private void setOpened(Target target, boolean opened) {
        String name = Gateways.name(target);
        if (desk.job().isEmpty() || isOpened(target) == opened) {
            return;
        }
        onDisk(() -> desk.job().get().remember(file -> {
            if (opened) {
                file.opened().add(name);
            } else {
                file.opened().remove(name);
            }
            return file;
        }));
    }

    private Delivery send(Target target, Push push, Duration budget) {
        synchronized (this) {
            sending = Thread.currentThread();
        }
        asked = desk.warnings().now();
        try {
            return desk.pusher().push(target, push, budget.compareTo(LEAST) < 0 ? LEAST : budget);
        } finally {
            synchronized (this) {
                sending = null;
                Thread.interrupted(); // Meant for this sending alone.
            }
        }
    }

    /** What is being sent now is not waited for any longer. */
    synchronized void breakOff() {
        if (sending != null) {
            sending.interrupt();
        }
    }

    private boolean settled(Destination.Known known, Push push, Delivery delivery, Keep keep) {
        if (delivery instanceof Delivery.Delivered) {
            delivered(known, push);
            return true;
        }
        if (delivery instanceof Delivery.Rejected && !keep.wanted()) {
            return false; // The start or the result tells of it.
        }
        if (delivery instanceof Delivery.Rejected refusal) {
            rejected(known, push, refusal.answer());
        } else if (delivery instanceof Delivery.NoAddingPlace none) {
            rejected(known, push, none.answer());
        } else if (keep.wanted()) {
            kept(push);
            if (delivery instanceof Delivery.Unreachable unreachable && unreachable.trouble() == Trouble.UNASKED) {
                return false;
            }
            String line = "the gateway " + known.target().url() + " cannot be reported to (" + reason(delivery) + ")"
                    + whereTo();
            if (delivery instanceof Delivery.Unusable) { // The fault is in this job's settings; others may well be delivered.
                desk.warnings().daily(JobState.checksum(known.target().url() + group.path()) + "-unusable", line);
            } else {
                desk.warnings().trouble(Gateways.name(known.target()), line);
            }
        }
        return false;
    }

    private static String reason(Delivery delivery) {
        if (delivery instanceof Delivery.Unreachable unreachable) {
            return unreachable.reason();
        }
        return delivery instanceof Delivery.Unusable unusable ? unusable.reason() : "";
    }

    private String whereTo() {
        return desk.spool().isPresent()
                ? "; reports wait in " + desk.spoolPath() + " until it can"
                : "; reports are lost, because there is no place on disk to keep them";
    }

    private void delivered(Destination.Known known, Push push) {
        desk.warnings().over(Gateways.name(known.target()), asked,
                "the gateway " + known.target().url() + " can be reported to again");
        if (desk.spooled() > 0) {
            onDisk(() -> desk.spool().orElseThrow().delivered(known.spooled(push)));
        }
    }

    /** Does something to the spool; that it does not work is told, and nothing more. */
    private void onDisk(Runnable work) {
        try {
            work.run();
        } catch (SpoolException | StateException e) {
            desk.warnings().daily("spool", String.valueOf(e.getMessage()));
        }
    }

    private void rejected(Destination.Known known, Push push, HttpAnswer answer) {
        if (desk.spool().isPresent()) {
            onDisk(() -> desk.spool().get().reject(known.spooled(push), answer));
        }
        desk.warnings().daily(JobState.checksum(known.target().url() + group.path()) + "-rejected",
                "the gateway " + known.target().url() + " refuses a report of the job " + group.job() + " ("
                        + answer.summary() + ")"
                        + (desk.spool().isPresent() ? "; it is kept in " + desk.spoolPath() + "/rejected" : ""));
    }

    /** @return false always: it has not been delivered */
    private boolean kept(Push push) {
        if (desk.destination() instanceof Destination.Nowhere nowhere) {
            desk.warnings().daily("nowhere", nowhere.trouble() + "; reports are lost");
            return false;
        }
        if (desk.destination() instanceof Destination.Named named) {
            desk.warnings().daily(JobState.checksum(named.environment()), named.trouble() + whereTo());
            keep(SpooledPush.to(named.environment(), push));
        } else if (desk.destination() instanceof Destination.Known known) {
            keep(known.spooled(push));
        }
        return false;
    }

    private void keep(SpooledPush spooled) {
        if (desk.spool().isPresent()) {
            onDisk(() -> desk.spool().get().add(spooled));
        }
    }

    /** Something else tells what that push told. */
    void withdraw(String id) {
        if (desk.spool().isPresent()) {
            onDisk(() -> desk.spool().get().withdraw(id));
        }
    }

    /** Whether to go on. */
    interface Going {
        boolean on();
    }

    /** Sends what waits, this job's reports first, as long as there is time. */
    void drain(long end, Going going) {
        while (going.on() && desk.spooled() > 0 && end - System.nanoTime() > 0) {
            Duration piece = left(end).compareTo(DRAIN_PIECE) < 0 ? left(end) : DRAIN_PIECE;
            try {
                Drained drained = desk.spool().orElseThrow().drain(drain, piece);
                if (drained.busy() || drained.delivered() + drained.rejected() + drained.overtaken() == 0) {
                    return;
                }
            } catch (SpoolException e) {
                desk.warnings().daily("spool", String.valueOf(e.getMessage()));
                return;
            }
        }
    }
}
