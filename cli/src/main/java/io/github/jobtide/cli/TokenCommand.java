package io.github.jobtide.cli;

import io.github.jobtide.gateway.GatewayException;
import io.github.jobtide.gateway.access.NewPrincipal;
import io.github.jobtide.gateway.access.Role;
import io.github.jobtide.gateway.access.TokenText;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jobtide token}: makes bearer tokens for a gateway's access file. */
@Command(name = "token", description = "Make tokens by which clients show a gateway who they are.", mixinStandardHelpOptions = true, versionProvider = Version.class, synopsisSubcommandLabel = "COMMAND", exitCodeOnInvalidInput = 2, exitCodeOnExecutionException = 2)
final class TokenCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command: new");
    }

    @Command(name = "new", description = "Print a fresh random token, once, and the lines by which the file of serve's --access.config.file knows it. Nothing is kept.", mixinStandardHelpOptions = true, sortOptions = false, exitCodeOnInvalidInput = 2, exitCodeOnExecutionException = 2)
    void fresh(
            @Option(names = "--name", paramLabel = "NAME", defaultValue = "", description = "A new principal of that name; without it the token is for one that is there.") String name,
            @Option(names = "--role", paramLabel = "ROLE", split = ",", description = "push, delete, read or admin; may be given several times.") List<String> roles,
            @Option(names = "--not-after", paramLabel = "TIME", defaultValue = "", description = "When the token ends, such as 2027-01-31T00:00:00Z. Default: never") String notAfter,
            @Option(names = "--output", paramLabel = "FORMAT", defaultValue = "text", description = "text or json. Default: ${DEFAULT-VALUE}") String output) {
        if (!output.equals("text") && !output.equals("json")) {
            throw wrong("--output must be text or json, not '%s'".formatted(output));
        }
        String token = TokenText.fresh(new SecureRandom());
        NewPrincipal principal = principal(name, roles == null ? List.of() : roles, notAfter, TokenText.hash(token));
        PrintWriter out = spec.commandLine().getOut();
        out.print(output.equals("json") ? json(token, principal) : text(token, principal));
        out.flush();
    }

    private NewPrincipal principal(String name, List<String> roles, String notAfter, String hash) {
        try {
            return new NewPrincipal(Optional.of(name).filter(given -> !given.isEmpty()), NewPrincipal.roles(roles),
                    hash,
                    Optional.of(notAfter).filter(given -> !given.isEmpty()).map(Instant::parse));
        } catch (GatewayException e) {
            throw wrong(String.valueOf(e.getMessage()));
        } catch (DateTimeParseException e) {
            throw wrong("--not-after='%s' is not a moment in UTC, such as 2027-01-31T00:00:00Z".formatted(notAfter));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.subcommands().get("new"), message);
    }

    private static String text(String token, NewPrincipal principal) {
        return """
                %s

                This is shown once; give it to the client, which sends it as: Authorization: Bearer TOKEN
                The access file gets its hash alone, below %s:

                %s""".formatted(token, principal.name().isPresent() ? "principals" : "tokens of its principal",
                principal.lines());
    }

    /** Nothing in it needs an escape. */
    private static String json(String token, NewPrincipal principal) {
        return "{\"token\":\"%s\",\"sha256\":\"%s\"%s%s%s}%n".formatted(token, principal.sha256(),
                principal.name().map(",\"name\":\"%s\""::formatted).orElse(""),
                principal.roles().isEmpty()
                        ? ""
                        : principal.roles().stream().sorted().map(Role::word)
                                .collect(Collectors.joining("\",\"", ",\"roles\":[\"", "\"]")),
                principal.end().map(",\"not-after\":\"%s\""::formatted).orElse(""));
    }
}
