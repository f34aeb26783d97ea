package io.github.jobtide.run;

import io.github.jobtide.jobs.JobMemory;
import io.github.jobtide.push.Group;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/** What is kept on this host of one job: what is remembered, and which runs go on. Source: docs/formats/state.md. */
final class JobState {
    private static final String MEMORY = "memory";
    private static final String OUTPUT = "output";
    private static final String RUN = ".run";
    /** About as much as a memory takes. */
    private static final int TRIAL_BYTES = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LONGEST_NAME = 60;
    /** A week: then nobody asks any more what became of a run in another container. */
    private static final long FORGOTTEN_MILLIS = 7L * 24 * 3_600_000;

    private final StateFolder folder;
    private final Host host;

    JobState(StateFolder all, Group group, Host host) {
        this.folder = all.below("jobs").below(name(group));
        this.host = host;
    }

    Host host() {
        return host;
    }

    /** Something that people recognize, and a checksum that tells all groups apart. */
    private static String name(Group group) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < group.job().length() && i < LONGEST_NAME; i++) {
            char letter = group.job().charAt(i);
            boolean plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
                    || (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
            name.append(plain ? letter : '_');
        }
        return name + "-" + checksum(group.path());
    }

    static String checksum(String text) {
        CRC32C crc = new CRC32C();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        crc.update(bytes, 0, bytes.length);
        return Long.toHexString(crc.getValue() | (1L << 32)).substring(1) + Integer.toHexString(text.hashCode());
    }

    /** Runs that are not known to go on any more, and those that do. */
    record Runs(List<RunFile> live, List<RunFile> lost) {}

    void writeRun(RunFile run) {
        folder.write(run.runId() + RUN, run.text());
    }

    /** @return whether it was there: if not, somebody else has seen to it */
    boolean removeRun(String runId) {
        return folder.delete(runId + RUN);
    }

    /** All runs but that one. What has been forgotten is removed on the way. */
    Runs runs(String without) {
        folder.removeUnfinished();
        List<RunFile> live = new ArrayList<>();
        List<RunFile> lost = new ArrayList<>();
        for (String name : folder.list()) {
            if (!name.endsWith(RUN) || name.equals(without + RUN)) {
                continue;
            }
            Optional<String> text = folder.read(name);
            if (text.isEmpty()) {
                continue; // Ended a moment ago.
            }
            Optional<RunFile> run = RunFile.parse(text.get());
            if (run.isEmpty()) {
                folder.delete(name);
            } else if (run.get().isAlive(host)) {
                live.add(run.get());
            } else if (run.get().isLost(host)) {
                lost.add(run.get());
            } else if (folder.modifiedMillis(name) < System.currentTimeMillis() - FORGOTTEN_MILLIS) {
                folder.delete(name);
            }
        }
        return new Runs(live, lost);
    }

    /** What cannot be read counts as forgotten. */
    MemoryFile memory() {
        try {
            return read();
        } catch (StateException e) {
            return MemoryFile.none();
        }
    }

    private MemoryFile read() {
        Optional<String> text = folder.read(MEMORY);
        return text.isEmpty() ? MemoryFile.none() : MemoryFile.parse(text.get()).orElseGet(MemoryFile::none);
    }

    /** Changes what is remembered, and no other process does at the same time. */
    MemoryFile remember(UnaryOperator<MemoryFile> change) {
        return locked(() -> {
            MemoryFile changed = change.apply(read());
            folder.write(MEMORY, changed.text());
            return changed;
        });
    }

    JobMemory change(UnaryOperator<JobMemory> change) {
        return remember(file -> file.with(change.apply(file.memory()))).memory();
    }

    <T> T locked(StateFolder.Task<T> task) {
        return locked(PATIENCE, task);
    }

    /** @throws StateException if another process is in for longer than that */
    <T> T locked(Duration patience, StateFolder.Task<T> task) {
        return folder.locked(patience, task);
    }

    /** @throws StateException if nothing can be kept here */
    void tryOut() {
        String name = "strict-" + ProcessHandle.current().pid();
        locked(() -> {
            folder.write(name, "x".repeat(TRIAL_BYTES));
            return folder.delete(name);
        });
    }

    void keepOutput(String text) {
        folder.write(OUTPUT, text);
    }
}
