package io.github.jobtide.mixin.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.lint.Finding;
import io.github.jobtide.lint.LintOptions;
import io.github.jobtide.lint.LintResult;
import io.github.jobtide.lint.Profile;
import io.github.jobtide.lint.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are read, where findings stand in them, and what is said of those that cannot be read. */
final class RuleLintTest {
    private static final String DIVISION = " warning JT803 [record r] the divisor, which is made of b, may be 0";

    private static List<String> found(String text) {
        return Linted.lines(Linted.file(text));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {"expr: a / b ; 4:19", "expr: 'a / b' ; 4:20",
            "expr: 'x{y=''z''} / b' ; 4:29", "expr: \"x{y=\\\"z\\\"} / b\" ; 4:29", "expr: \"\\x61 /\\tb\" ; 4:24",
            "expr: 'x{y=\"é😀\"} / b' ; 4:32",
            "expr: >-~          a~          / b ; 6:13", "expr: |~          a~~          / b ; 7:13",
            "expr: |2~            a # é~          /~          b~ ; 7:11", "expr: a~          / b ; 5:13",
            "expr: | # a / b~          a~          / b ; 6:13"})
    void aFindingStandsWhereItsPieceDoesWhateverTheForm(String expression, String place) {
        List<String> found = found(
                "groups:\n  - rules:\n      - record: r\n        " + expression.replace('~', '\n') + "\n");

        assertThat(found).singleElement().asString().startsWith(place + " ");
    }

    @Test
    void severalDocumentsAndResourcesOfTheOperatorAreRead() {
        assertThat(found("""
                kind: Service # 😀😀
                ---
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                spec:
                  groups:
                  - rules:
                    - record: r
                      expr: a / b
                ---
                kind: List
                items:
                - spec: {groups: [{rules: [{record: r, expr: a / b}]}]}
                - spec: {groups: [{rules: [{record: r}]}]}
                """)).containsExactly("9:17" + DIVISION, "13:50" + DIVISION,
                "14:28 error JT001 [] a rule without expr");
    }

    @Test
    void filesInAConfigMapAreReadAndHaveTheirPlaceInIt() {
        assertThat(found("""
                kind: ConfigMap
                data:
                  README: no rules
                  rules.yml: |
                    groups:
                    - rules:
                      # jobtide-lint: disable=JT803
                      - record: q
                        expr: a / b
                      - record: r
                        expr: |
                          a
                          / b
                  board.json: |-
                    {"panels": [
                      {"title": "P", "targets": [
                        {"expr": "a / b"}]}]}
                """)).containsExactly("13:13" + DIVISION,
                "17:23 info JT803 [panel 'P'] the divisor, which is made of b, may be 0");
    }

    @Test
    void aCommentAboveARuleSwitchesOffForThatRuleAlone() {
        assertThat(found("""
                groups:
                  - rules:
                      # Nobody divides more than once.
                      # jobtide-lint: disable=JT801, JT803
                      - record: r
                        expr: a / b
                      # jobtide-lint: disable=JT801
                      - record: r
                        expr: a / b
                      - record: r
                        # jobtide-lint: disable=JT803
                        expr: a / b
                """)).containsExactly("9:19" + DIVISION, "12:19" + DIVISION);
    }

    @Test
    void optionsSwitchOffAndChangeSeverities() {
        String text = "groups: [{rules: [{record: r, expr: a / b}, {record: s, expr: (}]}]";

        assertThat(ids(text, Set.of(), Map.of())).containsExactly("JT803 WARNING", "JT001 ERROR");
        assertThat(ids(text, Set.of("JT803", "JT001"), Map.of())).isEmpty();
        assertThat(ids(text, Set.of("JT001"), Map.of("JT803", Severity.ERROR))).containsExactly("JT803 ERROR");
        assertThat(Linted.file(text).has(Severity.ERROR)).isTrue();
        assertThat(Linted.file("groups: []").has(Severity.INFO)).isFalse();
    }

