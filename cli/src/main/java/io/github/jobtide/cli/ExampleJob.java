package io.github.jobtide.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The job in {@code examples/msisdn-stock}, a shell script that counts phone numbers, under {@code jobtide run}.
 *
 * @param home where Jobtide is
 * @param place for what is left behind: database, state, spool
 */
record ExampleJob(Path home, Path place) {
    static final String NAME = "msisdn_stock_monitor";

    private static final String FOLDER = "examples/msisdn-stock/";
    private static final String SCRIPT = FOLDER + "count.sh";
    private static final String NUMBERS = FOLDER + "numbers.csv";
    private static final int LONGEST_SECONDS = 60;

    /** Looks where the launcher says that Jobtide is. */
    static ExampleJob find(Path place) {
        Path home = Path.of(System.getProperty("jobtide.home", "."));
        if (!Files.isRegularFile(home.resolve(SCRIPT))) {
            throw new CommandFailedException(
                    "the example job %s is missing in %s; start the demo by ./jobtide of a clone"
                            .formatted(SCRIPT, home.toAbsolutePath()));
        }
        return new ExampleJob(home, place);
    }

    /** Makes an SQLite database of the numbers, if {@code sqlite3} is there. @return the table to count: that, or else the file of numbers */
    String table() throws InterruptedException {
        String database = place.resolve("numbers.db").toString();
        List<String> words = List.of("sqlite3", database, ".mode csv", ".import " + NUMBERS + " numbers");
        try {
            return end(builder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()) == 0
                    ? database
                    : NUMBERS;
        } catch (IOException e) {
            return NUMBERS; // There is no sqlite3.
        }
    }

    /** The words of a crontab that run it, the launcher's first. */
    List<String> words(URI gateway, String table) {
        return List.of("./jobtide", "run", "--job", NAME, "--gateway", gateway.toString(), "--every", "15m",
                "--dependency",
                "table=test -r " + table, "--", SCRIPT, table);
    }

    /** Runs it as cron would; what it has to say goes to standard error. */
    void run(List<String> words) throws InterruptedException {
        List<String> command = new ArrayList<>(words);
        command.set(0, home.resolve("jobtide").toString());
        ProcessBuilder builder = builder(command).redirectOutput(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("XDG_STATE_HOME", place.resolve("state").toString());
        try {
            int status = end(builder.start());
            if (status != 0) {
                throw new CommandFailedException("the example job ended with status %d; what it said is above"
                        .formatted(status));
            }
        } catch (IOException e) {
            throw new CommandFailedException("cannot run the example job: " + e.getMessage());
        }
    }

    private ProcessBuilder builder(List<String> words) {
        return new ProcessBuilder(words).directory(home.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static int end(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        try {
            if (process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new CommandFailedException("the example job has not ended after %d s".formatted(LONGEST_SECONDS));
        } finally {
            process.destroy();
        }
    }

    /** As somebody would type them. */
    static String typed(List<String> words) {
        return String.join(" ", words.stream().map(word -> word.contains(" ") ? "'" + word + "'" : word).toList());
    }
}
