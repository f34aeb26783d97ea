package io.github.jobtide.store;

import static io.github.jobtide.store.StoreDriver.gauge;
import static io.github.jobtide.store.StoreDriver.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StoredFamilyTest {
    private static final GroupKey BACKUP = key("job", "backup", "host", "a");

    @Test
    void aFamilyIsReadBackFromWhatAnEngineHas() {
        StoredFamily kept = kept();

        StoredFamily read = StoredFamily.of(kept.change());

        assertThat(read.family()).isEqualTo(kept.family());
        assertThat(read.pushedNanos()).isEqualTo(kept.pushedNanos());
    }

    @Test
    void aValueTooFewIsDamage() {
        assertThatThrownBy(() -> StoredFamily.of(damaged("7"))).isInstanceOf(StorageException.class)
                .hasMessage("a stored family is damaged: 'files' has 0 values for 1 lines");
    }

    @Test
    void whatStandsBehindTheValuesAndIsNoProtobufIsDamage() {
        assertThatThrownBy(() -> StoredFamily.of(damaged("7\n8\n"))).isInstanceOf(StorageException.class)
                .hasMessage("a stored family is damaged: the details of 'files' cannot be read: unexpected EOF");
    }

    @Test
    void protobufThatIsNotOfTheFamilysMetricsIsDamage() {
        assertThatThrownBy(() -> StoredFamily.of(damaged("7\n\0"))).isInstanceOf(StorageException.class)
                .hasMessage("a stored family is damaged: the details of 'files' are not of all its metrics");
    }

    private static Change.FamilyStored damaged(String values) {
        Change.FamilyStored sound = kept().change();
        return new Change.FamilyStored(sound.group(), sound.family(), sound.pushedNanos(), sound.shape(),
                values.getBytes(StandardCharsets.US_ASCII));
    }

    private static StoredFamily kept() {
        try (StoreDriver store = StoreDriver.open()) {
            store.put(BACKUP, gauge("files", 7));
            List<StoredFamily> families = store.snapshot().group(BACKUP).orElseThrow().families();
            return families.stream().filter(family -> family.name().equals("files")).findFirst().orElseThrow();
        }
    }
}
