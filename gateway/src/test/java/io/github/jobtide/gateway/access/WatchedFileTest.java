package io.github.jobtide.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.gateway.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-02-03T04:05:06Z"));

    @TempDir
    private Path folder;

    private boolean fails;

    @Test
    void whatFailsForAnotherReasonThanTheFileIsToldOnceAndTriedAgainAfterAWhile() throws IOException {
        Path path = Files.writeString(folder.resolve("file"), "one");
        var file = new WatchedFile<>("file", path, CLOCK, this::read);
        fails = true;
        Files.writeString(path, "two");
        try (var log = new LogCapture()) {
            file.look();

            assertThat(file.look()).isFalse();

            assertThat(file.content()).isEqualTo("one");
            assertThat(file.status().successful()).isFalse();
            assertThat(log.text()).contains("could not be read, what it said before stays in force", "no room");
        }
        fails = false;
        for (int i = 1; i < WatchedFile.LOOKS_UNTIL_RETRY; i++) {
            assertThat(file.look()).as("look %d", i).isFalse();
        }
        assertThat(file.look()).isTrue();
        assertThat(file.content()).isEqualTo("two");
        assertThat(file.status().successful()).isTrue();
    }

    private String read(Path path, Sources sources, Optional<String> before) {
        String text = sources.readText(path);
        if (fails) {
            throw new StackOverflowError("no room");
        }
        return text;
    }
}
