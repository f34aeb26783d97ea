package io.github.jobtide.cli;

import io.github.jobtide.exposition.TextWriter;
import io.github.jobtide.store.Change;
import io.github.jobtide.store.StoredFamily;
import io.github.jobtide.store.log.StorageTool;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobtide storage}: looks into a gateway's data folder, and tidies it up. */
@Command(name = "storage", description = "Verify, print or compact a gateway's data folder.", mixinStandardHelpOptions = true, versionProvider = Version.class, synopsisSubcommandLabel = "COMMAND", exitCodeOnInvalidInput = 2, exitCodeOnExecutionException = 2, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        "0:done, and nothing wrong", "1:verify found damage", "2:wrong arguments, or the folder cannot be used"})
final class StorageCommand implements Runnable {
    private static final int DAMAGED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command: verify, dump or compact");
    }

    @Command(name = "verify", description = "Read everything and tell what is damaged; change nothing. Also beside a running gateway.", mixinStandardHelpOptions = true, exitCodeOnInvalidInput = 2, exitCodeOnExecutionException = 2)
    int verify(@Parameters(paramLabel = "FOLDER", description = "What --storage.path names.") Path folder) {
        StorageTool.Verification found = StorageTool.verify(folder);
        PrintWriter out = spec.commandLine().getOut();
        found.lines().forEach(out::println);
        out.printf("%s: %d groups, %d families, %d records in %d batches, %d bytes%n",
                found.sound() ? "sound" : found.damaged() + " damaged", found.groups(), found.families(),
                found.records(), found.batches(), found.bytes());
        out.flush();
        return found.sound() ? 0 : DAMAGED;
    }

    @Command(name = "dump", description = "Print what a restart would find as JSON, a line for each group and each family; change nothing.", mixinStandardHelpOptions = true, exitCodeOnInvalidInput = 2, exitCodeOnExecutionException = 2)
    void dump(@Parameters(paramLabel = "FOLDER", description = "What --storage.path names.") Path folder) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        StorageTool.dump(folder, out, StorageCommand::text);
        out.flush();
    }

    private static String text(Change.FamilyStored stored) {
        return new String(TextWriter.write(List.of(StoredFamily.of(stored).family())), StandardCharsets.UTF_8);
    }

    @Command(name = "compact", description = "Write the live content anew and drop history, while no gateway uses the folder.", mixinStandardHelpOptions = true, exitCodeOnInvalidInput = 2, exitCodeOnExecutionException = 2)
    void compact(
            @Option(names = "--lock-wait", paramLabel = "DURATION", defaultValue = "0s", converter = GoDuration.class, description = "Wait that long for a gateway to let go of the folder. Default: ${DEFAULT-VALUE}") Duration lockWait,
            @Parameters(paramLabel = "FOLDER", description = "What --storage.path names.") Path folder) {
        StorageTool.Compaction done = StorageTool.compact(folder, lockWait);
        PrintWriter out = spec.commandLine().getOut();
        done.reports().forEach(out::println);
        out.printf("%d bytes before, %d bytes after%n", done.bytesBefore(), done.bytesAfter());
        out.flush();
    }
}
