package io.github.jobtide.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistenceFileTest {
    @ParameterizedTest
    @ValueSource(strings = {"pushgateway-1.5.1.db", "pushgateway-1.11.2.db"})
    void theGroupsOfARealFileAreReadWithTheirTimes(String name) {
        List<PersistedGroup> groups = SampleFile.groups(SampleFile.bytes(name));

        assertThat(groups).extracting(PersistenceFileTest::labels).containsExactlyInAnyOrder("instance= job=x",
                "job=y");
        PersistedGroup group = groups.stream().filter(each -> each.labels().size() == 2).findFirst().orElseThrow();
        assertThat(group.families()).extracting(PersistedGroup.Family::name).containsExactlyInAnyOrder("m", "m2",
                "push_time_seconds", "push_failure_time_seconds");
        assertThat(group.families()).extracting(family -> Instant.ofEpochSecond(0, family.nanos()))
                .allSatisfy(time -> assertThat(time).isBetween("2026-11-26T03:34:27Z", "2026-11-26T03:34:29Z"));
    }

    private static String labels(PersistedGroup group) {
        return String.join(" ", group.labels().stream().map(PersistenceFileTest::label).sorted().toList());
    }

    private static String label(PersistedGroup.Label label) {
        return label.name().orElse("?") + "=" + label.value().orElse("?");
    }

    @Test
    void fieldsAreFoundByTheDescriptionsOfTheFileAndUnknownOnesPassedOver() {
        List<PersistedGroup> groups = SampleFile.groups(SampleFile.bytes("unknown-fields.gob"));

        assertThat(groups).singleElement().satisfies(group -> {
            assertThat(labels(group)).isEqualTo("job=a é=?");
            assertThat(group.labels()).contains(new PersistedGroup.Label(Optional.of("é"), Optional.empty()));
            assertThat(group.families()).singleElement().satisfies(family -> {
                assertThat(family.name()).isEqualTo("m");
                assertThat(family.message()).containsExactly('\n', 1, 'm');
                assertThat(Instant.ofEpochSecond(0, family.nanos())).isEqualTo("2026-11-26T02:03:48.000000006Z");
            });
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"pushgateway-1.5.1.db", "pushgateway-1.11.2.db", "unknown-fields.gob"})
    void aFileThatIsCutOffAnywhereIsRefused(String name) {
        byte[] file = SampleFile.bytes(name);
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);

            assertThatThrownBy(() -> SampleFile.groups(cut)).as("first %d bytes", length)
                    .isInstanceOf(DamagedGobException.class).hasMessageMatching("byte \\d+: .+");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pushgateway-1.5.1.db", "pushgateway-1.11.2.db", "unknown-fields.gob"})
    void aFileWithAWrongByteIsReadOrRefusedButNothingElse(String name) {
        byte[] file = SampleFile.bytes(name);
        int refused = 0;
        for (int at = 0; at < file.length; at++) {
            for (int wrong : new int[]{0, 1, 0x7f, 0xf8, 0xff, file[at] + 1, file[at] - 1}) {
                byte[] damaged = file.clone();
                damaged[at] = (byte) wrong;
                try {
                    SampleFile.groups(damaged);
                } catch (DamagedGobException e) {
                    refused++;
                }
            }
        }

        assertThat(refused).isGreaterThan(file.length);
    }

    @Test
    void moreAfterTheValueIsRefused() {
        byte[] file = SampleFile.bytes("unknown-fields.gob");

        assertThatThrownBy(() -> SampleFile.groups(Arrays.copyOf(file, file.length + 1)))
                .hasMessage("byte %d: the file should end here", file.length);
    }

    @Test
    void aLengthThatLiesTakesNoMemory() {
        byte[] lie = {(byte) 0xfc, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 2, 3};

        assertThatThrownBy(() -> SampleFile.groups(lie)).hasMessage(
                "byte 5: a message of 2147483647 bytes begins here, but the file has 3 more: it is cut off, or no gob stream");
    }

    @Test
    void anotherGobStreamIsToldApart() {
        byte[] text = {5, 0x0c, 0, 2, 'h', 'i'};

        assertThatThrownBy(() -> SampleFile.groups(text))
                .hasMessage("byte 3: the map of groups is a value of the basic type 6, where a mapping was expected:"
                        + " this was not written by a Pushgateway since 0.10");
    }
}
