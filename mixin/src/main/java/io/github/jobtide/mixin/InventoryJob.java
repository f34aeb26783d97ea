package io.github.jobtide.mixin;

import io.github.jobtide.jobs.JobFacts;
import io.github.jobtide.jobs.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One job of an inventory.
 *
 * @param facts what is declared about it, as its client would report it
 * @param interval the longest time between two starts; a day if no schedule says it
 * @param severity of the alerts that are made for this job alone
 */
record InventoryJob(String name, JobFacts facts, Duration interval, String severity, List<Watch> watches) {
    private static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration A_YEAR = Duration.ofDays(366);
    private static final int FIRES = 300;
    private static final Duration WITHOUT_SCHEDULE = Duration.ofDays(1);

    InventoryJob {
        watches = List.copyOf(watches);
    }

    /** The same whenever it is asked for. */
    static Duration interval(JobFacts facts) {
        return facts.schedule().map(InventoryJob::longestGap).orElse(WITHOUT_SCHEDULE);
    }

    private static Duration longestGap(Schedule schedule) {
        Instant fire = schedule.next(MONDAY);
        Duration longest = Duration.ZERO;
        for (int i = 0; i < FIRES && fire.isBefore(MONDAY.plus(A_YEAR)); i++) {
            Instant next = schedule.next(fire);
            Duration gap = Duration.between(fire, next);
            longest = gap.compareTo(longest) > 0 ? gap : longest;
            fire = next;
        }
        return longest.isZero() ? Duration.between(fire, schedule.next(fire)) : longest;
    }

    Optional<String> owner() {
        return facts.owner();
    }
}
