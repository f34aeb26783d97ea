package io.github.jobtide.cli;

import io.github.jobtide.mixin.GeneratedFiles;
import io.github.jobtide.mixin.Inventory;
import io.github.jobtide.mixin.Mixin;
import io.github.jobtide.mixin.PrometheusVersion;
import io.github.jobtide.mixin.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command which makes files of the mixin has. */
final class MixinOptions {
    static final int FAILED = 2;

    @Option(names = "--inventory", paramLabel = "FILE", description = "The jobs, as YAML. Without it, what needs no inventory is made.")
    private @Nullable Path inventory;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the files are written to.")
    private @Nullable Path out;

    @Option(names = "--check", paramLabel = "DIR", description = "Write nothing; tell which files in DIR are not as they would be made now, and end with 1 if there are any.")
    private @Nullable Path check;

    @Option(names = "--prometheus-version", paramLabel = "VERSION", description = "The Prometheus that reads them. Before 2.42 alerts cannot be kept firing over a gap. Default: 2.42")
    private @Nullable String prometheusVersion;

    @Option(names = "--time-scale", paramLabel = "FACTOR", defaultValue = "1", description = "Divide all times by this, to try in minutes what takes a day. There are no unit tests then. Default: ${DEFAULT-VALUE}")
    private double timeScale;

    @Option(names = "--watchdog", description = "Add an alert that fires always, for a dead man's switch.")
    private boolean watchdog;

    @Option(names = "--gateway-job", paramLabel = "NAME", defaultValue = Settings.USUAL_GATEWAY_JOB, description = "The name of Prometheus's scrape job for the gateway. Default: ${DEFAULT-VALUE}")
    private String gatewayJob = Settings.USUAL_GATEWAY_JOB;

    @Option(names = "--runbook-base", paramLabel = "URL", description = "Where your own pages about alerts are; the name of the alert is added. Default: Jobtide's own pages")
    private @Nullable String runbookBase;

    @Option(names = "--dashboard-base", paramLabel = "URL", description = "The address of Grafana, so that alerts can link to dashboards.")
    private @Nullable String dashboardBase;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "files", description = "files, or operator for the resources of the Prometheus operator. Default: ${DEFAULT-VALUE}")
    private String format = "files";

    Mixin.Form form() {
        return switch (format) {
            case "files" -> Mixin.Form.FILES;
            case "operator" -> Mixin.Form.OPERATOR;
            default -> throw new CommandFailedException("--format must be files or operator, not '" + format + "'");
        };
    }

    /** @throws io.github.jobtide.mixin.MixinException if it is not understood */
    Inventory inventory() {
        if (inventory == null) {
            return Inventory.empty();
        }
        try {
            return Inventory.parse(inventory.toString(), Files.readString(inventory));
        } catch (IOException e) {
            throw new CommandFailedException("cannot read the inventory " + inventory + ": " + e);
        }
    }

    /** @param command the words of the command, for the headers of files */
    Settings settings(String command) {
        return new Settings(
                prometheusVersion == null ? PrometheusVersion.USUAL : PrometheusVersion.parse(prometheusVersion),
                timeScale, watchdog, gatewayJob, Optional.ofNullable(runbookBase), Optional.ofNullable(dashboardBase),
                madeBy(command));
    }

    /** The same wherever files are written to, so that a check finds them unchanged. */
    private String madeBy(String command) {
        List<String> words = new ArrayList<>(List.of(command));
        Optional.ofNullable(inventory).ifPresent(file -> words.add("--inventory " + file.getFileName()));
        Optional.ofNullable(prometheusVersion).ifPresent(version -> words.add("--prometheus-version " + version));
        if (!format.equals("files")) {
            words.add("--format " + format);
        }
        if (watchdog) {
            words.add("--watchdog");
        }
        if (!gatewayJob.equals(Settings.USUAL_GATEWAY_JOB)) {
            words.add("--gateway-job " + gatewayJob);
        }
        Optional.ofNullable(runbookBase).ifPresent(base -> words.add("--runbook-base " + base));
        Optional.ofNullable(dashboardBase).ifPresent(base -> words.add("--dashboard-base " + base));
        return String.join(" ", words);
    }

    /** For a command that writes no files. */
    void printed(String command) {
        if (out != null || check != null) {
            throw new CommandFailedException(
                    command + " prints to standard output: leave out --out and --check, and redirect it to a file");
        }
    }

    /**
     * Writes the files or holds them against those that are there.
     *
     * @param all whether no other files are made
     * @return the exit status
     */
    int deliver(GeneratedFiles files, boolean all, PrintWriter screen) {
        if ((out == null) == (check == null)) {
            throw new CommandFailedException("say where: --out DIR to write, or --check DIR to compare");
        }
        int status = check == null ? write(files, out, screen) : compare(files, check, all, screen);
        screen.flush();
        return status;
    }

    private static int write(GeneratedFiles files, @Nullable Path folder, PrintWriter screen) {
        if (folder == null) {
            return FAILED;
        }
        files.writeTo(folder);
        files.texts().keySet().forEach(name -> screen.println(folder.resolve(name)));
        return 0;
    }

    private static int compare(GeneratedFiles files, Path folder, boolean all, PrintWriter screen) {
        List<String> differences = files.differences(folder, all);
        differences.forEach(screen::println);
        if (differences.isEmpty()) {
            screen.println("all " + files.texts().size() + " files are up to date");
        }
        return differences.isEmpty() ? 0 : 1;
    }
}
