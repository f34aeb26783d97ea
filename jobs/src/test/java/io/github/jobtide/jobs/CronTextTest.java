package io.github.jobtide.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTextTest {
    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "61 * * * *         | the minute '61' (column 1) is not a number from 0 to 59, a range of them or *",
            "* 24 * * *         | the hour '24' (column 3) is not a number from 0 to 23, a range of them or *",
            "0 0 0 * *          | the day of month '0' (column 5) is not a number from 1 to 31, a range of them or *",
            "0 0 1 13 *         | the month '13' (column 7) is not a number from 1 to 12, a name from jan on, a range of them or *",
            "0 0 * * 8          | the day of week '8' (column 9) is not a number from 0 to 7, a name from sun on, a range of them or *",
            "0 0 * * monday     | the day of week 'monday' (column 9) is not a number from 0 to 7, a name from sun on, a range of them or *",
            "0 0 * feb-xyz *    | the month 'feb-xyz' (column 7) is not a number from 1 to 12, a name from jan on, a range of them or *",
            "0,,5 * * * *       | the minute '' (column 3) is not a number from 0 to 59, a range of them or *",
            "0,5, * * * *       | the minute '' (column 5) is not a number from 0 to 59, a range of them or *",
            "1,2,x * * * *      | the minute 'x' (column 5) is not a number from 0 to 59, a range of them or *",
            "*/0 * * * *        | the minute '*/0' (column 1) has a step that is not a whole number from 1 on",
            "*/ * * * *         | the minute '*/' (column 1) has a step that is not a whole number from 1 on",
            "*/-5 * * * *       | the minute '*/-5' (column 1) has a step that is not a whole number from 1 on",
            "5/15 * * * *       | the minute '5/15' (column 1) has a step but no range to take it through; write 5-59/15",
            "0 22-2 * * *       | the hour '22-2' (column 3) runs backwards; write two ranges: 22-23,0-2",
            "1-2-3 * * * *      | the minute '1-2-3' (column 1) is not a number from 0 to 59, a range of them or *",
            "? * * * *          | the minute '?' (column 1) is not a number from 0 to 59, a range of them or *",
            "-1 * * * *         | the minute '-1' (column 1) is not a number from 0 to 59, a range of them or *",
            "** * * * *         | the minute '**' (column 1) is not a number from 0 to 59, a range of them or *",
            "0 0 L * *          | the day of month 'L' (column 5) is not a number from 1 to 31, a range of them or *",
            "99999999999 * * * *| the minute '99999999999' (column 1) is not a number from 0 to 59, a range of them or *"})
    void aFieldThatCannotBeReadIsNamedWithItsPlaceAndWhatItMayBe(String text, String problem) {
        assertThatThrownBy(() -> CronSchedule.parse(text, UTC)).isInstanceOf(InvalidScheduleException.class)
                .hasMessage("in the schedule '" + text + "' " + problem);
    }

    @ParameterizedTest
    @CsvSource({"0 2 * *, 4 fields", "0 0 2 * * *, 6 fields", "'', 0 fields", "0, 1 field"})
    void fiveFieldsAreNeeded(String text, String count) {
        assertThatThrownBy(() -> CronSchedule.parse(text, UTC)).isInstanceOf(InvalidScheduleException.class)
                .hasMessage("the schedule '" + text + "' has " + count + ", and five are needed: minute, hour,"
                        + " day of month, month, day of week; for example '30 2 * * *'");
    }

    @Test
    void aNicknameThatNobodyKnowsIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> CronSchedule.parse("@fortnightly", UTC)).hasMessage("the schedule '@fortnightly' is"
                + " not known; write five fields, or @hourly, @daily, @weekly, @monthly or @yearly");
        assertThatThrownBy(() -> CronSchedule.parse("@reboot", UTC)).hasMessage("the schedule '@reboot' does not say"
                + " when the next start is due; declare none for such a job");
    }

    @ParameterizedTest
    @CsvSource({"0 0 30 2 *, 30", "0 0 31 2 *, 31", "'0 0 31 4,6,9,11 *', 31", "0 0 30-31 feb */2, 30"})
    void aScheduleThatNeverFiresIsRefused(String text, int day) {
        assertThatThrownBy(() -> CronSchedule.parse(text, UTC)).isInstanceOf(InvalidScheduleException.class)
                .hasMessage("the schedule '" + text + "' never fires: none of its months has a day " + day
                        + "; correct the day of month or the month");
    }

    @Test
    void aDayThatIsNeverThereIsFineBesideADayOfTheWeek() {
        assertThat(CronSchedule.parse("0 0 30 2 mon", UTC).text()).isEqualTo("0 0 30 2 mon");
    }

    @Test
    void blanksAroundAndBetweenTheFieldsDoNotCount() {
        assertThat(CronSchedule.parse("  0\t2  * * *  ", UTC)).hasToString("0\t2  * * * (UTC)");
    }

    @Test
    void aZoneThatDoesNotExistIsRefusedWithSomeThatDo() {
        assertThatThrownBy(() -> CronSchedule.zone("Europe/Atlantis")).isInstanceOf(InvalidScheduleException.class)
                .hasMessage("there is no time zone 'Europe/Atlantis'; write one such as Europe/Berlin,"
                        + " America/New_York or UTC");
        assertThat(CronSchedule.zone("Europe/Berlin")).isEqualTo(ZoneId.of("Europe/Berlin"));
    }
}
