package io.github.jobtide.jobs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;

/**
 * The five fields of cron in a time zone: minute, hour, day of month, month, day of week.
 *
 * <p>A day fires if the month is named, and the day of month and the day of week are; or, if neither of those two fields begins with a star, if one of them
 * is. That is how cron daemons have always read them.
 *
 * <p>A local time that the clock jumps over fires at the moment of the jump, together with what else falls on it. One that the clock
 * shows twice fires when it is shown first. So each local time has one instant, later ones never have an earlier instant, and the search goes through local
 * times: the first that is named and whose instant lies behind the moment asked for.
 */
public final class CronSchedule implements Schedule {
    /** 29 February falls on a given day of the week at least once in that time, also around the year 2100. */
    private static final int YEARS_SEARCHED = 41;

    private final String text;
    private final ZoneId zone;
    private final long minutes;
    private final long hours;
    private final long daysOfMonth;
    private final long months;
    private final long daysOfWeek;
    private final boolean eitherDay;

    private CronSchedule(CronText source, String text, ZoneId zone) {
        List<CronText.Word> fields = source.fields();
        this.text = text;
        this.zone = zone;
        minutes = CronField.MINUTE.bits(fields.get(0), source);
        hours = CronField.HOUR.bits(fields.get(1), source);
        daysOfMonth = CronField.DAY_OF_MONTH.bits(fields.get(2), source);
        months = CronField.MONTH.bits(fields.get(3), source);
        daysOfWeek = CronField.DAY_OF_WEEK.bits(fields.get(4), source);
        eitherDay = !fields.get(2).text().startsWith("*") && !fields.get(4).text().startsWith("*");
        if (!eitherDay && Long.numberOfTrailingZeros(daysOfMonth) > longestMonth(months)) {
            throw source.never(
                    "none of its months has a day " + Long.numberOfTrailingZeros(daysOfMonth));
        }
    }

    /**
     * Reads five fields, or a nickname such as {@code @daily}.
     *
     * @throws InvalidScheduleException if it cannot be read, or can never fire
     */
    public static CronSchedule parse(String text, ZoneId zone) {
        return new CronSchedule(new CronText(text), text.strip(), zone);
    }

    /** @throws InvalidScheduleException if there is no such time zone */
    public static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new InvalidScheduleException(
                    "there is no time zone '" + name + "'; write one such as Europe/Berlin, America/New_York or UTC");
        }
    }

    private static int longestMonth(long months) {
        int longest = 0;
        for (int month = 1; month <= 12; month++) {
            if (has(months, month)) {
                longest = Math.max(longest, LocalDate.of(2024, month, 1).lengthOfMonth());
            }
        }
        return longest;
    }

    @Override
    public Instant next(Instant after) {
        LocalDateTime local = LocalDateTime.ofInstant(after, zone).truncatedTo(ChronoUnit.MINUTES);
        Instant fire;
        do {
            local = nextNamed(local.plusMinutes(1));
            fire = instant(local);
        } while (!fire.isAfter(after));
        return fire;
    }

    /** The first local minute from that one on that the fields name. */
    private LocalDateTime nextNamed(LocalDateTime from) {
        LocalDate day = from.toLocalDate();
        int earliest = 60 * from.getHour() + from.getMinute();
        int lastYear = day.getYear() + YEARS_SEARCHED;
        while (day.getYear() <= lastYear) {
            int minute = has(months, day.getMonthValue()) && namesDay(day) ? minuteOfDay(earliest) : -1;
            if (minute >= 0) {
                return day.atTime(minute / 60, minute % 60);
            }
            earliest = 0;
            day = has(months, day.getMonthValue()) ? day.plusDays(1) : day.withDayOfMonth(1).plusMonths(1);
        }
        throw new IllegalStateException("no fire of '" + text + "' within " + YEARS_SEARCHED + " years after " + from);
    }

    private boolean namesDay(LocalDate day) {
        boolean ofMonth = has(daysOfMonth, day.getDayOfMonth());
        boolean ofWeek = has(daysOfWeek, day.getDayOfWeek().getValue() % 7);
        return eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek;
    }

    /** The first named minute of a day from {@code earliest} on; -1 if none is left. */
    private int minuteOfDay(int earliest) {
        int hour = earliest / 60;
        long left = has(hours, hour) ? minutes & (-1L << (earliest % 60)) : 0;
        if (left != 0) {
            return 60 * hour + Long.numberOfTrailingZeros(left);
        }
        long hoursLeft = hours & (-1L << (hour + 1));
        return hoursLeft == 0
                ? -1
                : 60 * Long.numberOfTrailingZeros(hoursLeft) + Long.numberOfTrailingZeros(minutes);
    }

    private Instant instant(LocalDateTime local) {
        ZoneOffsetTransition jump = zone.getRules().getTransition(local);
        if (jump == null) {
            return local.toInstant(zone.getRules().getOffset(local));
        }
        return jump.isGap() ? jump.getInstant() : local.toInstant(jump.getOffsetBefore());
    }

    /** Searches by halves: the fire after a moment comes no earlier than the fire after an earlier moment. */
    @Override
    public Optional<Instant> previous(Instant moment) {
        long tooLate = moment.getEpochSecond();
        long step = 60;
        while (next(Instant.ofEpochSecond(tooLate - step)).isAfter(moment)) {
            step *= 2;
            if (step > YEARS_SEARCHED * 366L * 86_400) {
                return Optional.empty();
            }
        }
        long early = tooLate - step;
        while (tooLate - early > 1) {
            long middle = early + (tooLate - early) / 2;
            if (next(Instant.ofEpochSecond(middle)).isAfter(moment)) {
                tooLate = middle;
            } else {
                early = middle;
            }
        }
        return Optional.of(next(Instant.ofEpochSecond(early)));
    }

    private static boolean has(long bits, int value) {
        return (bits & (1L << value)) != 0;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public Optional<String> timeZone() {
        return Optional.of(zone.getId());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronSchedule that && text.equals(that.text) && zone.equals(that.zone);
    }

    @Override
    public int hashCode() {
        return 31 * text.hashCode() + zone.hashCode();
    }

    @Override
    public String toString() {
        return text + " (" + zone + ')';
    }
}
