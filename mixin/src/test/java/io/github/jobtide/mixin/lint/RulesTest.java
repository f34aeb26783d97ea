package io.github.jobtide.mixin.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.lint.Finding;
import io.github.jobtide.lint.RuleCatalog;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds what is wrong with its own bad file, and nobody finds anything in its good one. */
final class RulesTest {
    static Stream<Rule> rules() {
        return Rules.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aBadFileIsFoundAndAGoodOneIsNot(Rule rule) {
        assertThat(Linted.file(rule.entry().bad()).findings()).extracting(Finding::rule).contains(rule.entry().id());
        assertThat(Linted.file(rule.entry().good()).findings()).extracting(Finding::rule)
                .doesNotContain(rule.entry().id()).doesNotContain("JT001");
    }

    @Test
    void eachRuleHasAnIdOfItsOwnAndSaysWhatItIsAbout() {
        assertThat(RuleLint.entries()).extracting(RuleCatalog.Entry::id).containsExactly("JT801", "JT802", "JT803",
                "JT804");
        assertThat(RuleLint.entries()).allSatisfy(entry -> {
            assertThat(entry.title()).isNotBlank().doesNotEndWith(".");
            assertThat(entry.why()).endsWith(".");
            assertThat(entry.profiles()).isEmpty();
        });
        assertThat(RuleCatalog.entries()).extracting(RuleCatalog.Entry::id).contains("JT001")
                .doesNotContain("JT801", "JT802", "JT803", "JT804");
    }
}
