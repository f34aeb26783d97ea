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
    void aValueTooManyIsDamage() {
        Change.FamilyStored sound = kept().change();
        Change.FamilyStored damaged = new Change.FamilyStored(sound.group(), sound.family(), sound.pushedNanos(),
                sound.shape(), "7\n8\n".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> StoredFamily.of(damaged)).isInstanceOf(StorageException.class)
                .hasMessage("a stored family is damaged: 'files' has 2 values for 1 lines");
    }

    private static StoredFamily kept() {
        try (StoreDriver store = StoreDriver.open()) {
            store.put(BACKUP, gauge("files", 7));
            List<StoredFamily> families = store.store().snapshot().group(BACKUP).orElseThrow().families();
            return families.stream().filter(family -> family.name().equals("files")).findFirst().orElseThrow();
        }
    }
}
