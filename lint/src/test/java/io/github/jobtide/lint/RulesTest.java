package io.github.jobtide.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds what is wrong with its own bad page, and nothing on its good one. */
final class RulesTest {
    private static List<Rule.Info> infos() {
        List<Rule.Info> infos = new ArrayList<>(PageRules.INFOS);
        Rules.ALL.forEach(rule -> infos.add(rule.info()));
        return infos;
    }

    static Stream<Arguments> rules() {
        return infos().stream().flatMap(
                info -> info.profiles().stream().map(profile -> Arguments.of(info.id(), profile, info)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rules")
    void aBadPageIsFoundAndAGoodOneIsNot(String id, Profile profile, Rule.Info info) throws IOException {
        assertThat(lint(profile, info, info.bad()).findings()).extracting(Finding::rule).contains(id);
        assertThat(lint(profile, info, info.good()).findings()).extracting(Finding::rule).doesNotContain(id);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rules")
    void aGoodPageHasNoErrorAtAll(String id, Profile profile, Rule.Info info) throws IOException {
        LintResult result = lint(profile, info, info.good());

        assertThat(result.has(Severity.ERROR)).as("%s: %s", id, result.findings()).isFalse();
    }

    @Test
    void eachRuleHasAnIdOfItsOwnAndSaysWhatItIsAbout() {
        assertThat(infos()).extracting(Rule.Info::id).doesNotHaveDuplicates().allMatch(id -> id.matches("JT\\d{3}"));
        assertThat(infos()).allSatisfy(info -> {
            assertThat(info.title()).isNotBlank().doesNotEndWith(".");
            assertThat(info.why()).endsWith(".");
            assertThat(info.profiles()).isNotEmpty();
        });
        assertThat(Rules.ALL).extracting(rule -> rule.info().id()).isSorted();
    }

    private static LintResult lint(Profile profile, Rule.Info info, String page) throws IOException {
        LintOptions options = LintOptions.of(profile);
        if (!info.stored().isEmpty()) {
            Map<String, String> key = Map.of("job", "backup");
            options = options.withKey(key).against(StoredPage.read(bytes(info.stored()), key), 0);
        }
        // The pages of rules lack the line that only OpenMetrics wants.
        return Linter.of(options).lint(bytes(page + (profile == Profile.OPENMETRICS ? "# EOF\n" : "")));
    }

    private static ByteArrayInputStream bytes(String page) {
        return new ByteArrayInputStream(page.getBytes(UTF_8));
    }
}
