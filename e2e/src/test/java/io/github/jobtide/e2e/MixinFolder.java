package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A folder of files that {@code jobtide mixin} made, and real tools over them. */
record MixinFolder(Path path) {
    /** The inventory that shows every key. */
    static final Path SMALL = Workspace.root().resolve("e2e/src/test/resources/mixin/small.yml");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** @param words more of the command */
    static MixinFolder make(String... words) {
        Path folder = Workspace.newFolder("mixin");
        List<String> command = new ArrayList<>(List.of("mixin", "--out", folder.toString()));
        command.addAll(List.of(words));
        Command.Result made = Jobtide.run(command.toArray(String[]::new));
        if (made.status() != 0) {
            throw new IllegalStateException("jobtide " + command + " ended with " + made);
        }
        return new MixinFolder(folder);
    }

    /** An inventory of a thousand jobs, of which every tenth has a threshold and every fiftieth a ratio. */
    static Path large() {
        List<String> schedules = List.of("0 2 * * *", "*/15 * * * *", "30 6 * * 1-5", "15 */6 * * *");
        StringBuilder text = new StringBuilder("jobs:\n");
        IntStream.range(0, 1000).forEach(i -> {
            text.append("  - {job: job_").append(i).append(", schedule: '").append(schedules.get(i % schedules.size()))
                    .append("', timezone: Europe/Berlin, max-duration: 1h, owner: team").append(i % 7);
            if (i % 10 == 0) {
                text.append(", thresholds: [{metric: rows_").append(i).append(", below: ").append(i + 1)
                        .append(", by: [region], fresh: ").append(1 + i % 30).append("h}]");
            }
            if (i % 50 == 0) {
                text.append(", ratios: [{good: good_").append(i).append(", all: all_").append(i)
                        .append(", below: 0.9}]");
            }
            text.append("}\n");
        });
        try {
            return Files.writeString(Workspace.newFolder("inventory").resolve("large.yml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files whose names match, by name. */
    List<String> files(String pattern) {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.matches(pattern)).sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> dashboards() {
        return new MixinFolder(path.resolve("dashboards")).files(".*\\.json");
    }

    /** Runs a tool in the folder. */
    Command.Result run(Path tool, List<String> words, List<String> files) {
        List<String> command = new ArrayList<>(
                List.of("bash", "-c", "cd \"$0\" && exec \"$@\"", path.toString(), tool.toString()));
        command.addAll(words);
        command.addAll(files);
        return Command.run(LIMIT, command);
    }

    String read(String file) {
        try {
            return Files.readString(path.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
