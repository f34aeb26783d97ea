package io.github.jobtide.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.jobtide.lint.LintOptions;
import io.github.jobtide.lint.Profile;
import io.github.jobtide.lint.StoredPage;
import io.github.jobtide.push.Target;
import io.github.jobtide.push.UnusableSettingException;
import io.github.jobtide.settings.Choice;
import io.github.jobtide.settings.Settings;
import io.github.jobtide.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which gateway {@code jobtide lint} compares pages with, and what that gateway says of itself. */
final class AgainstOption {
    private static final JsonFactory JSON = new JsonFactory();
    /** Of the gateway's flags. */
    private static final String LIMIT = "limits.group-series";

    private final Surroundings around;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Option(names = "--against", paramLabel = "URL", description = "Compare with what this gateway holds, a Pushgateway or Jobtide: types, and counters and buckets of the group that --job and --group name. Credentials come from the environment, such as JOBTIDE_TOKEN_FILE, as those of pushes do.")
    private @Nullable String url;

    AgainstOption(Surroundings around) {
        this.around = around;
    }

    /**
     * The same options, with what the gateway holds and takes, if one was named.
     *
     * @throws ParameterException if it is not named so that it can be asked, or the pages are not pushed
     * @throws CommandFailedException if it does not answer, or is no gateway
     */
    LintOptions compare(LintOptions options) throws InterruptedException {
        if (url == null) {
            return options;
        }
        if (url.isBlank()) {
            throw wrong("--against is empty; name a gateway, such as http://localhost:9091, or leave the option out");
        }
        if (options.profile() != Profile.PUSH) {
            throw wrong("--against compares with what a gateway holds, and only --profile=push is about what goes"
                    + " there; leave one of them out");
        }
        Target target = target(url);
        PageFetch.Access access = access(target);
        URI page = URI.create(target.url() + "/metrics");
        StoredPage stored = PageFetch.read(page, "text/plain;version=0.0.4", access,
                in -> StoredPage.read(in, options.key()));
        if (stored.isEmpty()) {
            throw new CommandFailedException(
                    "%s is not the page of a gateway, for no family is on it; name the gateway by the URL that its /metrics is under"
                            .formatted(page));
        }
        return options.against(stored, limit(target, access));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** By the settings of pushes, which know the option under another name. */
    private Target target(String gateway) {
        try {
            return Settings.of(new Choice(Map.of("gateway", gateway)), around.environment(), around.workingFolder())
                    .destination().target();
        } catch (SettingsException e) {
            throw wrong(String.valueOf(e.getMessage()).replace("--gateway:", "--against:"));
        }
    }

    private PageFetch.Access access(Target target) {
        try {
            return new PageFetch.Access(target.credentials().authorization(around.environment()),
                    target.tls() ? Optional.of(target.files().context()) : Optional.empty());
        } catch (UnusableSettingException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }

    /** How many series a group may have; 0 if it does not say so, as a Pushgateway does not. */
    private static long limit(Target target, PageFetch.Access access) throws InterruptedException {
        try {
            return PageFetch.read(URI.create(target.url() + "/api/v1/status"), "application/json", access,
                    AgainstOption::limit);
        } catch (CommandFailedException e) {
            return 0; // What it holds is known, and that is most of what was asked.
        }
    }

    private static long limit(InputStream answer) throws IOException {
        try (JsonParser json = JSON.createParser(answer)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && json.currentName().equals(LIMIT)) {
                    return Long.parseLong(String.valueOf(json.nextTextValue()));
                }
            }
            return 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
