package io.github.jobtide.cli;

import io.github.jobtide.lint.LintMode;
import io.github.jobtide.lint.LintOptions;
import io.github.jobtide.lint.LintResult;
import io.github.jobtide.lint.Linter;
import io.github.jobtide.lint.Profile;
import io.github.jobtide.lint.Severity;
import io.github.jobtide.push.Group;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of {@code jobtide push} that has the body looked at before it goes. */
final class PushLintOption {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Option(names = "--lint", paramLabel = "MODE", defaultValue = "off", description = "Look at the body by the rules of jobtide lint first: off, warn (tell what was found), or enforce (also send nothing if there is an error). Default: ${DEFAULT-VALUE}")
    private String mode = LintMode.OFF.word();

    /**
     * Tells what is wrong with a body.
     *
     * @param name of the body, for people
     * @throws CommandFailedException if it must not go
     */
    void look(byte[] body, String name, String contentType, Group to) {
        LintMode wanted = mode();
        if (wanted == LintMode.OFF) {
            return;
        }
        LintResult result = lint(body, profile(contentType), to);
        PrintWriter err = spec.commandLine().getErr();
        if (!result.findings().isEmpty()) {
            err.print(new LintText(false, new Style(false)).page(new LintedPage.Read(name, result)));
            err.flush();
        }
        if (wanted == LintMode.ENFORCE && result.has(Severity.ERROR)) {
            throw new CommandFailedException(ExitStatus.REFUSED,
                    "nothing was sent, because the body has errors and --lint is enforce");
        }
    }

    private LintMode mode() {
        try {
            return LintMode.parse(mode);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Profile profile(String contentType) {
        return format(contentType).orElseThrow(() -> wrong(
                "--lint reads the text format and OpenMetrics; a body of type '%s' cannot be looked at"
                        .formatted(Style.clean(contentType))));
    }

    /** Gateways take what they do not know for the text format; here that would hide a slip. */
    private static Optional<Profile> format(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "text/plain" -> Optional.of(Profile.PUSH);
            case "application/openmetrics-text" -> Optional.of(Profile.OPENMETRICS);
            default -> Optional.empty();
        };
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static LintResult lint(byte[] body, Profile profile, Group to) {
        try {
            return Linter.of(LintOptions.of(profile).withKey(to.key())).lint(new ByteArrayInputStream(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Of bytes in memory there is none.
        }
    }
}
