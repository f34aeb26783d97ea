package io.github.jobtide.cli;

import io.github.jobtide.push.Bytes;
import io.github.jobtide.push.Delivery;
import io.github.jobtide.push.Drained;
import io.github.jobtide.push.Group;
import io.github.jobtide.push.Part;
import io.github.jobtide.push.Push;
import io.github.jobtide.push.PushMode;
import io.github.jobtide.push.UnusableSettingException;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobtide push}: a body to a group. */
@Command(name = "push", description = {"Push metrics to a group of a gateway, Jobtide or Pushgateway.",
        "They come from a file, from the standard input, or from --metric. Families of the same names give way, others of the group stay, unless --replace or --add says otherwise."
                + " On a terminal it says what it did, else it is silent unless something is wrong."}, mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, exitCodeOnInvalidInput = ExitStatus.WRONG_USE, exitCodeOnExecutionException = ExitStatus.WRONG_USE, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
                        "0:the gateway has it; with --spool also: it waits in the spool",
                        "1:the gateway refuses it and its answer is shown, or --lint=enforce does and nothing was sent",
                        ExitStatus.WRONG_USE_LINE, ExitStatus.UNREACHABLE_LINE})
final class PushCommand implements Callable<Integer> {
    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "Holds the body; - or nothing for the standard input.")
    private @Nullable String file;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private GroupOptions group;

    @Option(names = "--metric", paramLabel = "NAME=VALUE", description = "Push this gauge; then nothing is read unless FILE is given. May be repeated.")
    private List<String> metrics = new ArrayList<>();

    @Option(names = "--replace", description = "Replace all that the group holds (PUT).")
    private boolean replace;

    @Option(names = "--add", description = "Add counters and histograms to what the group holds; only Jobtide's gateway can.")
    private boolean add;

    @Option(names = "--id", paramLabel = "ID", description = "Names this push, so that a gateway that knows of ids counts it once, however often it arrives.")
    private String id = "";

    @Option(names = "--content-type", paramLabel = "TYPE", defaultValue = Push.TEXT, description = "What the body is. Default: ${DEFAULT-VALUE}")
    private String contentType = Push.TEXT;

    @Option(names = "--spool", description = "If the gateway cannot be reached, keep the push on this host until jobtide drain or a later push delivers it.")
    private boolean spool;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private PushLintOption lint;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private GatewayOptions gateway;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private OutputOption output;

    PushCommand(Surroundings around) {
        this.around = around;
    }

    /** What became of it, for whoever reads. */
    private enum Result {
        PUSHED("pushed", "pushed to"), SPOOLED("spooled", "kept in the spool for");

        private final String word;
        private final String phrase;

        Result(String word, String phrase) {
            this.word = word;
            this.phrase = phrase;
        }
    }

    @Override
    public Integer call() {
        if (replace && add) {
            throw wrong("--replace and --add exclude each other");
        }
        Group to = group.group();
        GatewayLink link = gateway.link();
        byte[] body = body();
        lint.look(body, name(), contentType, to);
        Push push = push(to, body);
        Result result = spool ? withSpool(link, push) : direct(link, push);
        tell(result, link, to);
        return ExitStatus.DONE;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Of the body, for people. */
    private String name() {
        return file == null && !metrics.isEmpty()
                ? "--metric"
                : BodySource.named(file == null ? BodySource.INPUT : file);
    }

    private byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (file != null || metrics.isEmpty()) {
            body.writeBytes(BodySource.read(file == null ? BodySource.INPUT : file, around));
        }
        if (!metrics.isEmpty() && !contentType.equals(Push.TEXT)) {
            throw wrong("--metric is of the text format, so --content-type cannot be given with it");
        }
        if (!metrics.isEmpty()) {
            if (body.size() > 0 && body.toByteArray()[body.size() - 1] != '\n') {
                body.write('\n');
            }
            try {
                body.writeBytes(GaugeText.of(metrics).getBytes(StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }
        return body.toByteArray();
    }

    private Push push(Group to, byte[] body) {
        PushMode mode = add ? PushMode.ADD : replace ? PushMode.REPLACE_ALL : PushMode.REPLACE;
        // What is added must count once, also where an answer is lost and the push is sent again.
        String name = id.isEmpty() && add ? UUID.randomUUID().toString() : id;
        Bytes bytes = Bytes.of(body);
        try {
            return new Push(to, mode, contentType, List.of(add ? Part.adding("", bytes) : Part.replacing("", bytes)),
                    name, around.clock().instant());
        } catch (UnusableSettingException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private static Result direct(GatewayLink link, Push push) {
        link.accepted(link.push(push));
        return Result.PUSHED;
    }

    private Result withSpool(GatewayLink link, Push push) {
        SpoolAccess access = SpoolAccess.open(around).orElseThrow(() -> new CommandFailedException(
                ExitStatus.WRONG_USE,
                "there is no place for a spool; set HOME or XDG_STATE_HOME, or leave out --spool"));
        if (access.spool().size() > 0) {
            return behindOthers(link, access, push);
        }
        Delivery delivery = link.push(push);
        switch (delivery) {
            case Delivery.Unreachable _,Delivery.Unusable _ -> {
                access.spool().add(link.destination().spooled(push));
                warn(access, reason(delivery));
                return Result.SPOOLED;
            }
            case Delivery.Rejected rejected -> access.spool().reject(link.destination().spooled(push),
                    rejected.answer());
            case Delivery.NoAddingPlace _,Delivery.Delivered _ -> {
                // Told below, or done.
            }
        }
        link.accepted(delivery);
        return Result.PUSHED;
    }

    private static String reason(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Unreachable unreachable -> unreachable.reason();
            case Delivery.Unusable unusable -> unusable.reason();
            default -> "";
        };
    }

    /** Older ones go first: what is sent must not be overtaken by what it was to replace. */
    private Result behindOthers(GatewayLink link, SpoolAccess access, Push push) {
        access.spool().add(link.destination().spooled(push));
        Drained drained = access.spool().drain(
                SpoolAccess.drain(link.pusher(), gateway.settings(), Optional.of(push.group())), link.budget());
        if (drained.rejected() > 0) {
            throw new CommandFailedException(ExitStatus.REFUSED,
                    "%d of the pushes in the spool were refused; they are kept with the answers in %s/rejected"
                            .formatted(
                                    drained.rejected(), access.folder()));
        }
        if (drained.waiting() > 0) {
            warn(access, drained.trouble().isEmpty() ? "there was no time left" : drained.trouble());
            return Result.SPOOLED;
        }
        return Result.PUSHED;
    }

    private void warn(SpoolAccess access, String reason) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("jobtide push: warning: not delivered yet, kept in %s: %s".formatted(access.folder(), reason));
        err.flush();
    }

    private void tell(Result result, GatewayLink link, Group to) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(JsonText.object(json -> {
                json.writeStringField("result", result.word);
                json.writeStringField("gateway", link.url());
                JsonText.group(json, to);
            }));
        } else if (around.terminal()) {
            out.println("%s %s at %s".formatted(result.phrase, Style.clean(to.toString()), link.url()));
        }
        out.flush();
    }
}
