package io.github.jobtide.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jobtide.exposition.NameRule;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Without {@code JAZZER_FUZZ=1} in the environment this tries the kept inputs only. */
@Tag("fuzz")
class PersistenceFileFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void aFileIsReadOrRefusedWithAPlace(byte[] file) {
        List<PersistedGroup> groups;
        try {
            groups = SampleFile.groups(file);
        } catch (DamagedGobException e) {
            assertThat(e.getMessage()).matches("(?s)byte \\d+: .+");
            return;
        }
        NotImported notImported = new NotImported();
        long held = groups.stream()
                .filter(group -> HeldGroup.of(group, NameRule.CLASSIC, notImported).isPresent()).count();

        assertThat(held + notImported.lines().size()).isGreaterThanOrEqualTo(groups.size());
    }
}
