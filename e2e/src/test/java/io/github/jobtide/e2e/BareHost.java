package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A minimal Debian 12 below a folder of its own, thrown away at the end. Commands see it as their whole disk; the network is this machine's. */
final class BareHost implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path root;

    private BareHost(Path root) {
        this.root = root;
    }

    static BareHost copy() {
        Path peer = Workspace.root().resolve("target/peers/host");
        if (!Files.exists(peer.resolve("etc/debian_version"))) {
            throw new MissingPeerException(
                    "the bare host is not there (looked for " + peer + "); run tools/peers host");
        }
        Path root = Workspace.newFolder("host").resolve("root");
        succeed(List.of("cp", "-a", "--reflink=auto", peer.toString(), root.toString()));
        return new BareHost(root);
    }

    /** Where something of it is on this machine's disk. */
    Path path(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    /** Runs a command as somebody, whoever that is by number. */
    Command.Result runAs(int user, String... words) {
        return Command.run(LIMIT, wordsAs(user, words));
    }

    /** As {@link #runAs}, by the shell. */
    Command.Result shellAs(int user, String script) {
        return runAs(user, "/bin/sh", "-c", script);
    }

    /** In mounts of its own, so that none is left behind. An environment as cron gives it. */
    List<String> wordsAs(int user, String... words) {
        List<String> all = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c",
                "root=$1 user=$2; shift 2; mount -t proc proc \"$root/proc\" "
                        + "&& exec env -i HOME=/ PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot --userspec=$user:$user \"$root\" \"$@\"",
                "sh", root.toString(), String.valueOf(user)));
        all.addAll(List.of(words));
        return all;
    }

    private static void succeed(List<String> words) {
        Command.Result result = Command.run(LIMIT, words);
        if (result.status() != 0) {
            throw new IllegalStateException(words + " ended with " + result.status() + ": " + result.output());
        }
    }

    @Override
    public void close() {
        try (Stream<Path> left = Files.list(root)) {
            if (left.findAny().isPresent()) {
                succeed(List.of("rm", "-rf", "--one-file-system", root.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + root, e);
        }
    }
}