    private static List<String> ids(String text, Set<String> disabled, Map<String, Severity> severities) {
        return Linted.file(text, new LintOptions(Profile.SCRAPE, Map.of(), disabled, severities, false)).findings()
                .stream().map(finding -> finding.rule() + " " + finding.severity()).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "rate(a[5m] | 4:19 | a bracket is opened and never closed",
            "sum(a)) | 4:21 | a bracket is closed and was never opened",
            "a{b=\"c} | 4:19 | a text in quotes does not end",
            "a{b=\"c\" | 4:16 | a bracket is opened and never closed",
            "a[5m | 4:16 | a bracket is opened and never closed", "a ; b | 4:17 | ';' is no part of PromQL",
            "a × b | 4:17 | '×' is no part of PromQL"})
    void anExpressionThatCannotBeTakenToPiecesIsTold(String expression, String place, String reason) {
        assertThat(found("groups:\n  - rules:\n      - record: r\n        expr: " + expression + "\n")).containsExactly(
                place + " error JT001 [record r] the expression cannot be read: " + reason);
    }

    @Test
    void anEndlessExpressionIsToldAndNotRead() {
        String sum = "a + ".repeat(16_000);

        assertThat(found("groups: [{rules: [{record: r, expr: '" + sum + "a / b'}]}]"))
                .as("more than anybody writes by hand: its form is not looked at").isEmpty();
        assertThat(found("groups: [{rules: [{record: r, expr: '" + sum + sum + "a'}]}]")).singleElement().asString()
                .endsWith(
                        "JT001 [record r] the expression cannot be read: it is longer than 65536 characters, and is not looked at");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "scrape_configs: [] | 0:0 | this is neither a file of rules nor a dashboard",
            "{\"title\": \"a\"} | 0:0 | this is neither a file of rules nor a dashboard",
            "groups: [ | 1:10 | this is not YAML", "{\"panels\": [} | 1:13 | this is not JSON",
            "groups: many | 1:9 | groups is not a list", "groups: [{rules: one}] | 1:18 | rules is not a list",
            "groups: [{rules: [{alert: A}]}] | 1:19 | a rule without expr",
            "groups: [{rules: [{expr: a}]}] | 1:19 | a rule without alert or record",
            "groups: [{rules: [{record: r, expr: ' '}]}] | 1:38 | the expression cannot be read: it is empty"})
    void whatIsNoSuchFileIsTold(String text, String place, String reason) {
        assertThat(Linted.file(text).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("JT001");
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.line() + ":" + finding.column()).isEqualTo(place);
            assertThat(finding.reason()).isEqualTo(reason);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# Nothing yet.\n", "---\n", "groups:\n", "groups: []\n", "groups: null",
            "groups:\n  - name: a\n    rules:\n"})
    void aFileWithoutRulesIsFree(String text) {
        assertThat(found(text)).isEmpty();
    }

    @Test
    void whatHoldsASecretIsNotShown() {
        LintResult result = Linted.file("""
                groups:
                  - rules:
                      - {record: 'a:password=hunter2x', expr: a / b}
                      - {record: r, expr: 'a / {"password=hunter2x"}'}
                      - alert: A
                        expr: jobtide_last_run_success{job="password=hunter2x"} == 0
                        labels: {severity: info}
                        annotations: {summary: a, runbook_url: b}
                """);

        assertThat(result.findings()).hasSize(3).noneMatch(finding -> finding.toString().contains("hunter"));
        assertThat(Linted.lines(result)).containsExactly(
                "3:51 warning JT803 [] what is wrong here is not shown, because a secret is in it",
                "4:32 warning JT803 [record r] what is wrong here is not shown, because a secret is in it",
                "6:15 warning JT802 [alert A] the alert trusts jobtide_last_run_success, which stays as it is when the job does not run any more, and no alert here tells of that");
        assertThat(result.findings()).extracting(Finding::suggestion).containsExactly("", "divide by (… > 0)", "");
    }

    @Test
    void aFileBeyondTheBoundIsNotLookedAt() {
        assertThat(found("#".repeat(RuleLint.MAX_BYTES) + "\ngroups: []")).singleElement().asString()
                .contains("JT001 [] the file is larger than 4194304 bytes");
    }

    @Test
    void ofVeryManyRulesTheFirstAreLookedAt() {
        LintResult result = Linted.file("groups: [{rules: [" + "{record: r, expr: a / b},".repeat(20_005) + "]}]");

        assertThat(result.counts()).isEqualTo(Map.of("JT001", 1L, "JT803", 20_000L));
        assertThat(result.findings()).hasSize(10_000).first().extracting(Finding::reason)
                .isEqualTo("the file holds more than 20000 expressions, of which the first are looked at");
    }

    @Test
    void panelsInRowsOldAndNewAndTheDashboardThatGrafanaAnswersAreRead() {
        assertThat(found("""
                {"dashboard": {
                  "rows": [{"panels": [{"title": "Old", "targets": [{"expr": "rate(up[$__rate_interval])"}]}]}],
                  "panels": [
                    {"type": "row", "panels": [{"title": "Inner", "targets": [{"expr": "1 -\\n a{j=\\"x\\"} / b"}]}]},
                    {"targets": [{"expr": "rate(up[5m])"}, {"refId": "B"}, {"expr": ""}]}
                  ]}}
                """)).containsExactly("2:63 warning JT801 [panel 'Old'] rate of up, which is a gauge",
                "4:92 info JT803 [panel 'Inner'] the divisor, which is made of b, may be 0",
                "5:28 warning JT801 [panel] rate of up, which is a gauge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum by ($by) (a{job=~\\\"$job\\\",${more:raw}}) / ($total > 0)",
            "a[[name]]_b[$__interval] > $limit",
            "topk($n, a) / $__range_s", "label_values(a, job)"})
    void variablesOfGrafanaStandWhereTheyMay(String expression) {
        assertThat(found("{\"panels\": [{\"datasource\": {\"type\": \"prometheus\"}, \"targets\": [{\"expr\": \""
                + expression + "\"}]}]}")).isEmpty();
    }

    @Test
    void queriesOfOtherDatabasesAreNotLookedAt() {
        String board = "{\"panels\": [{\"datasource\": SOURCE, \"targets\": [{\"expr\": \"{a=\\\"b\\\"} |= `c`\"}]}]}";

        assertThat(found(board.replace("SOURCE", "{\"type\": \"loki\"}"))).isEmpty();
        assertThat(found(
                "{\"panels\": [{\"targets\": [{\"datasource\": {\"type\": \"loki\"}, \"expr\": \"rate(up[5m])\"}]}]}"))
                .isEmpty();
        assertThat(found(board.replace("SOURCE", "\"anything\""))).isEmpty();
        assertThat(found(board.replace("SOURCE", "{\"type\": \"prometheus\"}"))).hasSize(1);
    }

    @Test
    void ofOneRuleInOneItemTheFirstFewAreShownAndAllAreCounted() {
        LintResult result = Linted.file("groups: [{rules: [{record: r, expr: '" + "a / b + ".repeat(20) + "1'}]}]");

        assertThat(result.findings()).hasSize(5).extracting(Finding::rule).containsOnly("JT803");
        assertThat(result.counts()).isEqualTo(Map.of("JT803", 20L));
    }

    @Test
    void whatIsNotShownAnyMoreCountsForTheStatus() {
        LintResult result = Linted.file("groups:\n  - name: a\n    rules:\n"
                + "      - {alert: A, expr: up}\n".repeat(10_001) + "      - {record: a:b, expr: a_x / b_y}\n");

        assertThat(result.findings()).hasSize(10_000).noneMatch(finding -> finding.severity() == Severity.WARNING);
        assertThat(result.has(Severity.WARNING)).isTrue();
    }
}
