package io.github.jobtide.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.jobs.ClientState;
import io.github.jobtide.jobs.Completion;
import io.github.jobtide.jobs.Ending;
import io.github.jobtide.jobs.JobFacts;
import io.github.jobtide.jobs.JobMemory;
import io.github.jobtide.jobs.Outcome;
import io.github.jobtide.jobs.OwnFigures;
import io.github.jobtide.jobs.Usage;
import io.github.jobtide.push.Group;
import io.github.jobtide.testing.MemoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk of jobs and runs reads back as it was, and nobody's change is lost. */
final class StateFilesTest {
    private static final Instant START = Instant.parse("2026-03-01T02:00:00.123456789Z");
    private static final Host HOST = new Host("host-1", "boot/1", false);

    @TempDir
    private Path folder;

    private static Completion completion(Outcome outcome) {
        return new Completion(JobFacts.of("1", "cli"),
                new Ending(START, START.plusSeconds(7), outcome, OptionalInt.of(3),
                        Optional.of(Duration.ofMillis(7123)), 2),
                new Usage(0.25, 0.5, Double.NaN, 0, 0), OwnFigures.NONE, new ClientState(0, 0, Optional.empty()),
                Optional.empty());
    }

    @Test
    void aMemoryReadsBackAsItWas() {
        JobMemory memory = JobMemory.NONE.started(START).ended(completion(Outcome.SUCCESS), 4)
                .started(START.plusSeconds(60)).ended(completion(Outcome.FAILURE), 0);
        MemoryFile file = MemoryFile.none().with(memory);
        file.opened().add("abc");

        assertThat(MemoryFile.parse(file.text())).contains(file);
    }

    @Test
    void whatIsDamagedCountsAsForgotten() {
        String text = MemoryFile.none().with(JobMemory.NONE.started(START)).text();

        assertThat(MemoryFile.parse("")).isEmpty();
        assertThat(MemoryFile.parse("something else\n" + text)).isEmpty();
        assertThat(MemoryFile.parse(text.replace("first-start 2026", "first-start yesterday"))).isEmpty();
        assertThat(MemoryFile.parse(text.replace("runs_total{", "runs_total}"))).isEmpty();
    }

    @Test
    void aRunReadsBackAsItWas() {
        RunFile run = new RunFile("id-1", START, "boot/1", new LiveProcess(12, 34),
                Optional.of(new LiveProcess(13, 35)));

        assertThat(RunFile.parse(run.text())).contains(run);
        assertThat(RunFile.parse(run.text().substring(0, 20))).isEmpty();
    }

    @Test
    void aRunGoesOnAsLongAsItsWrapperOrItsCommandDoes() {
        LiveProcess self = LiveProcess.of(ProcessHandle.current().pid());
        LiveProcess gone = new LiveProcess(self.pid(), self.startTicks() + 1);

        assertThat(run("boot/1", self, gone).isAlive(HOST)).isTrue();
        assertThat(run("boot/1", gone, self).isAlive(HOST)).isTrue();
        assertThat(run("boot/1", gone, gone).isAlive(HOST)).isFalse();
        assertThat(run("boot/1", gone, gone).isLost(HOST)).isTrue();
        assertThat(run("earlier/1", self, self).isLost(HOST)).as("the machine was started anew").isTrue();
        assertThat(run("boot/2", gone, gone).isLost(HOST)).as("of another container").isFalse();
        assertThat(run("boot/2", self, self).isAlive(HOST)).as("of another container").isFalse();
    }

    private static RunFile run(String boot, LiveProcess wrapper, LiveProcess command) {
        return new RunFile("id", START, boot, wrapper, Optional.of(command));
    }

    @Test
    void changesAtTheSameTimeAllCount() {
        try (MemoryFolder memory = MemoryFolder.create(1)) {
            JobState job = new JobState(StateFolder.open(memory.path()), Group.of("j"), HOST);
            List<CompletableFuture<Void>> changes = IntStream.range(0, 4)
                    .mapToObj(_ -> CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < 25; i++) {
                            job.change(known -> known.ended(completion(Outcome.FAILURE), 0));
                        }
                    })).toList();

            changes.forEach(CompletableFuture::join);

            assertThat(job.memory().memory().consecutiveFailures()).isEqualTo(100);
        }
    }

    @Test
    void aLostRunIsSeenToOnce() {
        JobState job = new JobState(StateFolder.open(folder), Group.of("j"), HOST);
        job.writeRun(run("earlier/1", new LiveProcess(1, 1), new LiveProcess(2, 2)));

        assertThat(job.runs("other").lost()).hasSize(1);
        assertThat(List.of(job.removeRun("id"), job.removeRun("id"))).containsExactly(true, false);
        assertThat(job.runs("other").lost()).isEmpty();
    }

    @Test
    void whatWasLeftUnfinishedIsRemovedOnceItIsOld() throws IOException {
        JobState job = new JobState(StateFolder.open(folder), Group.of("j"), HOST);
        job.change(known -> known.started(START));
        Path own = folder.resolve("jobs").resolve(StateFolder.open(folder).below("jobs").list().get(0));
        Path old = Files.writeString(own.resolve("memory.12-1.tmp"), "job");
        Path young = Files.writeString(own.resolve("memory.13-1.tmp"), "job");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        job.runs("other");

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void jobsWithNamesThatNoFileMayHaveAreKeptApart() {
        StateFolder all = StateFolder.open(folder);
        for (String name : List.of("a/b", "a_b", "..", "ü", "x".repeat(300))) {
            new JobState(all, Group.of(name), HOST).change(known -> known.started(START));
        }

        assertThat(all.below("jobs").list()).hasSize(5);
    }
}
