package io.github.jobtide.cli;

import io.github.jobtide.mixin.Mixin;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jobtide scrape-config}: how Prometheus scrapes a gateway. */
@Command(name = "scrape-config", description = "Print the scrape job of Prometheus for a gateway, or a whole configuration.", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, exitCodeOnInvalidInput = MixinOptions.FAILED, exitCodeOnExecutionException = MixinOptions.FAILED)
final class ScrapeConfigCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @CommandLine.Mixin
    private final ScrapeOptions scrape = new ScrapeOptions();

    @CommandLine.Mixin
    private final MixinOptions options = new MixinOptions();

    @Option(names = "--full", description = "A whole prometheus.yml.")
    private boolean full;

    @Override
    public Integer call() {
        options.printed("scrape-config");
        var target = scrape.target()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "name the gateway: --gateway URL"));
        var mixin = new Mixin(options.settings("scrape-config" + scrape.words() + (full ? " --full" : "")),
                options.inventory());
        PrintWriter out = spec.commandLine().getOut();
        out.print(mixin.scrapeConfig(target, options.form(), full));
        out.flush();
        return 0;
    }
}
