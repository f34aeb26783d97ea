package io.github.jobtide.cli;

import io.github.jobtide.settings.Destination;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jobtide doctor}: what is the matter between this host and the gateway. */
@Command(name = "doctor", description = {"Tell whether a push from here would reach the gateway, and if not, why.",
        "It looks at the settings, the way there, TLS, who this is to the gateway, whether it is alive and of which version, and how far the clocks are apart. It changes nothing."}, mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, exitCodeOnInvalidInput = ExitStatus.WRONG_USE, exitCodeOnExecutionException = ExitStatus.WRONG_USE, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                "0:all is well", "2:wrong arguments or settings: no gateway, or a file that cannot be used",
                "3:the gateway cannot be reached: its name, the network, a proxy, a time-out",
                "4:no TLS: one side does not trust the other",
                "5:the gateway does not know who this is, or who may not push",
                "6:what answers is not a gateway, or not one that is alive", "7:the clocks are too far apart"})
final class DoctorCommand implements Callable<Integer> {
    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Option(names = "--max-clock-difference", paramLabel = "DURATION", defaultValue = "30s", converter = DurationOption.class, description = "How far the clocks may be apart. Default: ${DEFAULT-VALUE}")
    private Duration mostApart = Duration.ofSeconds(30);

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private GatewayOptions gateway;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private OutputOption output;

    DoctorCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        Destination destination = gateway.settings().destination();
        List<Diagnosis.Finding> findings = Diagnosis.of(destination.target(), Pushers.of(around), gateway.budget(),
                around.clock(), mostApart);
        int status = findings.stream().mapToInt(Diagnosis.Finding::status).filter(one -> one != 0).findFirst()
                .orElse(0);
        PrintWriter out = spec.commandLine().getOut();
        out.println(output.isJson() ? json(destination, findings, status) : text(destination, findings));
        out.flush();
        return status;
    }

    private String text(Destination destination, List<Diagnosis.Finding> findings) {
        Style style = Style.of(around);
        StringBuilder text = new StringBuilder("gateway ").append(destination.target().url());
        destination.environment().ifPresent(name -> text.append(" (environment ").append(name).append(')'));
        for (Diagnosis.Finding finding : findings) {
            text.append('\n').append(finding.isFine() ? style.green("ok   ") : style.red("WRONG"))
                    .append(" ").append(finding.check()).append(": ").append(finding.text());
        }
        return text.toString();
    }

    private static String json(Destination destination, List<Diagnosis.Finding> findings, int status) {
        return JsonText.object(json -> {
            json.writeStringField("gateway", destination.target().url());
            json.writeNumberField("status", status);
            json.writeArrayFieldStart("checks");
            for (Diagnosis.Finding finding : findings) {
                json.writeStartObject();
                json.writeStringField("check", finding.check());
                json.writeBooleanField("fine", finding.isFine());
                json.writeStringField("text", finding.text());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
