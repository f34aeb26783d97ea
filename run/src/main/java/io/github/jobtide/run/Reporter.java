package io.github.jobtide.run;

import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.jobs.ClientState;
import io.github.jobtide.jobs.Completion;
import io.github.jobtide.jobs.Ending;
import io.github.jobtide.jobs.Heartbeat;
import io.github.jobtide.jobs.JobFamily;
import io.github.jobtide.jobs.JobMemory;
import io.github.jobtide.jobs.Outcome;
import io.github.jobtide.jobs.OwnFigures;
import io.github.jobtide.jobs.RunReport;
import io.github.jobtide.jobs.RunStart;
import io.github.jobtide.jobs.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Tells of one run: that it has started and still goes on, beside it, and how it ended. Used by one thread at a time, but for what is said to be otherwise.
 *
 * <p>Of the start, files come first and the gateway after them. The end is written down and told at the same time, unless what is told comes from the
 * file. If this process is killed then, the next run may tell of it once more, under the same id, by which a gateway counts it once.
 */
final class Reporter {
    /** The id of what is told again and again, each time anew: none, since a gateway takes what it has had under an id for told. */
    private static final String REPEATED = "";
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration UNWRITTEN = Duration.ofMillis(500);
    private static final Duration LONGEST_HEARTBEAT = Duration.ofSeconds(15);

    private final Desk desk;
    private final Plan plan;
    private final String runId;
    private final InstantSource clock;
    private final Courier courier;
    private final Instant start;
    private JobMemory memory = JobMemory.NONE;
    private List<MetricFamily> startFamilies = List.of();
    private boolean isStartTold;
    private boolean isStartKept;
    /** The command has ended: nothing more about its being alive. Set by any thread. */
    private volatile boolean over;
    /** Another tells of this run: nothing more is written of it. Set by any thread. */
    private volatile boolean givenUp;
    /** The run has ended, and its file is gone or going. */
    private volatile boolean finished;
    /** Held while it is written down that the run goes on. */
    private final Lock writing = new ReentrantLock();

    Reporter(Desk desk, Plan plan, String runId, InstantSource clock, Courier courier, Instant start) {
        this.desk = desk;
        this.plan = plan;
        this.runId = runId;
        this.clock = clock;
        this.courier = courier;
        this.start = start;
    }

    /** Any thread: no more about the start but what is on its way. */
    void wrapUp() {
        over = true;
    }

    /** Any thread: no more about the start, quickly. */
    void hurry() {
        over = true;
        courier.breakOff();
    }

    /** Any thread: another tells of this run from now on. Waits for a moment for what is being written; that is undone if it is written later. */
    void giveUp() throws InterruptedException {
        givenUp = true;
        if (writing.tryLock(UNWRITTEN.toMillis(), TimeUnit.MILLISECONDS)) {
            writing.unlock();
        }
    }

    /**
     * Writes down that the run goes on, and tells of those that were lost.
     *
     * @param command what runs when that is written
     */
    void begin(Supplier<Optional<LiveProcess>> command) {
        if (desk.job().isPresent()) {
            JobState job = desk.job().get();
            onDisk(() -> writeRun(job, command));
            if (givenUp) {
                return;
            }
            memory = job.memory().memory();
            memory = changed(job, this::started);
            onDisk(() -> {
                for (RunFile lost : job.runs(runId).lost()) {
                    if (!givenUp) {
                        tellLost(job, lost);
                    }
                }
            });
        }
        startFamilies = new RunStart(desk.facts(), start, client(1), remembered()).families();
    }

    /** Any thread: writes down that another process runs now, unless the run is over. */
    void goesOn(Supplier<Optional<LiveProcess>> command) {
        if (desk.job().isPresent() && !over) {
            JobState job = desk.job().get();
            onDisk(() -> writeRun(job, command));
        }
    }

    /** One thread at a time asks what runs and writes it, so that none writes over a later process. */
    private void writeRun(JobState job, Supplier<Optional<LiveProcess>> command) {
        writing.lock();
        try {
            if (givenUp || finished) {
                return;
            }
            job.writeRun(new RunFile(runId, start, desk.host().boot(), LiveProcess.of(ProcessHandle.current().pid()),
                    command.get()));
            if (givenUp || finished) {
                job.removeRun(runId);
            }
        } finally {
            writing.unlock();
        }
    }

