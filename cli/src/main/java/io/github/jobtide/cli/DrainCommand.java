package io.github.jobtide.cli;

import io.github.jobtide.push.Drained;
import io.github.jobtide.settings.Choice;
import io.github.jobtide.settings.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jobtide drain}: delivers what waits. */
@Command(name = "drain", description = {
        "Deliver the pushes that wait in this user's spool, oldest first within each group.",
        "Each goes to the gateway that it was for. Run it each minute, as the user whose spool it is: a timer or cron. It prints nothing there, unless a gateway refuses a push for good; on a terminal it says what it did."}, mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, exitCodeOnInvalidInput = ExitStatus.WRONG_USE, exitCodeOnExecutionException = ExitStatus.WRONG_USE, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                "0:nothing waits any more, or another process is at it",
                "1:a gateway refuses a push; it is kept in the folder rejected with the answer",
                "2:wrong arguments, or the spool cannot be used", "3:pushes wait still"})
final class DrainCommand implements Callable<Integer> {
    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "What environments mean, if not as the jobtide.yml says that is found here, in the user's folder of settings, or in /etc/jobtide.")
    private @Nullable String config;

    @Option(names = "--budget", paramLabel = "DURATION", defaultValue = "50s", converter = DurationOption.class, description = "How long it may take. Default: ${DEFAULT-VALUE}")
    private Duration budget = Duration.ofSeconds(50);

    @Option(names = "--verbose", description = "Say what was done, also where no person reads it.")
    private boolean verbose;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private OutputOption output;

    DrainCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        Optional<SpoolAccess> access = SpoolAccess.open(around);
        if (access.isEmpty() || access.get().spool().size() == 0) {
            tell(new Drained(0, 0, 0, 0, "", false), access);
            return ExitStatus.DONE;
        }
        Settings settings = Settings.of(new Choice(config == null ? Map.of() : Map.of("config", config)),
                around.environment(), around.workingFolder());
        Drained drained = access.get().spool().drain(SpoolAccess.drain(Pushers.of(around), settings, Optional.empty()),
                budget);
        tell(drained, access);
        if (drained.busy()) {
            return ExitStatus.DONE;
        }
        return drained.rejected() > 0
                ? ExitStatus.REFUSED
                : drained.waiting() > 0 ? ExitStatus.UNREACHABLE : ExitStatus.DONE;
    }

    private void tell(Drained drained, Optional<SpoolAccess> access) {
        String place = access.map(one -> one.folder().toString()).orElse("");
        if (drained.rejected() > 0) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("jobtide drain: warning: %d pushes were refused; they are kept with the answers in %s/rejected"
                    .formatted(drained.rejected(), place));
            err.flush();
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(json(drained, place));
        } else if (around.terminal() || verbose) {
            out.println(text(drained, place));
        }
        out.flush();
    }

    private static String text(Drained drained, String place) {
        if (drained.busy()) {
            return "another process is draining " + place;
        }
        if (drained.delivered() + drained.rejected() + drained.overtaken() + drained.waiting() == 0) {
            return "nothing waits";
        }
        return "%d delivered, %d overtaken by newer ones, %d refused, %d wait still in %s%s".formatted(
                drained.delivered(), drained.overtaken(), drained.rejected(), drained.waiting(), place,
                drained.trouble().isEmpty() ? "" : ": " + drained.trouble());
    }

    private static String json(Drained drained, String place) {
        return JsonText.object(json -> {
            json.writeStringField("spool", place);
            json.writeNumberField("delivered", drained.delivered());
            json.writeNumberField("overtaken", drained.overtaken());
            json.writeNumberField("rejected", drained.rejected());
            json.writeNumberField("waiting", drained.waiting());
            json.writeStringField("trouble", drained.trouble());
            json.writeBooleanField("busy", drained.busy());
        });
    }
}
