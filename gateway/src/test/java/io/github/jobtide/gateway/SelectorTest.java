package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.exposition.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {
    private static final Labels LABELS = Labels.of("job", "backup", "zone", "eu-1", "a.b", "say \"hi\"\\");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"{} | yes", "{job=\"backup\"} | yes",
            "{job=\"other\"} | no",
            "{job!=\"other\"} | yes", "{job!=\"backup\"} | no", "{job=~\"back.*\"} | yes", "{job=~\"back\"} | no",
            "{job!~\"back.*\"} | no", "{job!~\"x\"} | yes", "{none=\"\"} | yes", "{none!=\"\"} | no",
            "{none=~\".+\"} | no", "{none!~\".+\"} | yes", "{zone=''} | no",
            "{job=\"backup\",zone=\"eu-1\"} | yes", "{job=\"backup\",zone=\"eu-2\"} | no",
            " { job = \"backup\" , } | yes", "{\"a.b\"=\"say \\\"hi\\\"\\\\\"} | yes", "{`a.b`=`say \"hi\"\\`} | yes",
            "{job='b\\u0061ckup'} | yes", "{zone=~`eu-\\d`} | yes", "{zone=~\"eu-\\\\d\"} | yes"})
    void labelsAreSelectedAsPrometheusDoes(String selector, String selects) {
        assertThat(Selector.parse(selector).matches(LABELS, new StepBudget(10_000))).isEqualTo(selects.equals("yes"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "~~ | character 1: write what labels must be in braces, as in {job=\"backup\"}; groups have no metric's name",
            "up{job=\"a\"} | character 1: write what labels must be in braces, as in {job=\"backup\"}; groups have no metric's name",
            "{ | character 2: here must be the name of a label", "{job} | character 5: here must be =, !=, =~ or !~",
            "{job==\"a\"} | character 6: here must be a text in quotes",
            "{job=a} | character 6: here must be a text in quotes",
            "{job=\"a} | character 9: the text in quotes does not end",
            "{job=\"a\" zone=\"b\"} | character 10: here must be ',' or '}'",
            "{,} | character 2: here must be the name of a label",
            "{1a=\"b\"} | character 2: here must be the name of a label",
            "{job=\"a\"} x | character 11: here must be the end",
            "{job=~\"(\"} | character 10: character 1 of the expression: a '(' without its ')'",
            "{job=~\"\\d\"} | character 10: '\\d' is not known here; in expressions write the backslash twice, or `…` as quotes",
            "{job=\"\\uZZZZ\"} | character 9: 'ZZZZ' is no character"})
    void whatIsNotUnderstoodIsTold(String selector, String complaint) {
        assertThatThrownBy(() -> Selector.parse(selector)).isInstanceOf(Selector.MalformedException.class)
                .hasMessage(complaint);
    }

    @Test
    void whatIsTooLongIsNotRead() {
        assertThatThrownBy(() -> Selector.parse("{a=\"" + "x".repeat(2000) + "\"}"))
                .hasMessage("it has more than 2000 characters");
        assertThatThrownBy(() -> Selector.parse("{" + "a=\"\",".repeat(31) + "}"))
                .hasMessage("character 152: more than 30 conditions");
    }

    @Test
    void whatEveryGroupMayLackAsksForNothing() {
        assertThat(Selector.parse("{}").asksForSomething()).isFalse();
        assertThat(Selector.parse("{zone=\"\"}").asksForSomething()).isFalse();
        assertThat(Selector.parse("{zone!=\"a\"}").asksForSomething()).isFalse();
        assertThat(Selector.parse("{zone=~\".*\"}").asksForSomething()).isFalse();
        assertThat(Selector.parse("{zone=~\".+\"}").asksForSomething()).isTrue();
        assertThat(Selector.parse("{zone!=\"\"}").asksForSomething()).isTrue();
    }
}