    /** Once, also if two write it down. */
    private JobMemory started(JobMemory known) {
        return givenUp || known.starts().contains(start) ? known : known.started(start);
    }

    /** What is remembered, changed; on a disk that takes nothing, only for this run. */
    private JobMemory changed(JobState job, UnaryOperator<JobMemory> change) {
        try {
            return job.change(change);
        } catch (StateException e) {
            desk.warnings().daily("state", String.valueOf(e.getMessage()));
            return change.apply(memory);
        }
    }

    private void onDisk(Runnable work) {
        try {
            work.run();
        } catch (StateException e) {
            desk.warnings().daily("state", String.valueOf(e.getMessage()));
        }
    }

    private Optional<JobMemory> remembered() {
        return desk.job().isPresent() ? Optional.of(memory) : Optional.empty();
    }

    private ClientState client(int own) {
        return new ClientState(others() + own, desk.spooled(), desk.hostLabel());
    }

    private int others() {
        try {
            return desk.job().isPresent() ? desk.job().get().runs(runId).live().size() : 0;
        } catch (StateException e) {
            return 0; // Why is told where it is written to.
        }
    }

    /** When it was lost nobody knows, but not later than this run started: else it would count as newer than a short run's result. */
    private void tellLost(JobState job, RunFile lost) {
        Instant seen = lost.start().isAfter(start) ? clock.instant() : start;
        Completion completion = new Completion(desk.facts(),
                new Ending(lost.start(), seen, Outcome.ERROR, OptionalInt.empty(), Optional.empty(), 1),
                Usage.UNKNOWN, OwnFigures.NONE, client(over ? 0 : 1), Optional.empty());
        boolean mine = job.locked(() -> job.removeRun(lost.runId()));
        if (mine) {
            memory = changed(job, known -> known.ended(completion, 0));
            courier.add(lost.runId() + "/completion", completion.ending().end(), completion.addingFamilies(0),
                    () -> completion.families(told(memory)), plan.pushBudget());
        }
    }

    private JobMemory told(JobMemory all) {
        return plan.totals() ? all : all.withoutTotals();
    }

    /** Tells of the start. May take as long as the budget, if nobody hurries. */
    void tellStart() {
        if (over) {
            return;
        }
        courier.open(memory, start, plan.pushBudget().dividedBy(3));
        if (over) {
            return;
        }
        addFirstTotals();
        isStartTold = courier.replace(runId + "/start", start, startFamilies, plan.pushBudget(), () -> !over);
        isStartKept = !isStartTold && !over;
        if (isStartTold && desk.spooled() > 0) {
            courier.drain(System.nanoTime() + plan.pushBudget().toNanos(), () -> !over);
            courier.replace(REPEATED, clock.instant(), of(client(1), JobFamily.SPOOLED_PUSHES),
                    plan.pushBudget(), Courier.Keep.NO);
        }
    }

    /** A counter that appears at 1 has lost its first rise: so all are told of with the first start, at 0. */
    private void addFirstTotals() {
        if (courier.onlyReplaces() && plan.totals() && desk.job().isPresent() && memory.starts().size() == 1
                && memory.totals().isPresent()) {
            startFamilies = RunReport.combined(startFamilies, memory.totals().get().families());
        }
    }

    private List<MetricFamily> of(ClientState client, JobFamily family) {
        List<MetricFamily> found = new ArrayList<>();
        for (MetricFamily one : new RunStart(desk.facts(), start, client, Optional.empty()).families()) {
            if (one.name().equals(family.familyName())) {
                found.add(one);
            }
        }
        return found;
    }

    /** Gives a sign of life. */
    void beat() {
        Instant now = clock.instant();
        List<MetricFamily> families = new Heartbeat(now, others() + 1, OptionalDouble.empty()).families();
        Duration budget = plan.heartbeat().compareTo(LONGEST_HEARTBEAT) < 0 ? plan.heartbeat() : LONGEST_HEARTBEAT;
        if (courier.replace(REPEATED, now, withStart(families), budget, Courier.Keep.NO)) {
            startTold();
        }
    }

