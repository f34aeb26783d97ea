package io.github.jobtide.settings;

import io.github.jobtide.push.Credentials;
import io.github.jobtide.push.Target;
import io.github.jobtide.push.UnusableSettingException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a command pushes to, and what is declared about its job: options before environment before {@code jobtide.yml}. Used by one thread.
 *
 * <p>A token or a password that the file names for a gateway goes to that gateway alone, never to one that an option or the environment names. The file is read when it is first needed: not at all if an option or the environment names the gateway.
 */
public final class Settings {
    private final Choice choice;
    private final Variables variables;
    private final SettingsPlaces places;
    private @Nullable Found found;

    /** What there is, once it has been looked for. */
    private record Found(Optional<SettingsFile> file) {}

    Settings(Choice choice, Variables variables, SettingsPlaces places) {
        this.choice = choice;
        this.variables = variables;
        this.places = places;
    }

    /** @param workingFolder of the command, where a file is looked for first */
    public static Settings of(Choice choice, Map<String, String> environment, Path workingFolder) {
        return new Settings(choice, new Variables(environment),
                new SettingsPlaces(workingFolder, environment, Path.of("/etc/jobtide")));
    }

    /**
     * The gateway that is meant.
     *
     * @throws SettingsException if none is, or not so that it can be used
     */
    public Destination destination() {
        Optional<String> url = choice.option("gateway");
        Optional<String> name = choice.option("env");
        if (url.isPresent() && name.isPresent()) {
            throw new SettingsException("--gateway and --env both say where to go; give one of them");
        }
        if (url.isPresent()) {
            return named("--gateway", url.get());
        }
        if (name.isEmpty()) {
            for (String variable : new String[]{"JOBTIDE_GATEWAY", "PUSHGATEWAY_URL"}) {
                Optional<String> value = variables.value(variable);
                if (value.isPresent()) {
                    return named(variable, value.get());
                }
            }
        }
        return fromFile(name);
    }

    private Destination named(String source, String url) {
        Access access = paths(() -> choice.access().over(variables.access()));
        return new Destination(Optional.empty(), target(source, url, access));
    }

    private Destination fromFile(Optional<String> option) {
        Selected selected = selected(option);
        if (selected.name().isPresent()) {
            return profile(environment(selected), selected.name());
        }
        Optional<SettingsFile> read = file();
        if (read.isPresent() && read.get().unnamed().isPresent()) {
            return profile(read.get().unnamed().get(), Optional.empty());
        }
        throw new SettingsException(nothing(read));
    }

    private String nothing(Optional<SettingsFile> read) {
        if (read.isPresent() && !read.get().environments().isEmpty()) {
            return "no gateway configured: " + read.get().path() + " has environments and no default-environment;"
                    + " choose one with --env NAME or JOBTIDE_ENV; there are: " + known(read.get());
        }
        StringBuilder text = new StringBuilder("no gateway configured; name it with --gateway URL or JOBTIDE_GATEWAY,"
                + " for example http://localhost:9091, ");
        if (read.isPresent()) {
            return text.append("or as gateway: in ").append(read.get().path()).toString();
        }
        return text.append("or in a file; looked for ").append(looked()).toString();
    }

    private String looked() {
        StringBuilder text = new StringBuilder();
        for (Path place : places.files()) {
            text.append(text.isEmpty() ? "" : ", ").append(place);
        }
        return text.toString();
    }

    /** @param source what named it, for messages */
    private record Selected(Optional<String> name, String source) {}

    private Selected selected(Optional<String> option) {
        if (option.isPresent()) {
            return new Selected(option, "--env");
        }
        if (variables.value("JOBTIDE_ENV").isPresent()) {
            return new Selected(variables.value("JOBTIDE_ENV"), "JOBTIDE_ENV");
        }
        Optional<SettingsFile> read = file();
        if (read.isEmpty() || read.get().environments().isEmpty()) {
            return new Selected(Optional.empty(), "");
        }
        Optional<String> common = variables.value("ENVIRONMENT");
        return common.isPresent()
                ? new Selected(common, "ENVIRONMENT")
                : new Selected(read.get().defaultEnvironment(), "default-environment");
    }

    private Profile environment(Selected selected) {
        String name = selected.name().orElseThrow();
        Optional<SettingsFile> read = file();
        if (read.isEmpty()) {
            throw SettingsException.unknownEnvironment(selected.source() + " names the environment '" + name
                    + "', and there is no jobtide.yml that says what it is; looked for " + looked(), name);
        }
        Profile profile = read.get().environments().get(name);
        if (profile == null) {
            throw SettingsException.unknownEnvironment(selected.source() + ": there is no environment '" + name
                    + "' in " + read.get().path() + "; there are: " + known(read.get()), name);
        }
        return profile;
    }

    private static String known(SettingsFile file) {
        return file.environments().isEmpty() ? "none" : String.join(", ", file.environments().keySet());
    }

    private Destination profile(Profile profile, Optional<String> name) {
        Access own = paths(() -> choice.access().over(variables.access()));
        Target target = target(profile.place(), profile.url(), own.over(profile.access()));
        return new Destination(own.equals(Access.NONE) ? name : Optional.empty(), target);
    }

    private interface Paths<T> {
        T read();
    }

    private static <T> T paths(Paths<T> reading) {
        try {
            return reading.read();
        } catch (InvalidPathException e) {
            throw new SettingsException("a file is named in a way that no file can be: " + e.getReason(), e);
        }
    }

    private static Target target(String source, String url, Access access) {
        try {
            return Target.of(url, access.credentials().orElse(new Credentials.None()), access.files());
        } catch (UnusableSettingException e) {
            throw new SettingsException(source + ": " + e.getMessage(), e);
        }
    }

    /** What an environment's name means now, for what waits in a spool; empty if there is none of that name. */
    public Optional<Target> environment(String name) {
        Optional<SettingsFile> read = file();
        if (read.isEmpty() || !read.get().environments().containsKey(name)) {
            return Optional.empty();
        }
        Profile profile = read.get().environments().get(name);
        return Optional.of(target(profile.place(), profile.url(), profile.access()));
    }

    /** What the inventory says of that job; empty if it does not know it. */
    public Optional<DeclaredJob> job(String name) {
        Optional<SettingsFile> read = file();
        if (read.isPresent()) {
            for (DeclaredJob job : read.get().jobs()) {
                if (job.name().equals(name)) {
                    return Optional.of(job);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<SettingsFile> file() {
        Found known = found;
        if (known == null) {
            Optional<Path> path = path();
            known = new Found(path.isPresent()
                    ? Optional.of(paths(() -> SettingsFile.read(path.get())))
                    : Optional.empty());
            found = known;
        }
        return known.file();
    }

    private Optional<Path> path() {
        Optional<String> named = choice.option("config").isPresent()
                ? choice.option("config")
                : variables.value("JOBTIDE_CONFIG");
        return named.isPresent()
                ? Optional.of(paths(() -> Path.of(named.get()).toAbsolutePath()))
                : places.find();
    }
}
