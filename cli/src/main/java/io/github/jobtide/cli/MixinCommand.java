package io.github.jobtide.cli;

import io.github.jobtide.mixin.GatewaySurvey;
import io.github.jobtide.mixin.Mixin;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jobtide mixin}: rules, dashboards and scrape configuration in one folder. */
@Command(name = "mixin", description = "Make alerts, dashboards and scrape configuration for the jobs of an inventory; or propose an inventory from what a gateway holds.", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, exitCodeOnInvalidInput = MixinOptions.FAILED, exitCodeOnExecutionException = MixinOptions.FAILED, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        "0:done, or all is up to date", "1:--check found files that are not up to date", "2:it cannot be done"})
final class MixinCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @CommandLine.Mixin
    private final MixinOptions options = new MixinOptions();

    @CommandLine.Mixin
    private final ScrapeOptions scrape = new ScrapeOptions();

    @Option(names = "--provisioning", description = "Also make the files by which Grafana finds dashboards and data source.")
    private boolean provisioning;

    @Option(names = "--from", paramLabel = "URL", description = "Print an inventory of the jobs that this gateway holds, a Pushgateway as well, and make nothing.")
    private @Nullable String from;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (from != null) {
            out.print(GatewaySurvey.inventory(page(from), "mixin --from " + from));
            out.flush();
            return 0;
        }
        var mixin = new Mixin(
                options.settings("mixin" + scrape.words() + (provisioning ? " --provisioning" : "")),
                options.inventory());
        return options.deliver(mixin.everything(options.form(), provisioning, scrape.target()), true, out);
    }

    private static String page(String gateway) throws InterruptedException {
        try {
            return Scrape.fetch(URI.create(gateway.replaceAll("/+$", "") + "/metrics"));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("--from='" + gateway + "' is not an address: " + e.getMessage());
        }
    }
}
