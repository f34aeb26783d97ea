package io.github.jobtide.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "*/15 * * * *      | 2026-01-01T00:07:30 | 2026-01-01T00:15 2026-01-01T00:30 2026-01-01T00:45 2026-01-01T01:00",
            "0 9-17/4 * * *    | 2026-01-01T00:00    | 2026-01-01T09:00 2026-01-01T13:00 2026-01-01T17:00 2026-01-02T09:00",
            "30 22,1 * * *     | 2026-01-01T00:00    | 2026-01-01T01:30 2026-01-01T22:30 2026-01-02T01:30",
            "0 0 * * mon-fri   | 2026-11-27T00:00    | 2026-11-30T00:00 2026-12-01T00:00",
            "0 0 * * 7         | 2026-11-26T00:00    | 2026-11-29T00:00 2026-12-06T00:00",
            "0 0 * * 5-7       | 2026-11-26T00:00    | 2026-11-27T00:00 2026-11-28T00:00 2026-11-29T00:00 2026-12-04T00:00",
            "0 0 * * sun-sun   | 2026-11-26T00:00    | 2026-11-29T00:00 2026-12-06T00:00",
            "0 0 * * FRI-Sun   | 2026-11-26T00:00    | 2026-11-27T00:00 2026-11-28T00:00 2026-11-29T00:00 2026-12-04T00:00",
            "0 0 31 * *        | 2026-01-01T00:00    | 2026-01-31T00:00 2026-03-31T00:00 2026-05-31T00:00 2026-07-31T00:00",
            "0 12 29 2 *       | 2026-01-01T00:00    | 2028-02-29T12:00 2032-02-29T12:00",
            "0 12 29 2 *       | 2096-03-01T00:00    | 2104-02-29T12:00",
            "0 0 * jan,Jul *   | 2026-01-31T12:00    | 2026-07-01T00:00",
            "59 23 31 12 *     | 2026-12-31T23:58:59 | 2026-12-31T23:59 2027-12-31T23:59",
            "59 23 31 12 *     | 2026-12-31T23:59    | 2027-12-31T23:59"})
    void fieldsNameTheirTimes(String text, String from, String fires) {
        assertThat(fires(text, "UTC", from, fires.split(" ").length)).isEqualTo(fires);
    }

    @Test
    void aDayOfMonthOrADayOfWeekIsEnoughIfBothAreNamed() {
        assertThat(fires("0 0 13 * fri", "UTC", "2026-11-01T00:00", 5)).isEqualTo(
                "2026-11-06T00:00 2026-11-13T00:00 2026-11-20T00:00 2026-11-27T00:00 2026-12-04T00:00");
        assertThat(fires("0 0 13 * mon", "UTC", "2026-11-08T00:00", 3)).isEqualTo(
                "2026-11-09T00:00 2026-11-13T00:00 2026-11-16T00:00");
    }

    @Test
    void bothHaveToFitIfOneOfThemBeginsWithAStar() {
        assertThat(fires("0 0 */2 * mon", "UTC", "2026-11-01T00:00", 3))
                .isEqualTo("2026-11-09T00:00 2026-11-23T00:00 2026-12-07T00:00");
        assertThat(fires("0 0 29 2 */7", "UTC", "2026-01-01T00:00", 1)).isEqualTo("2032-02-29T00:00");
        assertThat(fires("0 0 29 2 */7", "UTC", "2088-03-01T00:00", 1)).isEqualTo("2128-02-29T00:00");
    }

    @ParameterizedTest
    @CsvSource({"@hourly, 2026-11-26T11:00", "@daily, 2026-11-27T00:00", "@midnight, 2026-11-27T00:00",
            "@weekly, 2026-11-29T00:00", "@monthly, 2026-12-01T00:00", "@yearly, 2027-01-01T00:00",
            "@annually, 2027-01-01T00:00", "@Daily, 2026-11-27T00:00"})
    void nicknamesStandForFiveFields(String nickname, String fire) {
        assertThat(fires(nickname, "UTC", "2026-11-26T10:20", 1)).isEqualTo(fire);
    }

    @Test
    void aTimeThatTheClockJumpsOverFiresAtTheJump() {
        assertThat(instants("30 2 * * *", BERLIN, "2026-03-27T12:00:00Z", 3)).containsExactly("2026-03-28T01:30:00Z",
                "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
    }

    @Test
    void quarterHoursThatTheClockJumpsOverFireOnceTogetherWithTheOneThatIsThere() {
        assertThat(instants("*/15 * * * *", BERLIN, "2026-03-29T00:40:00Z", 3)).containsExactly("2026-03-29T00:45:00Z",
                "2026-03-29T01:00:00Z", "2026-03-29T01:15:00Z");
        assertThat(instants("*/15 2 * * *", BERLIN, "2026-03-28T01:40:00Z", 3)).containsExactly("2026-03-28T01:45:00Z",
                "2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z");
    }

    @Test
    void aTimeThatTheClockShowsTwiceFiresTheFirstTime() {
        assertThat(instants("30 2 * * *", BERLIN, "2026-10-24T12:00:00Z", 2)).containsExactly("2026-10-25T00:30:00Z",
                "2026-10-26T01:30:00Z");
        assertThat(instants("*/30 * * * *", BERLIN, "2026-10-24T23:50:00Z", 4)).containsExactly("2026-10-25T00:00:00Z",
                "2026-10-25T00:30:00Z", "2026-10-25T02:00:00Z", "2026-10-25T02:30:00Z");
    }

    @Test
    void fromWithinTheSecondPassTheNextFireIsBehindIt() {
        assertThat(instants("*/30 * * * *", BERLIN, "2026-10-25T01:10:00Z", 1))
                .containsExactly("2026-10-25T02:00:00Z");
    }

    @Test
    void theSouthernHalfChangesTheOtherWayRound() {
        ZoneId sydney = ZoneId.of("Australia/Sydney");
        assertThat(instants("30 2 * * *", sydney, "2026-10-03T00:00:00Z", 2)).containsExactly("2026-10-03T16:00:00Z",
                "2026-10-04T15:30:00Z");
        assertThat(instants("30 2 * * *", sydney, "2026-04-04T00:00:00Z", 2)).containsExactly("2026-04-04T15:30:00Z",
                "2026-04-05T16:30:00Z");
        assertThat(instants("15 2 * * *", ZoneId.of("Australia/Lord_Howe"), "2026-10-03T00:00:00Z", 1))
                .containsExactly("2026-10-03T15:30:00Z");
    }

    @Test
    void aDayThatAZoneLeftOutFiresAtItsEnd() {
        assertThat(instants("0 12 * * *", ZoneId.of("Pacific/Apia"), "2011-12-29T20:00:00Z", 3))
                .containsExactly("2011-12-29T22:00:00Z", "2011-12-30T10:00:00Z", "2011-12-30T22:00:00Z");
    }

    @Test
    void thePreviousFireIsTheOneThatARunWasDueBy() {
        CronSchedule nightly = CronSchedule.parse("0 2 * * *", ZoneId.of("UTC"));
        Instant fire = Instant.parse("2026-11-26T02:00:00Z");

        assertThat(nightly.previous(fire)).contains(fire);
        assertThat(nightly.previous(fire.plusMillis(1500))).contains(fire);
        assertThat(nightly.previous(fire.minusMillis(1))).contains(fire.minusSeconds(86_400));
        assertThat(CronSchedule.parse("0 0 29 2 *", ZoneId.of("UTC")).previous(fire))
                .contains(Instant.parse("2024-02-29T00:00:00Z"));
        assertThat(IntervalSchedule.parse("6h").previous(fire)).isEmpty();
    }

    private static String fires(String text, String zone, String from, int count) {
        ZoneId id = ZoneId.of(zone);
        Instant at = LocalDateTime.parse(from).atZone(id).toInstant();
        return String.join(" ", after(CronSchedule.parse(text, id), at, count).stream()
                .map(fire -> LocalDateTime.ofInstant(fire, id).toString()).toList());
    }

    private static List<String> instants(String text, ZoneId zone, String from, int count) {
        return after(CronSchedule.parse(text, zone), Instant.parse(from), count).stream().map(Instant::toString)
                .toList();
    }

    private static List<Instant> after(CronSchedule schedule, Instant from, int count) {
        List<Instant> fires = new ArrayList<>();
        Instant at = from;
        for (int i = 0; i < count; i++) {
            at = schedule.next(at);
            fires.add(at);
        }
        return fires;
    }
}
