package io.github.jobtide.cli;

import io.github.jobtide.cli.crontab.Crontab;
import io.github.jobtide.cli.crontab.Diff;
import io.github.jobtide.cli.crontab.ProposedInventory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobtide crontab}: wraps the commands of a crontab. */
@Command(name = "crontab", description = {
        "Put jobtide run before the commands of a crontab, and propose the inventory of its jobs. Without --write it only shows what would change, as a diff.",
        "Comments, assignments, schedules, users and what commands read stay as they are; so do lines that are wrapped already. A name for each job is made of the program that it runs."}, mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, exitCodeOnInvalidInput = ExitStatus.WRONG_USE, exitCodeOnExecutionException = ExitStatus.WRONG_USE, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                ExitStatus.DONE_LINE, "2:wrong arguments, or a file cannot be read or written"})
final class CrontabCommand implements Callable<Integer> {
    /** Where cron looks for programs, unless a table says otherwise. */
    private static final List<String> CRON_PATH = List.of("/usr/bin", "/bin");

    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The crontab, such as /etc/crontab or /etc/cron.d/backup. Default: the user's own, by crontab -l")
    private @Nullable String file;

    @Option(names = "--system", negatable = true, description = "Whether entries name a user. Default: they do in /etc/crontab and /etc/cron.d")
    private @Nullable Boolean system;

    @Option(names = "--name", paramLabel = "LINE=JOB", description = "Call the job of that line so. May be repeated.")
    private Map<Integer, String> names = new HashMap<>();

    @Option(names = "--program", paramLabel = "PATH", defaultValue = "jobtide", description = "The program that lines call. Default: ${DEFAULT-VALUE}")
    private String program = "jobtide";

    @Option(names = "--inventory", paramLabel = "FILE", description = "With --write: write the inventory there, if there is none. It is printed otherwise.")
    private @Nullable Path inventory;

    @Option(names = "--write", description = "Write the crontab; of a file the old one is kept as FILE.before-jobtide.")
    private boolean write;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private OutputOption output;

    CrontabCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        if (!program.matches("[A-Za-z0-9_./+-]+")) {
            throw new ParameterException(spec.commandLine(),
                    "--program '%s' has letters that a line of cron would need quotes for".formatted(program));
        }
        names.forEach((line, name) -> {
            if (!name.matches("[A-Za-z0-9_.:@/+-]+")) {
                throw new ParameterException(spec.commandLine(),
                        "--name '%s' has letters that a line of cron would need quotes for".formatted(name));
            }
        });
        CrontabPlace place = file == null
                ? new CrontabPlace.OfUser()
                : new CrontabPlace.InFile(around.workingFolder().resolve(Path.of(file)).normalize());
        String read = place.read();
        if (write && !isFoundByCron(read)) {
            throw new ParameterException(spec.commandLine(),
                    "cron looks into %s alone and finds no %s there, so no job would start; name it by its whole path: --program=/usr/local/bin/jobtide"
                            .formatted(String.join(" and ", CRON_PATH), program));
        }
        Crontab table = Crontab.wrap(read, isOfSystem(place), program, names);
        tell(table, place);
        if (write) {
            write(table, place);
        }
        return ExitStatus.DONE;
    }

    /** A table that sets a PATH of its own is taken at its word. */
    private boolean isFoundByCron(String table) {
        return program.contains("/") || table.lines().anyMatch(line -> line.strip().matches("[\"']?PATH[\"']?\\s*=.*"))
                || CRON_PATH.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private boolean isOfSystem(CrontabPlace place) {
        if (system != null) {
            return system;
        }
        return place instanceof CrontabPlace.InFile(Path path)
                && (path.equals(Path.of("/etc/crontab")) || path.startsWith(Path.of("/etc/cron.d")));
    }

    private void tell(Crontab table, CrontabPlace place) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        table.leftAlone().forEach(line -> err
                .println("jobtide crontab: line %d is left alone: %s".formatted(line.line(), line.reason())));
        err.flush();
        if (output.isJson()) {
            out.println(json(table, place));
        } else {
            Style style = Style.of(around);
            out.print(asWritten(Diff.of(table, place.toString(), style::red, style::green)));
            if (!table.jobs().isEmpty() && (inventory == null || !write)) {
                out.println();
                out.print(asWritten(ProposedInventory.of(table, place.toString())));
            }
        }
        out.flush();
    }

    /** Tables are read byte for byte; what is printed is text. */
    private static String asWritten(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private void write(Crontab table, CrontabPlace place) {
        Path to = inventory;
        if (to != null) {
            try {
                Files.write(to, ProposedInventory.of(table, place.toString()).getBytes(StandardCharsets.ISO_8859_1),
                        StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                throw new CommandFailedException(
                        "the inventory %s cannot be written, so nothing was: %s".formatted(to, Files.exists(to)
                                ? "it is there already; merge what is printed without --inventory"
                                : String.valueOf(e.getMessage())));
            }
        }
        if (!table.jobs().isEmpty()) {
            place.write(table.text());
        }
        if (around.terminal() && !output.isJson()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("%d lines of %s run under %s now".formatted(table.jobs().size(), place, program));
            out.flush();
        }
    }

    private String json(Crontab table, CrontabPlace place) {
        return JsonText.object(json -> {
            json.writeStringField("crontab", place.toString());
            json.writeBooleanField("written", write);
            json.writeArrayFieldStart("jobs");
            for (Crontab.Job job : table.jobs()) {
                json.writeStartObject();
                json.writeNumberField("line", job.line());
                json.writeStringField("job", job.name());
                json.writeStringField("schedule", job.schedule());
                if (job.timeZone().isPresent()) {
                    json.writeStringField("timezone", job.timeZone().get());
                }
                if (job.user().isPresent()) {
                    json.writeStringField("user", job.user().get());
                }
                json.writeStringField("command", asWritten(table.after().get(job.line() - 1)));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("left_alone");
            for (Crontab.LeftAlone line : table.leftAlone()) {
                json.writeStartObject();
                json.writeNumberField("line", line.line());
                json.writeStringField("reason", line.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
