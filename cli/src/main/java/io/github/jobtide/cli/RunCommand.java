package io.github.jobtide.cli;

import io.github.jobtide.run.RunOption;
import io.github.jobtide.run.Wrapper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code jobtide run} as picocli knows it: its help. What it does, and reading its words, is the wrapper's own. */
final class RunCommand implements Callable<Integer> {
    private final CommandSpec spec;

    private RunCommand(CommandSpec spec) {
        this.spec = spec;
    }

    static CommandLine commandLine() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(null);
        spec = CommandSpec.wrapWithoutInspection(new RunCommand(spec));
        spec.name("run").mixinStandardHelpOptions(true).exitCodeOnInvalidInput(Wrapper.WRAPPER_FAULT);
        spec.usageMessage().description("Runs a command and reports how it went.",
                "Its exit code is the command's own; 124 after a time-out (137 if it had to be killed), 125 if these"
                        + " arguments are wrong, 126 or 127 if the command cannot be run or is not there, 75 if the run was skipped.")
                .customSynopsis(
                        "jobtide run --job JOB [--gateway URL] [--group KEY=VALUE] [OPTIONS] -- COMMAND [ARGUMENTS]")
                .sortOptions(false);
        for (RunOption option : RunOption.values()) {
            spec.addOption(option(option));
        }
        spec.addPositional(PositionalParamSpec.builder().paramLabel("COMMAND").arity("0..*").type(List.class)
                .auxiliaryTypes(String.class).description("The command and its arguments.").build());
        return new CommandLine(spec).setStopAtPositional(true);
    }

    private static OptionSpec option(RunOption option) {
        OptionSpec.Builder builder = OptionSpec.builder(option.flag()).description(option.help());
        if (!option.takesValue()) {
            return builder.arity("0").type(boolean.class).build();
        }
        builder.arity("1").paramLabel(option.parameter());
        return option.isRepeatable()
                ? builder.type(List.class).auxiliaryTypes(String.class).build()
                : builder.type(String.class).build();
    }

    @Override
    public Integer call() {
        List<String> words = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
        return Wrapper.run(words, System.getenv(), new RunConfiguration(System.getenv()));
    }
}
