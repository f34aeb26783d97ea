package io.github.jobtide.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Which outages this host knows of, a mark each, so that of any number of processes one finds that it has begun, and one that it is over.
 *
 * <p>Some notice the end before others have given up, and those would find a new one. So for a minute after the end none begins: one that lasts longer is found then.
 */
final class Outages {
    private static final String OVER = "-over";
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration DAY = Duration.ofDays(1);

    private final StateFolder marks;
    private final InstantSource clock;

    Outages(StateFolder marks, InstantSource clock) {
        this.marks = marks;
        this.clock = clock;
    }

    /**
     * Something does not work.
     *
     * @return whether nobody knew
     * @throws StateException if no mark can be left
     */
    boolean begins(String name, String line) {
        if (isMarked(name)) {
            return false;
        }
        return marks.locked(PATIENCE, () -> {
            if (isMarked(name) || isQuiet(name)) {
                return false;
            }
            marks.write(name, line + "\n");
            marks.delete(name + OVER);
            return true;
        });
    }

    /**
     * Something does not work, and nothing will tell when it does again.
     *
     * @return whether nobody has told of it for a day
     * @throws StateException if no mark can be left
     */
    boolean isNewToday(String name, String line) {
        return !wasToldToday(name) && marks.locked(PATIENCE, () -> {
            if (wasToldToday(name)) {
                return false;
            }
            marks.write(name, line + "\n");
            return true;
        });
    }

    private boolean wasToldToday(String name) {
        long since = clock.millis() - marks.modifiedMillis(name);
        return since >= 0 && since < DAY.toMillis();
    }

    /**
     * It works.
     *
     * @param asked when that was tried; what has begun since is not over by it
     * @return whether it did not before, and nobody has found yet that it does
     * @throws StateException if the mark stays
     */
    boolean ends(String name, Instant asked) {
        if (!isMarked(name)) {
            return false;
        }
        return marks.locked(PATIENCE, () -> {
            long begun = marks.modifiedMillis(name);
            if ((begun > asked.toEpochMilli() && begun <= clock.millis()) || !marks.delete(name)) {
                return false;
            }
            try {
                marks.write(name + OVER, "");
            } catch (StateException e) {
                // Then it may begin again at once.
            }
            return true;
        });
    }

    private boolean isMarked(String name) {
        return marks.modifiedMillis(name) > 0;
    }

    private boolean isQuiet(String name) {
        long since = clock.millis() - marks.modifiedMillis(name + OVER);
        return since >= 0 && since < QUIET.toMillis();
    }
}
