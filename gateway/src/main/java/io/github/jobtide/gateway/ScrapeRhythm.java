package io.github.jobtide.gateway;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * When pages were asked for lately, and from that, when the next one will be. A Prometheus asks at even intervals; of several each keeps
 * its own, so that the time between one page and the next differs, but repeats itself. One thread.
 */
final class ScrapeRhythm {
    private static final int MOST_SCRAPERS = 4;
    private static final long SHORTEST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(90).toNanos();

    /** The latest first. */
    private final long[] asked = new long[2 * MOST_SCRAPERS];
    private int count;

    void asked(long nanos) {
        System.arraycopy(asked, 0, asked, 1, asked.length - 1);
        asked[0] = nanos;
        count = Math.min(count + 1, asked.length);
    }

    /**
     * When the next page will be asked for, later than the latest one; empty if that cannot be told, or is too far away to do something for it.
     */
    OptionalLong next() {
        for (int scrapers = 1; scrapers <= MOST_SCRAPERS && scrapers < count; scrapers++) {
            long interval = asked[0] - asked[scrapers];
            if (interval >= SHORTEST_NANOS && interval <= LONGEST_NANOS && isEven(scrapers, interval)) {
                return OptionalLong.of(asked[scrapers - 1] + interval);
            }
        }
        return OptionalLong.empty();
    }

    /** Whether the intervals before were about as long, as far as they are known; of several one must be. */
    private boolean isEven(int scrapers, long interval) {
        if (scrapers > 1 && count < scrapers + 2) {
            return false;
        }
        for (int i = 1; i <= scrapers && i + scrapers < count; i++) {
            if (Math.abs(asked[i] - asked[i + scrapers] - interval) > interval / 10) {
                return false;
            }
        }
        return true;
    }
}
