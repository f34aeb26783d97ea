package io.github.jobtide.cli;

import io.github.jobtide.mixin.Mixin;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jobtide dashboards}: dashboards for Grafana. */
@Command(name = "dashboards", description = "Make dashboards for Grafana: all jobs, one job, the gateway, and one for each limit of the inventory.", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, exitCodeOnInvalidInput = MixinOptions.FAILED, exitCodeOnExecutionException = MixinOptions.FAILED)
final class DashboardsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @CommandLine.Mixin
    private final MixinOptions options = new MixinOptions();

    @Option(names = "--provisioning", description = "Also make the files by which Grafana finds dashboards and data source.")
    private boolean provisioning;

    @Override
    public Integer call() {
        var mixin = new Mixin(options.settings("dashboards" + (provisioning ? " --provisioning" : "")),
                options.inventory());
        return options.deliver(mixin.dashboards(options.form(), provisioning), false, spec.commandLine().getOut());
    }
}
