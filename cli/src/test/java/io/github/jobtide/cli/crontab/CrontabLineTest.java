package io.github.jobtide.cli.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CrontabLineTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\t", "# comment", "  # 5 4 * * * x"})
    void blanksAndCommentsSayNothing(String line) {
        assertThat(CrontabLine.parse(line, false)).isEqualTo(new CrontabLine.Silent());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"MAILTO=a@example.com | MAILTO | a@example.com",
            "  PATH = /usr/bin:/bin   | PATH | /usr/bin:/bin", "MAILTO=\"\" | MAILTO | ``",
            "\"odd name\"='it # is' | odd name | it # is", "A=b=c % d | A | b=c % d",
            "CRON_TZ=Europe/Berlin | CRON_TZ | Europe/Berlin"})
    void assignmentsAreKnown(String line, String name, String value) {
        assertThat(CrontabLine.parse(line, false)).isEqualTo(new CrontabLine.Assignment(name, value));
    }

    @Test
    void anEntryIsSplitWithoutLosingALetter() {
        assertThat(CrontabLine.parse(" */5\t2-4  * jan,feb mon-fri   echo a  b \\% c%first%second ", false)).isEqualTo(
                new CrontabLine.Entry(" */5\t2-4  * jan,feb mon-fri   ", "*/5 2-4 * jan,feb mon-fri", Optional.empty(),
                        "echo a  b \\% c", "%first%second "));
        assertThat(CrontabLine.parse("@daily root  /bin/x", true)).isEqualTo(
                new CrontabLine.Entry("@daily root  ", "@daily", Optional.of("root"), "/bin/x", ""));
        assertThat(CrontabLine.parse("0 5 * * * X=1 cmd", false)).isEqualTo(
                new CrontabLine.Entry("0 5 * * * ", "0 5 * * *", Optional.empty(), "X=1 cmd", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"a \\% b % c | a \\% b ", "a \\\\% c | a \\\\",
            "a \\x % c | a \\x ",
            "a \\\\\\% b | a \\\\\\% b", "`a\\` | `a\\`"})
    void aPercentSignBeginsTheInputUnlessABackslashStandsBeforeIt(String command, String split) {
        assertThat(CrontabLine.parse("* * * * * " + command, false))
                .isInstanceOfSatisfying(CrontabLine.Entry.class,
                        entry -> assertThat(entry.command().strip()).isEqualTo(split.strip()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"@dayly x | '@dayly' is no schedule that cron knows",
            "hello world | it is neither an assignment nor five fields and a command",
            "5 4 * * | it is neither an assignment nor five fields and a command",
            "5 4 * * * | there is no command", "@daily | there is no command"})
    void whatCronWouldRefuseIsUnknown(String line, String reason) {
        assertThat(CrontabLine.parse(line, false)).isEqualTo(new CrontabLine.Unknown(reason));
    }

    @Test
    void aSystemTableNeedsAUserAndACommand() {
        assertThat(CrontabLine.parse("5 4 * * * root", true))
                .isEqualTo(new CrontabLine.Unknown("there is no command behind the user"));
    }
}
