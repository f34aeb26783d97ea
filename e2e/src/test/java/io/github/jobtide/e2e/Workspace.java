package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are on this disk: the repository, what {@code tools/peers} brought, and a place for logs and data of a run. */
final class Workspace {
    private Workspace() {}

    static Path root() {
        String given = System.getProperty("jobtide.root");
        if (given != null) {
            return Path.of(given);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("tools/peers"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new MissingPeerException(
                        "the repository's root was not found above " + Path.of("").toAbsolutePath()
                                + "; give it as -Djobtide.root=FOLDER");
            }
        }
        return folder;
    }

    /** A program that {@code tools/peers} unpacked, for example {@code peer("prometheus-newest", "promtool")}. */
    static Path peer(String peer, String program) {
        Path path = root().resolve("target/peers").resolve(peer).resolve("usr/bin").resolve(program);
        if (!Files.isExecutable(path)) {
            throw new MissingPeerException(
                    "the peer " + peer + " is not there (looked for " + path + "); run tools/peers "
                            + peer.replaceAll("-.*", ""));
        }
        return path;
    }

    /** The package version of a peer, for example {@code 1.11.2-1}. */
    static String peerVersion(String peer) {
        try {
            return Files.readString(root().resolve("target/peers").resolve(peer).resolve("version")).strip();
        } catch (IOException e) {
            throw new MissingPeerException(
                    "the version of peer " + peer + " is not known (" + e.getMessage() + "); run tools/peers "
                            + peer.replaceAll("-.*", ""));
        }
    }

    /** A new, empty folder below {@code e2e/target/run}, kept after the run so that logs can be read. */
    static Path newFolder(String name) {
        try {
            Path parent = Files.createDirectories(root().resolve("e2e/target/run"));
            return Files.createTempDirectory(parent, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for " + name + " below e2e/target/run", e);
        }
    }
}
