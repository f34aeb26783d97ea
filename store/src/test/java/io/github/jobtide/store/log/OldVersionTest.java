package io.github.jobtide.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.StoredFamily;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that a Jobtide of format version 1 or 2 wrote: one group with three families and a refused push, another group deleted. */
final class OldVersionTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1, segment-0000000000000001.log", "1, snapshot-0000000000000005-0000000000000001.log",
            "2, segment-0000000000000001.log", "2, snapshot-0000000000000005-0000000000000001.log"})
    void whatTheOldVersionWroteIsReadAndGoesOnInTheNewOne(int version, String name) throws IOException {
        try (InputStream in = new GZIPInputStream(Objects.requireNonNull(
                OldVersionTest.class.getResourceAsStream("version-" + version + "-" + name + ".gz")))) {
            Files.copy(in, folder.resolve(name));
        }
        assertThat(version(folder.resolve(name))).isEqualTo(version);

        List<Change> first = new ArrayList<>();
        try (LocalEngine engine = open()) {
            assertThat(engine.load(first::add)).isEqualTo(5);
            assertThat(engine.status().reports()).isEmpty();
            engine.start(() -> {
                throw new IllegalStateException("so little needs no snapshot");
            });
            engine.commit(first.stream().filter(Change.FamilyStored.class::isInstance).limit(1).toList());
        }

        assertThat(families(first)).containsExactly("files counter 2", "run_seconds histogram 1", "wait summary 1");
        assertThat(newestSegmentVersion()).isEqualTo(3);
        try (LocalEngine engine = open()) {
            List<Change> second = new ArrayList<>();
            assertThat(engine.load(second::add)).isEqualTo(6);
            assertThat(families(second)).containsExactlyElementsOf(families(first));
        }
    }

    private LocalEngine open() {
        return LocalEngine.open(folder, Duration.ZERO, InstantSource.system());
    }

    private int newestSegmentVersion() throws IOException {
        try (var files = Files.list(folder)) {
            return version(files.filter(file -> file.getFileName().toString().startsWith("segment-"))
                    .max(Comparator.naturalOrder()).orElseThrow());
        }
    }

    private static int version(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).getInt(8);
    }

    /** Of the group that was not deleted. */
    private static List<String> families(List<Change> changes) {
        return changes.stream().filter(Change.FamilyStored.class::isInstance).map(Change.FamilyStored.class::cast)
                .filter(stored -> stored.group().toString().contains("h1")).map(StoredFamily::of)
                .map(StoredFamily::family)
                .map(family -> family.name() + " " + family.type().word() + " " + family.metrics().size()).distinct()
                .sorted().toList();
    }
}
