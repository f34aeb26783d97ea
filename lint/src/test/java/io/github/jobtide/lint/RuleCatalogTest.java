package io.github.jobtide.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.lint.RuleCatalog.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RuleCatalogTest {
    @Test
    void everyRuleIsListedOnceById() {
        List<Entry> entries = RuleCatalog.entries();

        assertThat(entries).hasSize(PageRules.INFOS.size() + Rules.ALL.size());
        assertThat(entries).extracting(Entry::id).isSorted().doesNotHaveDuplicates().contains("JT001", "JT101",
                "JT504", "JT704");
    }

    @Test
    void anEntrySaysWhatItsRuleIsAbout() {
        Entry entry = RuleCatalog.entries().stream().filter(one -> one.id().equals("JT101")).findFirst().orElseThrow();

        assertThat(entry.title()).isEqualTo("no HELP");
        assertThat(entry.severity()).isEqualTo(Severity.WARNING);
        assertThat(entry.why()).startsWith("Whoever is woken by an alert at night reads this line first.");
        assertThat(entry.profiles()).contains(Profile.PUSH, Profile.SCRAPE);
        assertThat(entry.bad()).doesNotContain("# HELP");
        assertThat(entry.good()).contains("# HELP");
    }
}
