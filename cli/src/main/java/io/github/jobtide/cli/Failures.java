package io.github.jobtide.cli;

import io.github.jobtide.gateway.GatewayException;
import io.github.jobtide.migration.MigrationException;
import io.github.jobtide.mixin.MixinException;
import io.github.jobtide.push.SpoolException;
import io.github.jobtide.settings.SettingsException;
import io.github.jobtide.store.StorageException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns every failure of a command into one line on standard error and an exit status. */
final class Failures {
    private Failures() {}

    /** Flags or arguments that do not fit. */
    static int wrongUse(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        say(command, "%s; try %s --help".formatted(oneLine(wrong), command.getCommandSpec().qualifiedName()));
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** A command that did not do what it was asked for: with a stack trace only if nobody foresaw that. */
    static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        if (isForeseen(failure)) {
            say(command, oneLine(failure));
        } else {
            say(command, "unexpected failure, please report it: " + failure);
            failure.printStackTrace(command.getErr());
        }
        int usual = command.getCommandSpec().exitCodeOnExecutionException();
        return failure instanceof CommandFailedException named
                ? named.status().orElse(usual)
                : failure instanceof SettingsException ? ExitStatus.WRONG_USE : usual;
    }

    private static boolean isForeseen(Exception failure) {
        return failure instanceof CommandFailedException || failure instanceof GatewayException
                || failure instanceof StorageException || failure instanceof MigrationException
                || failure instanceof SettingsException || failure instanceof SpoolException
                || failure instanceof MixinException;
    }

    private static void say(CommandLine command, String line) {
        PrintWriter err = command.getErr();
        err.println(command.getCommandSpec().qualifiedName() + ": error: " + line);
        err.flush();
    }

    private static String oneLine(Exception failure) {
        return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
