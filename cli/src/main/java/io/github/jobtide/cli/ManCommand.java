package io.github.jobtide.cli;

import io.github.jobtide.gateway.Build;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobtide man}: the manual pages, for the package. */
@Command(name = "man", hidden = true, description = "Print the manual page of jobtide or of one of its commands, or write all of them into a folder.", mixinStandardHelpOptions = true, exitCodeOnInvalidInput = ExitStatus.WRONG_USE, exitCodeOnExecutionException = ExitStatus.WRONG_USE)
final class ManCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "COMMAND", description = "Of this command.")
    private String command = "";

    @Option(names = "--out", paramLabel = "FOLDER", description = "Write all pages into this folder.")
    private @Nullable Path folder;

    @Override
    public void run() {
        Map<String, String> pages = new TreeMap<>();
        collect(spec.root().commandLine(), pages);
        Path out = folder;
        if (out != null) {
            write(pages, out);
            return;
        }
        String page = pages.get(command.isEmpty() ? "jobtide.1" : "jobtide-" + command.replace(' ', '-') + ".1");
        if (page == null) {
            throw new CommandLine.ParameterException(spec.commandLine(),
                    "there is no command '%s'".formatted(command));
        }
        PrintWriter to = spec.commandLine().getOut();
        to.print(page);
        to.flush();
    }

    private static void collect(CommandLine command, Map<String, String> pages) {
        CommandSpec of = command.getCommandSpec();
        if (!of.usageMessage().hidden()) {
            pages.put(ManPage.fileName(of), ManPage.of(of, Build.current().version()));
            command.getSubcommands().values().forEach(sub -> collect(sub, pages));
        }
    }

    private static void write(Map<String, String> pages, Path folder) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(folder.resolve(page.getKey()), page.getValue());
            }
        } catch (IOException e) {
            throw new CommandFailedException("the pages cannot be written into %s: %s".formatted(folder,
                    e.getMessage()));
        }
    }
}
