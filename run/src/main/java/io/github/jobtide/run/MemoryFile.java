package io.github.jobtide.run;

import io.github.jobtide.exposition.MalformedBodyException;
import io.github.jobtide.exposition.ReaderLimits;
import io.github.jobtide.exposition.TextReader;
import io.github.jobtide.exposition.TextWriter;
import io.github.jobtide.jobs.JobMemory;
import io.github.jobtide.jobs.LastSuccess;
import io.github.jobtide.jobs.Totals;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is on disk of what is remembered of a job. Source: docs/formats/state.md.
 *
 * @param opened names of the gateways that add up for this job, and have been told what had come together before
 */
record MemoryFile(JobMemory memory, TreeSet<String> opened) {
    private static final String FIRST_LINE = "jobtide job memory 1";
    private static final String TOTALS = "totals\n";

    /** Of a job that nobody has heard of. */
    static MemoryFile none() {
        return new MemoryFile(JobMemory.NONE, new TreeSet<>());
    }

    MemoryFile with(JobMemory changed) {
        return new MemoryFile(changed, opened);
    }

    String text() {
        StringBuilder text = new StringBuilder(4096).append(FIRST_LINE).append('\n');
        if (memory.firstStart().isPresent()) {
            text.append("first-start ").append(memory.firstStart().get()).append('\n');
        }
        for (Instant start : memory.starts()) {
            text.append("start ").append(start).append('\n');
        }
        if (memory.lastSuccess().isPresent()) {
            LastSuccess success = memory.lastSuccess().get();
            text.append("last-success ").append(success.start()).append(' ').append(success.end()).append('\n');
        }
        if (memory.lastDuration().isPresent()) {
            text.append("last-duration ").append(memory.lastDuration().get()).append('\n');
        }
        text.append("consecutive-failures ").append(memory.consecutiveFailures()).append('\n');
        for (String gateway : opened) {
            text.append("opened ").append(gateway).append('\n');
        }
        if (memory.totals().isPresent()) {
            text.append(TOTALS)
                    .append(new String(TextWriter.write(memory.totals().get().families()), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    /** Empty if it is none, or damaged. */
    static Optional<MemoryFile> parse(String text) {
        if (!text.startsWith(FIRST_LINE + "\n")) {
            return Optional.empty();
        }
        int totals = text.indexOf("\n" + TOTALS) + 1;
        try {
            return Optional.of(parse(totals == 0 ? text : text.substring(0, totals), totals == 0
                    ? Optional.empty()
                    : Optional.of(totals(text.substring(totals + TOTALS.length())))));
        } catch (DateTimeException | NumberFormatException | MalformedBodyException
                | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Totals totals(String text) {
        return Totals.read(TextReader.read(text.getBytes(StandardCharsets.UTF_8), ReaderLimits.DEFAULT));
    }

    private static MemoryFile parse(String head, Optional<Totals> totals) {
        Optional<Instant> firstStart = Optional.empty();
        List<Instant> starts = new ArrayList<>();
        Optional<LastSuccess> lastSuccess = Optional.empty();
        Optional<Duration> lastDuration = Optional.empty();
        int failures = 0;
        TreeSet<String> opened = new TreeSet<>();
        for (String line : head.split("\n", -1)) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "first-start" -> firstStart = Optional.of(Instant.parse(words[1]));
                case "start" -> starts.add(Instant.parse(words[1]));
                case "last-success" -> lastSuccess = Optional
                        .of(new LastSuccess(Instant.parse(words[1]), Instant.parse(words[2])));
                case "last-duration" -> lastDuration = Optional.of(Duration.parse(words[1]));
                case "consecutive-failures" -> failures = Integer.parseInt(words[1]);
                case "opened" -> opened.add(words[1]);
                default -> {
                } // From a later version.
            }
        }
        return new MemoryFile(new JobMemory(firstStart, starts, lastSuccess, lastDuration, failures, totals), opened);
    }
}
