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
        assertThat(RuleCatalog.entries()).contains(new Entry("JT101", "no HELP", Severity.WARNING,
                "Whoever is woken by an alert at night reads this line first. It says what is counted, in which unit, and over which time."));
    }
}
