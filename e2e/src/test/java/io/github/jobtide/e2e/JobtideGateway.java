package io.github.jobtide.e2e;

import io.github.jobtide.testing.MemoryFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts {@code jobtide serve} through the launcher at the repository's root, as a user would.
 *
 * <p>{@code -De2e.jobtide=COMMAND} (words separated by blanks) or the environment's {@code E2E_JOBTIDE} name another command.
 */
final class JobtideGateway {
    private JobtideGateway() {}

    /** On a free port, with storage in a new folder. */
    static ServerProcess start(String... flags) {
        return start(Workspace.newFolder("jobtide"), ServerProcess.freePort(), "", flags);
    }

    /** On a free port, with that folder for its storage: pushes wait for no disk then. */
    static ServerProcess start(MemoryFolder storage, String... flags) {
        return start(Workspace.newFolder("jobtide"), storage.path(), ServerProcess.freePort(), "", flags);
    }

    /**
     * @param folder holds the storage ({@code data/}) and the log; give the same again to restart on what is stored
     * @param prefix route prefix that {@code flags} set, or empty
     */
    static ServerProcess start(Path folder, int port, String prefix, String... flags) {
        return start(folder, folder.resolve("data"), port, prefix, flags);
    }

    private static ServerProcess start(Path folder, Path storage, int port, String prefix, String... flags) {
        List<String> command = new ArrayList<>(command());
        command.add("serve");
        command.add("--web.listen-address=127.0.0.1:" + port);
        command.add("--storage.path=" + storage);
        command.addAll(List.of(flags));
        return ServerProcess.start("jobtide", port, folder, command, prefix + "/-/ready");
    }

    /**
     * With a web configuration file, storage beside it.
     *
     * @param readyStatus what a plain request is answered with: 400 over TLS, 401 with users
     */
    static ServerProcess startGuarded(Path webConfig, int readyStatus, String... flags) {
        return startGuarded(webConfig, webConfig.resolveSibling("data"), readyStatus, flags);
    }

    /** The same, with the storage elsewhere. */
    static ServerProcess startGuarded(Path webConfig, MemoryFolder storage, int readyStatus) {
        return startGuarded(webConfig, storage.path(), readyStatus);
    }

    private static ServerProcess startGuarded(Path webConfig, Path storage, int readyStatus, String... flags) {
        Path folder = webConfig.resolveSibling("");
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>(command());
        command.addAll(List.of("serve", "--web.listen-address=127.0.0.1:" + port,
                "--storage.path=" + storage, "--web.config.file=" + webConfig));
        command.addAll(List.of(flags));
        return ServerProcess.start("jobtide", port, folder, command, "/-/ready", readyStatus);
    }

    /** The words that start the program, before its own arguments. */
    static List<String> command() {
        String given = System.getProperty("e2e.jobtide", System.getenv().getOrDefault("E2E_JOBTIDE", ""));
        return given.isBlank()
                ? List.of(Workspace.root().resolve("jobtide").toString())
                : List.of(given.strip().split(" +"));
    }
}
