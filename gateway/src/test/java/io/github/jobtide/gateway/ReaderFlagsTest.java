package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jobtide.exposition.MalformedBodyException;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.exposition.ReaderLimits;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReaderFlagsTest {
    private static final ReaderLimits TINY = new ReaderLimits(2, 2, 8, 4);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "a 1;a 2;a 3|--limits.samples",
            "# TYPE a gauge;# TYPE b gauge;# TYPE c gauge|--limits.samples",
            "a{x=\"\",y=\"\",z=\"\"} 1|--limits.labels",
            "a_name_too_long 1|--limits.name-length",
            "a{a_name_too_long=\"\"} 1|--limits.name-length",
            "a{x=\" labels\"} 1|--limits.value-length",
    })
    void whatIsBeyondALimitNamesTheFlagThatSetsIt(String lines, String flag) {
        assertThat(told(lines)).endsWith("or raise the limit, " + flag);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"a 1 or raise the limit", "a{x=\"1\" 3"})
    void whatIsWrongWhateverTheLimitsNamesNoFlag(String lines) {
        assertThat(told(lines)).doesNotContain("--limits");
    }

    private static String told(String lines) {
        byte[] body = (lines.replace(';', '\n') + "\n").getBytes(StandardCharsets.UTF_8);
        return ReaderFlags.told(catchThrowableOfType(MalformedBodyException.class,
                () -> BodyFormat.TEXT.read(body, TINY, NameRule.CLASSIC)));
    }
}
