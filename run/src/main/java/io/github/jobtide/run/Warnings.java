package io.github.jobtide.run;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Lines on standard error about reporting. Cron mails each of them and a host has hundreds of jobs, so of an outage one line is enough, and
 * one that it is over. Any number of processes.
 */
final class Warnings {

    /** How often to tell of a gateway that cannot be reached. */
    enum When {
        ONCE, ALWAYS, NEVER;

        /** @throws UsageException if it is none */
        static When parse(String text) {
            return switch (text) {
                case "once" -> ONCE;
                case "always" -> ALWAYS;
                case "never" -> NEVER;
                default -> throw new UsageException(
                        "--warnings '" + text + "' is not known; write once, always or never");
            };
        }
    }

    private final When when;
    private final Optional<Outages> outages;
    private final InstantSource clock;
    private final Set<String> toldHere = new HashSet<>();
    private boolean told;

    /** @param marks where they are left, if there is such a place */
    Warnings(When when, Optional<StateFolder> marks, InstantSource clock) {
        this.when = when;
        this.outages = marks.isPresent() ? Optional.of(new Outages(marks.get(), clock)) : Optional.empty();
        this.clock = clock;
    }

    static void say(String line) {
        System.err.println("jobtide run: " + line);
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * Reports cannot be delivered.
     *
     * @param name of what does not work
     */
    synchronized void trouble(String name, String line) {
        if (when != When.NEVER && isFirst(name, line)) {
            told = true;
            say("warning: " + line);
        }
    }

    /** Who can leave no mark says it, once. */
    private boolean isFirst(String name, String line) {
        if (when == When.ONCE && outages.isPresent()) {
            try {
                return outages.get().begins(name, line);
            } catch (StateException e) {
                return !told;
            }
        }
        return !told;
    }

    /**
     * It works.
     *
     * @param asked when that was tried
     */
    synchronized void over(String name, Instant asked, String line) {
        if (when != When.NEVER && outages.isPresent() && isOver(name, asked)) {
            say(line);
        }
    }

    private boolean isOver(String name, Instant asked) {
        try {
            return outages.orElseThrow().ends(name, asked);
        } catch (StateException e) {
            return false;
        }
    }

    /** Something that stays as it is until somebody mends it: told once a day, also of many runs at once, and by one run once. */
    synchronized void daily(String name, String line) {
        if (when != When.NEVER && toldHere.add(name) && isNewToday(name, line)) {
            say("warning: " + line);
        }
    }

    /** Where no mark can be left each run tells it. */
    private boolean isNewToday(String name, String line) {
        if (when != When.ONCE || outages.isEmpty()) {
            return true;
        }
        try {
            return outages.get().isNewToday(name, line);
        } catch (StateException e) {
            return true;
        }
    }
}
