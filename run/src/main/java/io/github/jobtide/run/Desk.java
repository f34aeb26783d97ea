package io.github.jobtide.run;

import io.github.jobtide.jobs.JobFacts;
import io.github.jobtide.push.Pusher;
import io.github.jobtide.push.Spool;
import io.github.jobtide.push.SpoolException;
import io.github.jobtide.push.SpoolLimits;
import io.github.jobtide.push.SpoolPlace;
import io.github.jobtide.push.Timeouts;
import io.github.jobtide.push.Timer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * All that reporting needs, opened when the command runs already. What cannot be had is left out, with a reason.
 *
 * @param job empty without a place on disk, and for a pod, whose disk goes with it: then nothing is remembered from run to run
 * @param spoolPath for people to look into
 * @param trouble what is wrong with the configuration, a line each
 */
record Desk(Host host, Optional<JobState> job, Optional<Spool> spool, String spoolPath, Warnings warnings,
        Gateways gateways, Pusher pusher, Destination destination, JobFacts facts, List<String> trouble) {
    private static final Path STATE_FOR_ALL = Path.of("/var/lib/jobtide/state");

    /** Never fails for what is outside of this program. */
    static Desk open(RunArguments arguments, Plan plan, Map<String, String> environment, Configuration configuration,
            InstantSource clock) {
        List<String> trouble = new ArrayList<>();
        Host host = Host.read(environment);
        long user = Host.user();
        Optional<StateFolder> state = state(user, environment, trouble);
        Optional<JobState> job = job(state, plan, host, environment, trouble);
        Optional<Path> spoolPath = spoolPath(user, environment, trouble);
        Optional<Spool> spool = spool(spoolPath, clock, trouble);
        Destination destination = configuration.destination(arguments);
        JobFacts facts = Facts.of(arguments, configuration, trouble::add);
        return new Desk(host, job, spool, spoolPath.isPresent() ? spoolPath.get().toString() : "",
                new Warnings(plan.warnings(), below(state, "outages", trouble), clock),
                new Gateways(below(state, "gateways", trouble), clock),
                new Pusher("jobtide/" + configuration.version(), Timeouts.DEFAULT, environment, clock, Timer.REAL,
                        new Random()),
                destination, facts, trouble);
    }

    private static Optional<StateFolder> state(long user, Map<String, String> environment, List<String> trouble) {
        try {
            Optional<Path> place = SpoolPlace.find(STATE_FOR_ALL, "jobtide", user, environment);
            if (place.isPresent()) {
                return Optional.of(StateFolder.open(place.get()));
            }
            trouble.add("there is no place on disk to remember runs; give this user a home, or set XDG_STATE_HOME");
        } catch (SpoolException | StateException e) {
            trouble.add(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** Only what is remembered of the job, without anything that is only for reporting. Takes as long as the disk does. */
    static Optional<JobState> openJob(Plan plan, Map<String, String> environment, List<String> trouble) {
        return job(state(Host.user(), environment, trouble), plan, Host.read(environment), environment, trouble);
    }

    private static Optional<JobState> job(Optional<StateFolder> state, Plan plan, Host host,
            Map<String, String> environment, List<String> trouble) {
        if (state.isPresent() && (!host.isPod() || environment.containsKey("XDG_STATE_HOME"))) {
            try {
                return Optional.of(new JobState(state.get(), plan.group(), host));
            } catch (StateException e) {
                trouble.add(String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    private static Optional<StateFolder> below(Optional<StateFolder> state, String name, List<String> trouble) {
        try {
            if (state.isEmpty()) {
                return Optional.empty();
            }
            StateFolder folder = state.get().below(name);
            folder.removeUnfinished();
            return Optional.of(folder);
        } catch (StateException e) {
            trouble.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Path> spoolPath(long user, Map<String, String> environment, List<String> trouble) {
        try {
            return SpoolPlace.find(SpoolPlace.FOR_ALL, user, environment);
        } catch (SpoolException e) {
            trouble.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Spool> spool(Optional<Path> path, InstantSource clock, List<String> trouble) {
        try {
            return path.isPresent()
                    ? Optional.of(Spool.open(path.get(), SpoolLimits.DEFAULT, clock))
                    : Optional.empty();
        } catch (SpoolException e) {
            trouble.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Whether that is why there is nowhere to report to, which is told when there is something to report. */
    boolean isToldOtherwise(String line) {
        return (destination instanceof Destination.Named named && named.trouble().equals(line))
                || (destination instanceof Destination.Nowhere nowhere && nowhere.trouble().equals(line));
    }

    /** How many pushes wait. */
    int spooled() {
        try {
            return spool.isPresent() ? spool.get().size() : 0;
        } catch (SpoolException e) {
            return 0;
        }
    }

    /** How many pushes were given up, to be reported once. */
    long takeDropped() {
        try {
            return spool.isPresent() ? spool.get().takeDropped() : 0;
        } catch (SpoolException e) {
            return 0;
        }
    }

    /** The host's name where it says something. */
    Optional<String> hostLabel() {
        return host.isPod() ? Optional.empty() : Optional.of(host.name());
    }
}
