package io.github.jobtide.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RegexTransformer;
import picocli.CommandLine.Spec;

/** The program {@code jobtide}: holds the commands and does nothing by itself. */
@Command(name = "jobtide", description = "Gets the results of batch jobs into Prometheus.", subcommands = {
        ServeCommand.class, PushCommand.class, DeleteCommand.class, GroupsCommand.class, CleanupCommand.class,
        HistogramCommand.class, LintCommand.class, DoctorCommand.class, DrainCommand.class, CrontabCommand.class,
        DemoCommand.class,
        StorageCommand.class, ImportCommand.class,
        DiffCommand.class,
        TokenCommand.class, RulesCommand.class, DashboardsCommand.class, ScrapeConfigCommand.class, MixinCommand.class,
        CompletionCommand.class,
        ManCommand.class}, versionProvider = Version.class, mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", exitCodeOnInvalidInput = 2)
final class JobtideCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    /** The parser of everything, with help and exit codes as they should be. */
    static CommandLine commandLine() {
        return commandLine(Surroundings.ofProcess());
    }

    static CommandLine commandLine(Surroundings around) {
        return new CommandLine(new JobtideCommand(), around.commands())
                .addSubcommand(RunCommand.commandLine())
                .setNegatableOptionTransformer(dottedNegation())
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Failures::wrongUse)
                .setExecutionExceptionHandler(Failures::failed);
    }

    /** {@code --no-web.enable-lifecycle} as Pushgateway has it: names with dots, which picocli's own rule leaves out. */
    private static RegexTransformer dottedNegation() {
        return new RegexTransformer.Builder()
                .addPattern("^--no-(\\w[-.\\w]*)$", "--$1", "--[no-]$1")
                .addPattern("^--(\\w[-.\\w]*)$", "--no-$1", "--[no-]$1")
                .build();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}
