package io.github.jobtide.run;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Lines on standard error about reporting. Cron mails each of them and a host has hundreds of jobs, so of an outage one line is enough: the
 * first to notice it says so and leaves a mark, and the first to notice its end removes that and says so, too. Any number of processes.
 */
final class Warnings {
    private static final Duration DAY = Duration.ofDays(1);

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
    private final Optional<StateFolder> marks;
    private final InstantSource clock;
    private boolean told;

    /** @param marks where they are left, if there is such a place */
    Warnings(When when, Optional<StateFolder> marks, InstantSource clock) {
        this.when = when;
        this.marks = marks;
        this.clock = clock;
    }

    static void say(String line) {
        System.err.println("jobtide run: " + line);
    }

    /**
     * Reports cannot be delivered.
     *
     * @param name of what does not work
     */
    synchronized void trouble(String name, String line) {
        boolean first = !told && (when == When.ALWAYS || marks.isEmpty() || isFirst(name, line));
        told = true;
        if (first && when != When.NEVER) {
            say("warning: " + line);
        }
    }

    /** Who can leave no mark says it. */
    private boolean isFirst(String name, String line) {
        try {
            return marks.orElseThrow().create(name, line + "\n");
        } catch (StateException e) {
            return true;
        }
    }

    private boolean isRemoved(String name) {
        try {
            return marks.orElseThrow().delete(name);
        } catch (StateException e) {
            return false;
        }
    }

    /** It works. */
    synchronized void over(String name, String line) {
        if (marks.isPresent() && isRemoved(name) && when == When.ONCE) {
            say(line);
        }
    }

    /** Something that stays as it is until somebody mends it: told once a day. */
    synchronized void daily(String name, String line) {
        if (when == When.NEVER) {
            return;
        }
        if (marks.isPresent() && when == When.ONCE) {
            if (marks.get().modifiedMillis(name) > clock.millis() - DAY.toMillis()) {
                return;
            }
            try {
                marks.get().write(name, line + "\n");
            } catch (StateException e) {
                // Then it is told again.
            }
        }
        say("warning: " + line);
    }
}
