package io.github.jobtide.cli;

import io.github.jobtide.migration.GatewayAddress;
import io.github.jobtide.migration.GatewayDifference;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobtide diff}: compares what two gateways hold. */
@Command(name = "diff", description = "Compare the groups of two gateways, Pushgateway or Jobtide: families, types, help, series and values, in whatever order.", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, exitCodeOnInvalidInput = DiffCommand.FAILED, exitCodeOnExecutionException = DiffCommand.FAILED, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        "0:they hold the same", "1:they differ", "2:wrong arguments, or a gateway cannot be read"})
final class DiffCommand implements Callable<Integer> {
    static final int FAILED = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "URL", description = "One gateway, with USER:PASSWORD@ if it wants them.")
    private String left = "";

    @Parameters(index = "1", paramLabel = "URL", description = "The other.")
    private String right = "";

    @Option(names = "--times", description = "Compare when groups were last pushed to, and when a push last failed, too.")
    private boolean times;

    @Option(names = "--max-lines", paramLabel = "N", defaultValue = "100", description = "Tell that many differences; all are counted. Default: ${DEFAULT-VALUE}")
    private int maxLines;

    @Option(names = "--ca-file", paramLabel = "FILE", description = "Trust HTTPS by the certificates in this file, as PEM.")
    private @Nullable Path caFile;

    @Override
    public Integer call() {
        GatewayDifference.Report report = GatewayDifference.between(GatewayAddress.parse(left),
                GatewayAddress.parse(right), Optional.ofNullable(caFile), times, maxLines);
        PrintWriter out = spec.commandLine().getOut();
        report.lines().forEach(out::println);
        if (report.differences() > report.lines().size()) {
            out.printf("and %d more%n", report.differences() - report.lines().size());
        }
        out.printf("%s; %d groups, %d families, %d series are in both%n",
                report.differences() == 0 ? "the same" : report.differences() + " differences", report.groups(),
                report.families(), report.series());
        out.flush();
        return report.differences() == 0 ? 0 : 1;
    }
}
