package io.github.jobtide.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.Seeds;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The evaluator beside a daemon that looks at the clock each minute, in every zone there is. */
class CronModelTest {
    /** From then on every zone is whole minutes off. */
    private static final Instant FIRST = Instant.parse("1973-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2040-01-01T00:00:00Z");
    private static final List<String> ZONES = new ArrayList<>(new TreeSet<>(ZoneId.getAvailableZoneIds()));

    @Test
    void anyScheduleFiresAsTheModelDoesInAnyZoneAtAnyTime() {
        Seeds.each(3000, seed -> {
            Random random = new Random(~seed);
            long minutes = random.nextLong(FIRST.until(LAST, ChronoUnit.MINUTES));
            compare(CronModel.from(seed), zone(random), FIRST.plus(minutes, ChronoUnit.MINUTES), 2000);
        });
    }

    @Test
    void anyScheduleFiresAsTheModelDoesAroundAnyChangeOfTheClock() {
        Seeds.each(6000, seed -> {
            Random random = new Random(~seed);
            ZoneId zone = zone(random);
            long days = random.nextLong(FIRST.until(LAST, ChronoUnit.DAYS));
            ZoneOffsetTransition change = zone.getRules().nextTransition(FIRST.plus(days, ChronoUnit.DAYS));
            if (change != null) {
                Instant from = change.getInstant().minus(random.nextInt(1600), ChronoUnit.MINUTES);
                compare(CronModel.from(seed), zone, from, 3000);
            }
        });
    }

    private static ZoneId zone(Random random) {
        return ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    }

    private static void compare(CronModel model, ZoneId zone, Instant from, int minutes) {
        CronSchedule schedule;
        try {
            schedule = CronSchedule.parse(model.text, zone);
        } catch (InvalidScheduleException e) {
            assertThat(e).hasMessageContaining("never fires");
            return;
        }
        Instant to = from.plus(minutes, ChronoUnit.MINUTES);

        List<Instant> expected = model.fires(zone, from, to);

        List<Instant> fires = new ArrayList<>();
        for (Instant fire = schedule.next(from); !fire.isAfter(to); fire = schedule.next(fire)) {
            fires.add(fire);
        }
        assertThat(fires).as("%s in %s from %s", model.text, zone, from).isEqualTo(expected);
        if (!expected.isEmpty()) {
            assertThat(schedule.previous(to)).contains(expected.get(expected.size() - 1));
        }
    }
}
