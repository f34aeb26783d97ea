package io.github.jobtide.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunArgumentsTest {
    private static RunArguments parse(String words) {
        return RunArguments.parse(List.of(words.split(" ")));
    }

    @Test
    void optionsEndWhereTheCommandBegins() {
        RunArguments arguments = parse("--job backup --timeout=1h --strict -- ./backup.sh --job other --");

        assertThat(arguments.value(RunOption.JOB)).contains("backup");
        assertThat(arguments.value(RunOption.TIMEOUT)).contains("1h");
        assertThat(arguments.has(RunOption.STRICT)).isTrue();
        assertThat(arguments.command()).containsExactly("./backup.sh", "--job", "other", "--");
    }

    @Test
    void theTwoDashesMayBeLeftOut() {
        assertThat(parse("--job backup ./backup.sh -v").command()).containsExactly("./backup.sh", "-v");
    }

    @Test
    void someOptionsMayBeRepeated() {
        assertThat(parse("--group a=1 --job b --group=c=2 -- true").values(RunOption.GROUP)).containsExactly("a=1",
                "c=2");
    }

    @Test
    void aValueMayBeEmptyOrLookLikeAnOption() {
        RunArguments arguments = parse("--owner= --job --odd -- true");

        assertThat(arguments.value(RunOption.OWNER)).contains("");
        assertThat(arguments.value(RunOption.JOB)).contains("--odd");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --job j --frobnicate -- true  | there is no option --frobnicate
            --job j -x -- true            | there is no option -x
            --job j --job k -- true       | --job is given twice
            --job j --strict=yes -- true  | --strict takes no value
            --job -- true                 | --job needs a value: --job JOB
            --job j --                    | there is no command to run
            --job j                       | there is no command to run
            """)
    void wrongWordsAreNamed(String words, String message) {
        assertThatThrownBy(() -> parse(words)).isInstanceOf(UsageException.class).hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({"--help,true", "--job j -h,true", "--job j -- ls --help,false", "ls --help,false", "--job,false",
            "--job --help,false"})
    void helpIsForTheWrapperOnlyBeforeTheCommand(String words, boolean asks) {
        assertThat(RunArguments.asksForHelp(List.of(words.split(" ")))).isEqualTo(asks);
    }
}
