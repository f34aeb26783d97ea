package io.github.jobtide.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A client in a program of its own, called as {@code COMMAND URL STEP JOB LABEL=VALUE…}. */
final class ProgramClient implements PushClient {
    private static final int REFUSED = 3;

    private final List<String> command;
    private final Map<String, String> environment;

    private ProgramClient(Map<String, String> environment, List<String> command) {
        this.command = command;
        this.environment = environment;
    }

    /** Debian's Python, since Debian's package of the client is installed for that one. */
    static ProgramClient python() {
        return new ProgramClient(Map.of(), List.of("/usr/bin/python3", source("python/push.py")));
    }

    static ProgramClient node() {
        String modules = needed(Workspace.root().resolve("target/peers/clients-node/node_modules"));
        return new ProgramClient(Map.of("NODE_PATH", modules), List.of("node", source("node/push.js")));
    }

    /** @param format {@code protobuf} or {@code text} */
    static ProgramClient go(String format) {
        String program = needed(Workspace.root().resolve("target/peers/clients-go/push"));
        return new ProgramClient(Map.of("PUSH_FORMAT", format), List.of(program));
    }

    static ProgramClient curl() {
        return new ProgramClient(Map.of(), List.of("bash", source("curl/push")));
    }

    private static String source(String name) {
        return Workspace.root().resolve("e2e/src/test/clients").resolve(name).toString();
    }

    private static String needed(Path path) {
        if (!Files.exists(path)) {
            throw new MissingPeerException("a client is not there (looked for " + path + "); run tools/peers clients");
        }
        return path.toString();
    }

    /** The words by which a shell does that step, for a group without further labels. */
    List<String> words(Step step, ServerProcess gateway, String job) {
        List<String> words = new ArrayList<>(List.of("env"));
        environment.forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(command);
        words.addAll(List.of(gateway.uri("").toString(), step.name().toLowerCase(Locale.ROOT), job));
        return words;
    }

    @Override
    public boolean does(Step step, ServerProcess gateway, String job, List<Label> grouping) {
        return does(step.name().toLowerCase(Locale.ROOT), gateway, job, grouping);
    }

    /** A step that only some programs know. */
    boolean does(String step, ServerProcess gateway, String job, List<Label> grouping) {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of(gateway.uri("").toString(), step, job));
        grouping.forEach(label -> words.add(label.name() + "=" + label.value()));
        Command.Result result = Command.run(Duration.ofSeconds(60), environment, words);
        return switch (result.status()) {
            case 0 -> true;
            case REFUSED -> false;
            default -> throw new IllegalStateException(words + " failed: " + result);
        };
    }
}
