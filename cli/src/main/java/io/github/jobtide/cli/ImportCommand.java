package io.github.jobtide.cli;

import io.github.jobtide.migration.GatewayAddress;
import io.github.jobtide.migration.HttpImport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jobtide import}: takes over what a running Pushgateway holds. */
@Command(name = "import", description = {
        "Take the groups of a running Pushgateway over into a running Jobtide, by pushing each.",
        "Over HTTP the times of pushes and failures cannot be carried: a group counts as pushed when it was taken over. They are kept by an import of the"
                + " Pushgateway's file: jobtide serve --persistence.file=FILE."}, mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, exitCodeOnInvalidInput = ImportCommand.FAILED, exitCodeOnExecutionException = ImportCommand.FAILED, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                        "0:all groups were taken over, or were there already", "1:some could not be, and are named",
                        "2:wrong arguments, or a gateway cannot be asked"})
final class ImportCommand implements Callable<Integer> {
    static final int FAILED = 2;
    private static final int MAX_LINES = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Option(names = "--from", paramLabel = "URL", required = true, description = "The Pushgateway, with its route prefix if it has one, and with USER:PASSWORD@ if it wants them.")
    private String from = "";

    @Option(names = "--to", paramLabel = "URL", defaultValue = "http://localhost:9091", description = "The Jobtide. Default: ${DEFAULT-VALUE}")
    private String to = "";

    @Option(names = "--overwrite", description = "Replace groups that are there already, instead of leaving them alone.")
    private boolean overwrite;

    @Option(names = "--ca-file", paramLabel = "FILE", description = "Trust HTTPS by the certificates in this file, as PEM.")
    private @Nullable Path caFile;

    @Override
    public Integer call() {
        HttpImport.Result done = HttpImport.run(GatewayAddress.parse(from), GatewayAddress.parse(to),
                Optional.ofNullable(caFile), overwrite);
        PrintWriter out = spec.commandLine().getOut();
        done.notImported().stream().limit(MAX_LINES).forEach(line -> out.println("not imported: " + line));
        out.printf(
                "%d groups with %d families taken over, %d left alone because they were there, %d things not imported%n",
                done.groups(), done.families(), done.leftAlone(), done.notImported().size());
        out.println("Times of pushes and failures are not carried over HTTP: these groups count as pushed now.");
        out.flush();
        return done.notImported().isEmpty() ? 0 : 1;
    }
}
