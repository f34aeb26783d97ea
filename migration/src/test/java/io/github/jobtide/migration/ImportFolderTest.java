package io.github.jobtide.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.Snapshot;
import io.github.jobtide.store.StoreLimits;
import io.github.jobtide.store.log.LocalEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportFolderTest {
    private static final StoreLimits LIMITS = StoreLimits.forHeap(256 << 20);

    @TempDir
    Path parent;

    @ParameterizedTest
    @ValueSource(strings = {"pushgateway-1.5.1.db", "pushgateway-1.11.2.db"})
    void aRealFileIsFoundAgainWithItsTimes(String name) throws IOException {
        FileImport.Result result = run(SampleFile.bytes(name), Map.of());

        assertThat(result).isEqualTo(new FileImport.Result(2, 2, List.of()));
        assertThat(page()).isEqualTo("""
                # TYPE m untyped
                m{instance="",job="x"} 1
                # TYPE m2 untyped
                m2{a="b",instance="",job="x"} 3
                """).describedAs("pushed families");
        assertThat(times()).containsExactlyInAnyOrder("push{instance=\"\",job=\"x\"} "
                + (name.contains("1.5.1") ? "1795664067513050356" : "1795664068628490355") + " 0",
                "push{job=\"y\"} 0 " + (name.contains("1.5.1") ? "1795664067545028332" : "1795664068663803307"));
    }

    @Test
    void whatCannotBeHeldIsNamedAndTheRestTakenOver() throws IOException {
        FileImport.Result result = run(SampleFile.bytes("pushgateway-1.5.1.db"), Map.of("m", MetricType.GAUGE));

        assertThat(result.groups()).isEqualTo(2);
        assertThat(result.families()).isEqualTo(1);
        assertThat(result.notImported()).singleElement().asString().startsWith(
                "family m of group {instance=\"\",job=\"x\"}: pushed metrics are invalid or inconsistent with existing metrics: ");
        assertThat(times()).contains("push{instance=\"\",job=\"x\"} 1795664067513050356 0");
    }

    @Test
    void aDamagedFileLeavesNoFolder() {
        byte[] file = SampleFile.bytes("pushgateway-1.5.1.db");
        byte[] damaged = Arrays.copyOf(file, file.length - 1);

        assertThatThrownBy(() -> run(damaged, Map.of())).isInstanceOf(MigrationException.class)
                .hasMessageContaining(
                        "pushgateway.data is damaged, or was not written by a Pushgateway: byte 2144: a message of ")
                .hasMessageContaining("nothing was imported");
        assertThat(content()).containsExactly("pushgateway.data");
    }

    @Test
    void whatAnImportThatDiedLeftIsRemovedAndNotUsed() throws IOException {
        run(SampleFile.bytes("pushgateway-1.11.2.db"), Map.of());
        Files.move(folder(), parent.resolve("pushgateway.data.jobtide.importing-0123"));
        Files.createDirectory(parent.resolve("pushgateway.data.jobtide.importing-4567"));

        FileImport.Result result = run(SampleFile.bytes("pushgateway-1.5.1.db"), Map.of());

        assertThat(result.groups()).isEqualTo(2);
        assertThat(content()).containsExactly("pushgateway.data", "pushgateway.data.jobtide");
        assertThat(times()).contains("push{instance=\"\",job=\"x\"} 1795664067513050356 0");
    }

    @Test
    void anImportThatStillRunsIsNotDisturbed() throws IOException {
        Path begun = parent.resolve("pushgateway.data.jobtide.importing-0123");
        try (LocalEngine _ = LocalEngine.open(begun, Duration.ZERO, InstantSource.system())) {
            assertThatThrownBy(() -> run(SampleFile.bytes("pushgateway-1.5.1.db"), Map.of()))
                    .isInstanceOf(MigrationException.class);

            assertThat(begun).isDirectory();
            assertThat(folder()).doesNotExist();
        }
    }

    private FileImport.Result run(byte[] content, Map<String, MetricType> own) throws IOException {
        Path file = Files.write(parent.resolve("pushgateway.data"), content);
        FileImport.Result result = FileImport.run(file, folder(), own, LIMITS, NameRule.CLASSIC);
        assertThat(file).hasBinaryContent(content);
        return result;
    }

    private Path folder() {
        return parent.resolve("pushgateway.data.jobtide");
    }

    private List<String> content() {
        try (Stream<Path> files = Files.list(parent)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String page() {
        try (MetricStore store = open(); Snapshot snapshot = store.snapshot()) {
            var page = new ByteArrayOutputStream();
            snapshot.writeText(List.of(), Escaping.ALLOW_UTF_8,
                    (piece, length) -> page.write(piece, 0, length));
            return page.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.contains("push_"))
                    .map(line -> line + "\n").reduce("", String::concat);
        }
    }

    private List<String> times() {
        try (MetricStore store = open(); Snapshot snapshot = store.snapshot()) {
            List<String> times = new ArrayList<>();
            snapshot.groups().forEach(group -> times
                    .add("push%s %d %d".formatted(group.key(), group.pushNanos(), group.failureNanos())));
            return times;
        }
    }

    private MetricStore open() {
        return MetricStore.open(LocalEngine.open(folder(), Duration.ZERO, InstantSource.system()), Map.of(), LIMITS,
                NameRule.CLASSIC,
                InstantSource.system());
    }
}
