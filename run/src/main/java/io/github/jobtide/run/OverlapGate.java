package io.github.jobtide.run;

import io.github.jobtide.jobs.ClientState;
import io.github.jobtide.jobs.Completion;
import io.github.jobtide.jobs.Ending;
import io.github.jobtide.jobs.JobMemory;
import io.github.jobtide.jobs.Outcome;
import io.github.jobtide.jobs.OwnFigures;
import io.github.jobtide.jobs.RunReport;
import io.github.jobtide.jobs.RunStart;
import io.github.jobtide.jobs.Skip;
import io.github.jobtide.jobs.Usage;
import io.github.jobtide.push.SpoolDrain;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Lets a run pass if no other run of the job goes on, as far as it is wanted so. */
final class OverlapGate {
    private static final int SIGNALLED = 128;
    private static final long POLL_NANOS = 100_000_000;
    private static final Duration OPENING = Duration.ofSeconds(5);
    /** For a lock that others have in turn; who gives up too early starts although another run goes on. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOKING = LOCK_PATIENCE.plusSeconds(2);
    private static final Duration SPARE = Duration.ofSeconds(2);

    private final Supplier<Desk> desks;
    private final Plan plan;
    private final Map<String, String> environment;
    private final String runId;
    private final InstantSource clock;
    private final Signals signals;
    private final SpoolDrain.Environments environments;
    /** Written by the thread that opens, read after its end. */
    private final List<String> trouble = new ArrayList<>();

    /** @param desks opens what is needed to tell of a run that was not started */
    OverlapGate(Supplier<Desk> desks, Plan plan, Map<String, String> environment, String runId, InstantSource clock,
            Signals signals, SpoolDrain.Environments environments) {
        this.desks = desks;
        this.plan = plan;
        this.environment = environment;
        this.runId = runId;
        this.clock = clock;
        this.signals = signals;
        this.environments = environments;
    }

    /** @return the exit code of the program if the command is not to be run; told of already */
    Optional<Integer> pass() throws InterruptedException {
        try {
            Optional<Optional<JobState>> opened = Aside.start(this::open).await(OPENING, signals);
            if (signals.ending() != 0) {
                return Optional.of(SIGNALLED + signals.ending());
            }
            if (opened.isPresent() && opened.get().isPresent()) {
                return pass(opened.get().get());
            }
            unknown(opened.isPresent()
                    ? String.join("; ", trouble)
                    : "the folder of state does not answer within " + OPENING.toSeconds() + " s");
        } catch (RuntimeException | Error e) {
            unknown(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private Optional<JobState> open() {
        return Desk.openJob(plan, environment, trouble);
    }

    private static void unknown(String reason) {
        Warnings.say("warning: whether another run goes on cannot be found out, so this one starts: " + reason);
    }

    private Optional<Integer> pass(JobState job) throws InterruptedException {
        long began = System.nanoTime();
        while (true) {
            Optional<Boolean> free = isFree(job);
            if (free.isPresent() && free.get()) {
                return Optional.empty();
            }
            if (signals.ending() != 0) {
                return Optional.of(SIGNALLED + signals.ending());
            }
            if (free.isEmpty()) {
                unknown("the folder of state does not answer within " + LOOKING.toSeconds() + " s");
                return Optional.empty();
            }
            if (!mayWait(System.nanoTime() - began)) {
                return Optional.of(refused());
            }
            signals.pause(POLL_NANOS);
        }
    }

    private boolean mayWait(long waitedNanos) {
        return plan.overlap().policy() == Overlap.Policy.WAIT && (plan.overlap().patience().isEmpty()
                || waitedNanos < plan.overlap().patience().get().toNanos());
    }

    /** If so, it is taken at once, and nobody else finds it free. Empty if that is not known in time, or this process is to end. */
    private Optional<Boolean> isFree(JobState job) throws InterruptedException {
        return Aside.start(() -> job.locked(LOCK_PATIENCE, () -> {
            if (signals.ending() != 0 || !job.runs(runId).live().isEmpty()) {
                return false;
            }
            job.writeRun(new RunFile(runId, clock.instant(), job.host().boot(),
                    LiveProcess.of(ProcessHandle.current().pid()), Optional.empty()));
            return true;
        })).await(LOOKING, signals);
    }

    /** Everything that is only for reporting is opened now. */
    private int refused() throws InterruptedException {
        try {
            Aside<Boolean> telling = Aside.start(() -> tell(desks.get()));
            Optional<Boolean> told = telling.await(plan.pushBudget().plus(SPARE), signals);
            if (told.isEmpty() && (signals.ending() == 0 || telling.await(SPARE).isEmpty())) {
                Warnings.say("warning: the run that was not started is not reported: there was no time left for it");
            }
        } catch (RuntimeException | Error e) {
            Warnings.say("warning: the run that was not started is not reported: " + e.getMessage());
        }
        return plan.skipExitCode();
    }

    private boolean tell(Desk desk) {
        Courier courier = new Courier(desk, plan.group(), plan.totals(), environments);
        if (plan.overlap().policy() == Overlap.Policy.FAIL) {
            tellFailure(desk, courier);
        } else {
            tellSkip(desk, courier);
        }
        return true;
    }

    private void tellSkip(Desk desk, Courier courier) {
        Skip skip = new Skip(desk.facts(), clock.instant(), Skip.OVERLAP);
        long dropped = desk.takeDropped();
        JobMemory memory = changed(desk, known -> known.skipped(skip, dropped));
        courier.add(runId + "/skip", skip.at(), skip.addingFamilies(dropped), () -> skip.families(told(memory)),
                plan.pushBudget());
    }

    /** What is remembered, changed; on a disk that takes nothing, only to be told. */
    private static JobMemory changed(Desk desk, UnaryOperator<JobMemory> change) {
        JobState job = desk.job().orElseThrow();
        try {
            return job.change(change);
        } catch (StateException e) {
            desk.warnings().daily("state", String.valueOf(e.getMessage()));
            return change.apply(job.memory().memory());
        }
    }

    private JobMemory told(JobMemory all) {
        return plan.totals() ? all : all.withoutTotals();
    }

    private void tellFailure(Desk desk, Courier courier) {
        JobState job = desk.job().orElseThrow();
        Instant now = clock.instant();
        ClientState client = new ClientState(job.runs(runId).live().size(), desk.spooled(), desk.hostLabel());
        Completion completion = new Completion(desk.facts(), new Ending(now, now, Outcome.ERROR,
                OptionalInt.of(plan.skipExitCode()), Optional.of(Duration.ZERO), 1), Usage.UNKNOWN, OwnFigures.NONE,
                client,
                Optional.empty());
        JobMemory memory = changed(desk, known -> known.started(now).ended(completion, 0));
        RunStart start = new RunStart(desk.facts(), now, client, Optional.of(memory));
        courier.add(runId + "/completion", now, RunReport.combined(start.families(), completion.addingFamilies(0)),
                () -> RunReport.combined(start.families(), completion.families(told(memory))), plan.pushBudget());
    }
}
