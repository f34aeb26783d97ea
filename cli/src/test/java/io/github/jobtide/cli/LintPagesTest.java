package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.lint.Profile;
import io.github.jobtide.lint.RuleCatalog.Entry;
import io.github.jobtide.lint.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LintPagesTest {
    private static final Path PAGES = Path.of("../docs/lint");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final String README = """
            Before.
            <!-- The table is made from the rules. -->
            <!-- End of the table. -->
            After.
            """;

    @TempDir
    private Path folder;

    private static SortedMap<String, String> present() throws IOException {
        SortedMap<String, String> present = new TreeMap<>();
        try (Stream<Path> files = Files.list(PAGES)) {
            for (Path file : files.toList()) {
                present.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return present;
    }

    private SortedMap<String, String> expected() throws IOException {
        return new LintPages(folder).pages(LintCatalog.entries(), Files.readString(PAGES.resolve("README.md")));
    }

    /** {@code -Djobtide.write-lint-pages=true} writes the pages anew. */
    @Test
    void thePagesAreThoseOfTheRules() throws IOException {
        SortedMap<String, String> expected = expected();
        if (Boolean.getBoolean("jobtide.write-lint-pages")) {
            for (String name : present().keySet()) {
                Files.delete(PAGES.resolve(name));
            }
            for (Map.Entry<String, String> page : expected.entrySet()) {
                Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
            }
        }

        assertThat(present()).isEqualTo(expected);
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        assertThat(present()).allSatisfy((name, text) -> assertThat(LINK.matcher(text).results()
                .map(link -> link.group(1))).allSatisfy(link -> assertThat(PAGES.resolve(link)).exists()));
    }

    private String page(String id, String bad) throws IOException {
        Entry entry = new Entry(id, "a title", Severity.ERROR, "Because.", Set.of(Profile.PUSH), bad,
                "backup_files 1\n", "");
        return page(entry);
    }

    private String page(Entry entry) throws IOException {
        return new LintPages(folder).pages(List.of(entry), README).getOrDefault(entry.id() + ".md", "");
    }

    @Test
    void whatNobodyWouldSeeIsShownBySigns() throws IOException {
        assertThat(page("JT004", "backup_files 1 \n"))
                .contains("```text\nbackup_files 1␠\n```\n\n`␠` stands for a blank.\n");
        assertThat(page("JT003", "backup_files 1\r\n"))
                .contains("```text\nbackup_files 1␍\n```\n\n`␍` stands for a carriage return.\n");
        assertThat(page("JT002", "backup_files 1"))
                .contains("```text\nbackup_files 1\n```\n\nThe last line has no line feed.\n");
    }

    private String made(String id) throws IOException {
        return page(LintCatalog.entries().stream().filter(entry -> entry.id().equals(id)).findFirst().orElseThrow());
    }

    private String begin(String id) throws IOException {
        String page = made(id);
        return page.substring(page.indexOf("Severity "), page.indexOf(".\n"));
    }

    @Test
    void aPageSaysUnderWhichProfilesItsRuleIsMilderOrWorse() throws IOException {
        assertThat(begin("JT002")).isEqualTo(
                "Severity error, but info under `--profile scrape`; looks under `--profile push` and `--profile scrape`");
        assertThat(begin("JT004")).isEqualTo(
                "Severity error, but info under `--profile scrape`; looks under each `--profile`");
        assertThat(begin("JT205")).isEqualTo(
                "Severity warning, but error under `--profile openmetrics`; looks under each `--profile`");
        assertThat(begin("JT607")).isEqualTo("Severity warning; looks under each `--profile`");
    }

    @Test
    void whatTheGatewayHasStandsBetweenTheExampleAndWhatIsFound() throws IOException {
        Entry entry = new Entry("JT302", "a title", Severity.WARNING, "Because.", Set.of(Profile.PUSH),
                "# TYPE a_b_total counter\na_b_total 1\n", "a_b_total 3\n",
                "# TYPE a_b_total counter\na_b_total{instance=\"\",job=\"backup\"} 2\n");

        assertThat(page(entry)).contains("""
                a_b_total 1
                ```

                The gateway has already:

                ```text
                # TYPE a_b_total counter
                a_b_total{instance="",job="backup"} 2
                ```

                ```text
                $ jobtide lint --disable JT704 --job backup --against http://localhost:9091 metrics.prom
                """).contains("the counter is 1, but the gateway already has 2\n");
        assertThat(begin("JT302")).endsWith("looks under `--profile push`, with `--against`");
    }

    @Test
    void whatLooksAtRulesIsShownInYaml() throws IOException {
        assertThat(made("JT803")).contains("```yaml\ngroups:\n",
                "\n$ jobtide lint --rules rules.yml\n");
        assertThat(begin("JT803"))
                .isEqualTo("Severity warning; looks at alerts, recording rules and dashboards, with `--rules`");
    }

    @Test
    void aLongExampleIsCut() throws IOException {
        assertThat(page("JT006", "backup_files 1\n".repeat(50)))
                .contains("```text\n" + "backup_files 1\n".repeat(10) + "```\n\nThere are 40 lines more like these.\n");
    }

    @Test
    void aCommentIsNamedOnlyWhereItIsHeard() throws IOException {
        assertThat(page("JT004", "backup_files 1 \n")).contains("`# jobtide-lint: disable=JT004`");
        assertThat(page("JT704", "backup_files 1\n")).doesNotContain("# jobtide-lint").endsWith(
                """
                `--disable JT704`. With `--severity JT704=info` it is shown, and fails nothing.
                """);
    }

    @Test
    void anExampleInWhichItsRuleFindsNothingIsNoExample() {
        assertThatThrownBy(() -> page("JT004", "backup_files 1\n"))
                .hasMessageStartingWith("JT004 does not find its own bad example: ");
    }

    @Test
    void theTableNeedsItsPlaceInTheReadme() throws IOException {
        assertThatThrownBy(() -> new LintPages(folder).pages(List.of(), "Nothing.\n"))
                .hasMessageContaining("docs/lint/README.md lacks the lines");
        assertThat(new LintPages(folder).pages(List.of(), README)).containsEntry("README.md", """
                Before.
                <!-- The table is made from the rules. -->

                | rule | severity | finds |
                | --- | --- | --- |

                <!-- End of the table. -->
                After.
                """);
    }
}
