package io.github.jobtide.cli;

import io.github.jobtide.push.Group;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jobtide delete}: removes one group. */
@Command(name = "delete", description = "Delete one group of a gateway, Jobtide or Pushgateway, with all that it holds. One that is not there is fine.", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, exitCodeOnInvalidInput = ExitStatus.WRONG_USE, exitCodeOnExecutionException = ExitStatus.WRONG_USE, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        ExitStatus.DONE_LINE, ExitStatus.REFUSED_LINE, ExitStatus.WRONG_USE_LINE, ExitStatus.UNREACHABLE_LINE})
final class DeleteCommand implements Callable<Integer> {
    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private GroupOptions group;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private GatewayOptions gateway;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private OutputOption output;

    DeleteCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        Group which = group.group();
        GatewayLink link = gateway.link();
        link.delete(which);
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(JsonText.object(json -> {
                json.writeStringField("result", "deleted");
                json.writeStringField("gateway", link.url());
                JsonText.group(json, which);
            }));
        } else if (around.terminal()) {
            out.println("deleted %s at %s".formatted(Style.clean(which.toString()), link.url()));
        }
        out.flush();
        return ExitStatus.DONE;
    }
}
