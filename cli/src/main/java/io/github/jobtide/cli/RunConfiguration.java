package io.github.jobtide.cli;

import io.github.jobtide.gateway.Build;
import io.github.jobtide.jobs.JobFacts;
import io.github.jobtide.push.Target;
import io.github.jobtide.run.Configuration;
import io.github.jobtide.run.Destination;
import io.github.jobtide.run.RunArguments;
import io.github.jobtide.run.RunOption;
import io.github.jobtide.settings.Choice;
import io.github.jobtide.settings.DeclaredJob;
import io.github.jobtide.settings.Settings;
import io.github.jobtide.settings.SettingsException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What {@code jobtide run} is told by its options, the environment and {@code jobtide.yml}. What cannot be used is trouble, and no reason to stop. */
final class RunConfiguration implements Configuration {
    private static final List<RunOption> OPTIONS = List.of(RunOption.GATEWAY, RunOption.ENV, RunOption.CONFIG,
            RunOption.TOKEN_FILE, RunOption.USER, RunOption.PASSWORD_FILE, RunOption.CA_FILE,
            RunOption.CLIENT_CERT_FILE,
            RunOption.CLIENT_KEY_FILE);

    private final Map<String, String> environment;
    private Optional<Settings> settings = Optional.empty();

    RunConfiguration(Map<String, String> environment) {
        this.environment = environment;
    }

    private synchronized Settings settings(RunArguments arguments) {
        if (settings.isEmpty()) {
            Map<String, String> given = new HashMap<>();
            for (RunOption option : OPTIONS) {
                arguments.value(option).ifPresent(value -> given.put(option.flag().substring(2), value));
            }
            settings = Optional.of(Settings.of(new Choice(given), environment, Path.of("").toAbsolutePath()));
        }
        return settings.get();
    }

    @Override
    public String version() {
        return Build.current().version();
    }

    @Override
    public synchronized Destination destination(RunArguments arguments) {
        try {
            io.github.jobtide.settings.Destination found = settings(arguments).destination();
            return new Destination.Known(found.environment(), found.target());
        } catch (SettingsException e) {
            String trouble = String.valueOf(e.getMessage());
            return e.environment().isPresent()
                    ? new Destination.Named(e.environment().get(), trouble)
                    : new Destination.Nowhere(trouble);
        }
    }

    @Override
    public synchronized JobFacts inventory(RunArguments arguments, JobFacts undeclared, Consumer<String> trouble) {
        try {
            Optional<DeclaredJob> job = settings(arguments).job(arguments.value(RunOption.JOB).orElse(""));
            return job.isPresent() ? job.get().over(undeclared, ZoneId.systemDefault()) : undeclared;
        } catch (SettingsException e) {
            trouble.accept(String.valueOf(e.getMessage()));
            return undeclared;
        }
    }

    @Override
    public synchronized Optional<Target> target(String name) {
        try {
            return settings.isPresent() ? settings.get().environment(name) : Optional.empty();
        } catch (SettingsException e) {
            return Optional.empty();
        }
    }
}
