package io.github.jobtide.jobs;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A schedule at random, and a daemon that looks at the clock on the wall each minute: whatever it names between the latest time that the
 * clock ever showed and the one it shows now is due. It knows nothing of bits, rules of zones or searching.
 */
final class CronModel {
    final String text;
    private final Set<Integer> minutes = new TreeSet<>();
    private final Set<Integer> hours = new TreeSet<>();
    private final Set<Integer> days = new TreeSet<>();
    private final Set<Integer> months = new TreeSet<>();
    private final Set<Integer> weekdays = new TreeSet<>();
    private final boolean eitherDay;

    private CronModel(Random random) {
        String minute = field(random, 0, 59, minutes);
        String hour = field(random, 0, 23, hours);
        String day = random.nextInt(3) > 0 ? all(1, 31, days) : field(random, 1, 31, days);
        String month = random.nextInt(4) > 0 ? all(1, 12, months) : field(random, 1, 12, months);
        String weekday = random.nextInt(3) > 0 ? all(0, 6, weekdays) : field(random, 0, 6, weekdays);
        eitherDay = day.charAt(0) != '*' && weekday.charAt(0) != '*';
        text = String.join(" ", minute, hour, day, month, weekday);
    }

    static CronModel from(long seed) {
        return new CronModel(new Random(seed));
    }

    private static String all(int lowest, int highest, Set<Integer> values) {
        for (int value = lowest; value <= highest; value++) {
            values.add(value);
        }
        return "*";
    }

    private static String field(Random random, int lowest, int highest, Set<Integer> values) {
        int step = 1 + random.nextInt(highest / 2);
        int first = lowest + random.nextInt(highest - lowest + 1);
        int last = first + random.nextInt(highest - first + 1);
        return switch (random.nextInt(5)) {
            case 0 -> all(lowest, highest, values);
            case 1 -> {
                steps(lowest, highest, step, values);
                yield "*/" + step;
            }
            case 2 -> {
                steps(first, last, step, values);
                yield first + "-" + last + "/" + step;
            }
            case 3 -> {
                values.add(first);
                steps(first, last, 1, values);
                yield first + "," + first + "-" + last;
            }
            default -> {
                values.add(first);
                yield "" + first;
            }
        };
    }

    private static void steps(int first, int last, int step, Set<Integer> values) {
        for (int value = first; value <= last; value += step) {
            values.add(value);
        }
    }

    private boolean names(LocalDateTime time) {
        boolean day = days.contains(time.getDayOfMonth());
        boolean weekday = weekdays.contains(time.getDayOfWeek().getValue() % 7);
        return minutes.contains(time.getMinute()) && hours.contains(time.getHour())
                && months.contains(time.getMonthValue()) && (eitherDay ? day || weekday : day && weekday);
    }

    /** The fires after {@code from}, which is a whole minute, up to {@code to}. */
    List<Instant> fires(ZoneId zone, Instant from, Instant to) {
        List<Instant> fires = new ArrayList<>();
        // Long enough before, so that the latest time ever shown is right also within a second pass.
        LocalDateTime latest = LocalDateTime.MIN;
        for (Instant now = from.minus(26, ChronoUnit.HOURS); !now.isAfter(to); now = now.plusSeconds(60)) {
            LocalDateTime shown = LocalDateTime.ofInstant(now, zone).truncatedTo(ChronoUnit.MINUTES);
            if (!shown.isAfter(latest)) {
                continue;
            }
            boolean due = false;
            LocalDateTime passed = now.isAfter(from) ? latest.plusMinutes(1) : shown;
            for (; !passed.isAfter(shown); passed = passed.plusMinutes(1)) {
                due |= names(passed);
            }
            latest = shown;
            if (due && now.isAfter(from)) {
                fires.add(now);
            }
        }
        return fires;
    }
}
