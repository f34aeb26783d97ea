package io.github.jobtide.cli;

import io.github.jobtide.mixin.Mixin;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jobtide rules}: alerting and recording rules, their unit tests, and an example for Alertmanager. */
@Command(name = "rules", description = "Make alerting and recording rules for Prometheus, their unit tests for promtool, and an example configuration of Alertmanager.", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, exitCodeOnInvalidInput = MixinOptions.FAILED, exitCodeOnExecutionException = MixinOptions.FAILED)
final class RulesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @CommandLine.Mixin
    private final MixinOptions options = new MixinOptions();

    @Override
    public Integer call() {
        var mixin = new Mixin(options.settings("rules"), options.inventory());
        return options.deliver(mixin.rules(options.form()), false, spec.commandLine().getOut());
    }
}
