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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Lets a run pass if no other run of the job goes on, as far as it is wanted so. */
final class OverlapGate {
    private static final int SIGNALLED = 128;
    private static final long POLL_NANOS = 100_000_000;

    private final Supplier<Desk> desks;
    private final Plan plan;
    private final String runId;
    private final InstantSource clock;
    private final Signals signals;
    private final SpoolDrain.Environments environments;

    OverlapGate(Supplier<Desk> desks, Plan plan, String runId, InstantSource clock, Signals signals,
            SpoolDrain.Environments environments) {
        this.desks = desks;
        this.plan = plan;
        this.runId = runId;
        this.clock = clock;
        this.signals = signals;
        this.environments = environments;
    }

    /** @return the exit code of the program if the command is not to be run; told of already */
    Optional<Integer> pass() throws InterruptedException {
        try {
            return pass(desks.get());
        } catch (RuntimeException | Error e) {
            Warnings.say(
                    "warning: whether another run goes on cannot be found out, so this one starts: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Integer> pass(Desk desk) throws InterruptedException {
        if (desk.job().isEmpty()) {
            Warnings.say("warning: whether another run goes on cannot be found out, so this one starts: "
                    + String.join("; ", desk.trouble()));
            return Optional.empty();
        }
        long began = System.nanoTime();
        while (!isFree(desk.job().get(), desk.host())) {
            boolean waits = plan.overlap().policy() == Overlap.Policy.WAIT && (plan.overlap().patience().isEmpty()
                    || System.nanoTime() - began < plan.overlap().patience().get().toNanos());
            if (!waits) {
                return Optional.of(refused(desk));
            }
            signals.pause(POLL_NANOS);
            if (signals.ending() != 0) {
                return Optional.of(SIGNALLED + signals.ending());
            }
        }
        return Optional.empty();
    }

    /** If so, it is taken at once, and nobody else finds it free. */
    private boolean isFree(JobState job, Host host) {
        return job.locked(() -> {
            if (!job.runs(runId).live().isEmpty()) {
                return false;
            }
            job.writeRun(new RunFile(runId, clock.instant(), host.boot(),
                    LiveProcess.of(ProcessHandle.current().pid()), Optional.empty()));
            return true;
        });
    }

    private int refused(Desk desk) {
        try {
            Courier courier = new Courier(desk, plan.group(), plan.totals(), environments);
            if (plan.overlap().policy() == Overlap.Policy.FAIL) {
                tellFailure(desk, courier);
            } else {
                tellSkip(desk, courier);
            }
        } catch (RuntimeException | Error e) {
            Warnings.say("warning: the run that was not started is not reported: " + e);
        }
        return plan.skipExitCode();
    }

    private void tellSkip(Desk desk, Courier courier) {
        Skip skip = new Skip(desk.facts(), clock.instant(), Skip.OVERLAP);
        long dropped = desk.takeDropped();
        JobMemory memory = desk.job().orElseThrow().change(known -> known.skipped(skip, dropped));
        courier.add(runId + "/skip", skip.at(), skip.addingFamilies(dropped), skip.families(told(memory)),
                plan.pushBudget());
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
        JobMemory memory = job.change(known -> known.started(now).ended(completion, 0));
        RunStart start = new RunStart(desk.facts(), now, client, Optional.of(memory));
        courier.add(runId + "/completion", now, RunReport.combined(start.families(), completion.addingFamilies(0)),
                RunReport.combined(start.families(), completion.families(told(memory))), plan.pushBudget());
    }
}
