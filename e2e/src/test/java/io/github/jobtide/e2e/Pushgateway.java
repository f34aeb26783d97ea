package io.github.jobtide.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a real Pushgateway that {@code tools/peers} brought. It keeps nothing on disk unless a flag says so. */
final class Pushgateway {
    static final String NEWEST = "pushgateway-newest";
    static final String DEBIAN_12 = "pushgateway-1.5.1";

    /** The version whose behaviour these suites describe. */
    private static final String DESCRIBED = "1.11.2";

    private Pushgateway() {}

    /** Whether the newest packaged version is the one that is described here; if not, what differs is printed and fails nothing. */
    static boolean isNewestDescribed() {
        return Workspace.peerVersion(NEWEST).startsWith(DESCRIBED);
    }

    /** The faults that count against the newest version: all, or none if it is another than the one described. */
    static List<String> judgedAsDescribed(List<String> faults) {
        if (isNewestDescribed()) {
            return faults;
        }
        faults.forEach(fault -> System.out
                .println("Pushgateway " + Workspace.peerVersion(NEWEST) + ", not " + DESCRIBED + ": " + fault));
        return List.of();
    }

    static ServerProcess start(String peer, String... flags) {
        return start(peer, ServerProcess.freePort(), "", flags);
    }

    /** @param prefix route prefix that {@code flags} set, or empty */
    static ServerProcess start(String peer, int port, String prefix, String... flags) {
        return start(peer, port, prefix, "", flags);
    }

    /** One that keeps its groups in {@code file}, which it writes when it ends. */
    static ServerProcess keeping(Path file, String peer, String... flags) {
        return start(peer, ServerProcess.freePort(), "", file.toString(), flags);
    }

    private static ServerProcess start(String peer, int port, String prefix, String file, String... flags) {
        Path program = Workspace.peer(peer, "prometheus-pushgateway");
        Path folder = Workspace.newFolder(peer);
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.add("--web.listen-address=127.0.0.1:" + port);
        command.add("--persistence.file=" + file);
        command.add("--web.local-assets=" + program.resolveSibling("../share/prometheus/pushgateway").normalize());
        command.addAll(List.of(flags));
        return ServerProcess.start(peer, port, folder, command, prefix + "/-/ready");
    }
}
