package io.github.jobtide.lint;

import static io.github.jobtide.lint.PageFindings.found;
import static io.github.jobtide.lint.RulePages.PUSH;
import static io.github.jobtide.lint.RulePages.SCRAPE;
import static io.github.jobtide.lint.RulePages.lint;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How findings are counted, kept, weighed and switched off. */
final class FindingsTest {
    @Test
    void ofEachRuleAFamilyShowsFiveFindingsAndCountsAll() {
        LintResult result = lint(PUSH, ("a 1\n".repeat(9) + "b 1\n".repeat(3) + "c \n".repeat(7)).getBytes(UTF_8));

        assertThat(result.counts()).containsEntry("JT006", 10L).containsEntry("JT001", 7L);
        assertThat(found(result)).containsExactly("JT006 error 2:1 a", "JT006 error 3:1 a", "JT006 error 4:1 a",
                "JT006 error 5:1 a", "JT006 error 6:1 a", "JT006 error 11:1 b", "JT006 error 12:1 b",
                "JT001 error 13:3", "JT001 error 14:3", "JT001 error 15:3", "JT001 error 16:3", "JT001 error 17:3");
    }

    @Test
    void manyRemarksDoNotCrowdOutAnError() {
        StringBuilder page = new StringBuilder();
        for (int i = 0; i <= LintOptions.MOST_FINDINGS; i++) {
            page.append("# HELP a").append(i).append("_b Some.\n# TYPE a").append(i).append("_b untyped\na").append(i)
                    .append("_b 1\n");
        }

        LintResult result = lint(SCRAPE, (page + "c many\n").getBytes(UTF_8));

        assertThat(result.counts()).containsEntry("JT102", LintOptions.MOST_FINDINGS + 1L);
        assertThat(result.findings()).hasSize(LintOptions.MOST_FINDINGS + 1).last().extracting(Finding::rule)
                .isEqualTo("JT001");
    }

    @Test
    void manyWarningsOfAFamilyDoNotCrowdOutItsError() {
        StringBuilder sets = new StringBuilder("# TYPE a histogram\n");
        for (int i = 0; i < 9; i++) {
            sets.append("a_bucket{b=\"%d\",le=\"2\"} 1\na_bucket{b=\"%d\",le=\"1\"} 1\n".formatted(i, i));
        }

        LintResult result = lint(PUSH, (sets + "a_bucket{le=\"x\"} 1\n").getBytes(UTF_8));

        assertThat(result.findings()).filteredOn(finding -> finding.rule().equals("JT605"))
                .extracting(Finding::severity).hasSize(6).contains(Severity.ERROR);
    }

    @Test
    void findingsComeInTheOrderOfThePage() {
        assertThat(found("a many\r\na 1 \na 1 \r\nb")).containsExactly("JT001 error 1:3", "JT003 error 1:7",
                "JT004 error 2:4 a", "JT006 error 3:1 a", "JT004 error 3:4 a", "JT003 error 3:5", "JT001 error 4:2",
                "JT002 error 4:2");
    }

    @Test
    void aDisabledRuleIsNotHeardOf() {
        LintOptions options = new LintOptions(Profile.PUSH, Map.of(), Set.of("JT004"), Map.of(), false);

        LintResult result = lint(options, "a 1 \na 2\n".getBytes(UTF_8));

        assertThat(found(result)).containsExactly("JT006 error 2:1 a");
        assertThat(result.counts()).doesNotContainKey("JT004");
    }

    @Test
    void aSeverityMayBeReplaced() {
        LintOptions options = new LintOptions(Profile.PUSH, Map.of(), Set.of("JT101", "JT102", "JT704"),
                Map.of("JT004", Severity.INFO, "JT007", Severity.ERROR), false);

        assertThat(found(options, "a{b=\"1\"} 1 \nc 1\na{b=\"2\"} 1\n")).containsExactly("JT004 info 1:11 a{b=\"1\"}",
                "JT007 error 3:1 a");
    }

    @Test
    void theWorstFindingDecides() {
        LintResult error = lint(PUSH, "a many\n".getBytes(UTF_8));
        LintResult asInfo = lint(new LintOptions(Profile.PUSH, Map.of(), Set.of(), Map.of("JT001", Severity.INFO),
                false), "a many\n".getBytes(UTF_8));

        assertThat(error.worst()).isEqualTo(Severity.ERROR);
        assertThat(error.has(Severity.ERROR)).isTrue();
        assertThat(error.has(Severity.INFO)).isTrue();
        assertThat(asInfo.worst()).isEqualTo(Severity.INFO);
        assertThat(asInfo.has(Severity.WARNING)).isFalse();
        assertThat(asInfo.has(Severity.INFO)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"# jobtide-lint: disable=JT004", "#jobtide-lint: disable=JT101,JT004",
            "  #  jobtide-lint: disable=JT101, JT004 ", "# jobtide-lint: disable=JT101\n# jobtide-lint: disable=JT004"})
    void aCommentSwitchesRulesOffForTheFamilyBelow(String comment) {
        String page = comment + "\n# HELP a Some.\na{b=\"1\"} 1 \na{b=\"2\"} 1 \nc 1 \n";
        int line = page.split("\n").length;

        assertThat(found(page)).containsExactly("JT004 error " + line + ":4 c");
    }

    @Test
    void aSwitchMayStandBetweenTheCommentsOfItsFamily() {
        assertThat(found("# HELP a Some.\n# jobtide-lint: disable=JT004\n# TYPE a gauge\na 1 \n")).isEmpty();
    }

    @Test
    void aSwitchEndsTheFamilyAbove() {
        String page = "a{b=\"1\"} 1 \n# jobtide-lint: disable=JT004\na{b=\"2\"} 1 \nc 1 \n";

        assertThat(found(page)).containsExactly("JT004 error 1:11 a{b=\"1\"}", "JT004 error 4:4 c");
    }

    @Test
    void aSwitchHoldsForTheCommentsOfItsFamilyToo() {
        String page = "a 1\n# jobtide-lint: disable=JT007\n# TYPE a gauge\na{b=\"1\"} 1\nc 1\n# TYPE c gauge\n";

        assertThat(found(page)).containsExactly("JT007 error 6:1 c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"# jobtide-lint: disable=JT999", "# jobtide-lint: disable=", "# jobtide-lint disable=JT004",
            "# see jobtide-lint: disable=JT004"})
    void otherCommentsSwitchNothingOff(String comment) {
        assertThat(found(comment + "\na 1 \n")).containsExactly("JT004 error 2:4 a");
    }

    @Test
    void whatIsSwitchedOffIsNotCounted() {
        LintResult result = lint(PUSH, "# jobtide-lint: disable=JT004\na 1 \n".getBytes(UTF_8));

        assertThat(result.counts()).doesNotContainKey("JT004");
    }
}