    /** As long as the gateway does not know of the start, everything else tells of it, too; unless a later run has started since. */
    private List<MetricFamily> withStart(List<MetricFamily> families) {
        return isStartTold || hasLaterStart() ? families : RunReport.combined(startFamilies, families);
    }

    private boolean hasLaterStart() {
        if (desk.job().isEmpty()) {
            return false;
        }
        for (Instant known : desk.job().get().memory().memory().starts()) {
            if (known.isAfter(start)) {
                return true;
            }
        }
        return false;
    }

    private void startTold() {
        isStartTold = true;
        if (isStartKept) {
            isStartKept = false;
            courier.withdraw(runId + "/start");
        }
    }

    /** Tells how the run ended. */
    void finish(Ended ended, OwnFigures figures, Optional<Boolean> metricsFileValid, List<MetricFamily> own, long end) {
        boolean combined = !isStartTold && !hasLaterStart();
        if (isStartKept && combined) {
            courier.withdraw(runId + "/start");
            isStartKept = false;
        }
        long dropped = desk.takeDropped();
        Completion completion = new Completion(desk.facts(), ended.ending(), ended.usage(), figures, client(0),
                metricsFileValid);
        FutureTask<Optional<JobMemory>> written = new FutureTask<>(() -> written(completion, dropped));
        writeDown(written);
        boolean delivered;
        try {
            delivered = courier.add(runId + "/completion", ended.end(),
                    combined ? withStart(completion.addingFamilies(dropped)) : completion.addingFamilies(dropped),
                    () -> {
                        List<MetricFamily> replacing = replacing(completion, written);
                        return combined ? withStart(replacing) : replacing;
                    }, left(end));
            if (!own.isEmpty()) {
                courier.replace(runId + "/metrics", ended.end(), own, left(end), Courier.Keep.YES);
            }
        } finally {
            await(written); // if telling failed, too: this process ends soon, and the writing with it
        }
        if (delivered) {
            afterwards(completion.client(), end);
        }
    }

    /** Begins with it, beside what follows if that does not depend on it. */
    private void writeDown(FutureTask<Optional<JobMemory>> work) {
        if (courier.adds()) {
            Thread writer = new Thread(work, "jobtide-state");
            writer.setDaemon(true);
            try {
                writer.start();
                return;
            } catch (OutOfMemoryError e) {
                // No thread for it: then before the rest, as here.
            }
        }
        work.run();
    }

    private Optional<JobMemory> written(Completion completion, long dropped) {
        if (desk.job().isEmpty()) {
            return Optional.empty();
        }
        JobState job = desk.job().get();
        JobMemory after = changed(job, known -> known.ended(completion, dropped));
        finished = true;
        onDisk(() -> job.removeRun(runId));
        return Optional.of(after);
    }

    private List<MetricFamily> replacing(Completion completion, FutureTask<Optional<JobMemory>> written) {
        Optional<JobMemory> after = await(written);
        return after.isPresent() ? completion.families(told(after.get())) : completion.families();
    }

    /** Waits as long as it takes; whoever waits for this thread does not. */
    private static Optional<JobMemory> await(FutureTask<Optional<JobMemory>> written) {
        try {
            return written.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StateException("interrupted while the result was written down", e);
        } catch (ExecutionException e) {
            throw new StateException(String.valueOf(e.getCause()), e);
        }
    }

    /** What may have become another number while the result was on its way. */
    private void afterwards(ClientState told, long end) {
        courier.drain(end, () -> true);
        Instant now = clock.instant();
        ClientState client = client(0);
        List<MetricFamily> changed = new ArrayList<>();
        if (client.spooledPushes() != told.spooledPushes()) {
            changed.addAll(of(client, JobFamily.SPOOLED_PUSHES));
        }
        if (client.running() != told.running() || courier.mayComeLate()) {
            changed.addAll(of(client, JobFamily.RUNNING));
        }
        if (!changed.isEmpty()) {
            courier.replace(REPEATED, now, changed, left(end), Courier.Keep.NO);
        }
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(SHORTEST.toNanos(), end - System.nanoTime()));
    }
}
