package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's real cron, apart from this machine's own in a mount namespace, which takes root. Its clock shows the turn of the year 2022, twenty times as fast. */
final class Cron implements AutoCloseable {
    /** Tables of three users, who are all root, and of the system; {@code $1} is the test's folder, {@code $2} the peer, {@code $3} the library of the clock. */
    private static final String SCRIPT = """
            set -e
            mkdir "$1/etc"
            cp -a /etc/. "$1/etc"
            rm -rf "$1/etc/cron.d"
            mkdir "$1/etc/cron.d"
            cp "$2/etc/pam.d/cron" "$1/etc/pam.d/cron"
            cp "$1/plain-system" "$1/etc/cron.d/plain"
            cp "$1/wrapped-system" "$1/etc/cron.d/wrapped"
            chmod 644 "$1"/etc/cron.d/*
            : > "$1/etc/crontab"
            for user in toor roto; do
                echo "$user:x:0:0::/root:/bin/sh" >> "$1/etc/passwd"
                echo "$user:*:19000::::::" >> "$1/etc/shadow"
            done
            mount --bind "$1/etc" /etc
            mount -t tmpfs tmpfs /run
            mount -t tmpfs tmpfs /var/spool
            mkdir -p /var/spool/cron/crontabs
            cp "$1/plain-user" /var/spool/cron/crontabs/root
            cp "$1/wrapped-user" /var/spool/cron/crontabs/toor
            cp "$1/real" /var/spool/cron/crontabs/roto
            chmod 600 /var/spool/cron/crontabs/*
            exec env LD_PRELOAD="$3" FAKETIME='@2022-12-31 23:58:30 x20' TZ=UTC "$2/usr/sbin/cron" -f -L 15
            """;

    private final Process process;
    private final Path log;

    private Cron(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static Cron start(Path folder) {
        Path peer = Workspace.root().resolve("target/peers/cron");
        Path log = folder.resolve("cron.log");
        try {
            Process process = new ProcessBuilder("unshare", "--mount", "sh", "-c", SCRIPT, "cron", folder.toString(),
                    peer.toString(), clock(peer).toString()).redirectErrorStream(true).redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Cron(process, log);
        } catch (IOException e) {
            throw new MissingPeerException("cron cannot be started (" + e.getMessage() + "); run tools/peers cron");
        }
    }

    private static Path clock(Path peer) throws IOException {
        try (Stream<Path> files = Files.walk(peer.resolve("usr/lib"))) {
            return files.filter(file -> file.endsWith("libfaketime.so.1")).findFirst()
                    .orElseThrow(() -> new IOException("there is no libfaketime below " + peer));
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> jobs = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        jobs.forEach(ProcessHandle::destroyForcibly);
    }
}
