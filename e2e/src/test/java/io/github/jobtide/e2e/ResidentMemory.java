package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What a process takes of the machine's memory, in bytes, as the kernel counts it. */
final class ResidentMemory {
    /** What a gateway at default settings stays below, whatever is done to it. */
    static final long LIMIT = 1L << 30;

    private ResidentMemory() {}

    static long now(ServerProcess process) {
        return read(process, "VmRSS:");
    }

    /** The most since it started. */
    static long peak(ServerProcess process) {
        return read(process, "VmHWM:");
    }

    /** The most since it started; 0 if it has just ended. */
    static long peak(Process process) {
        try {
            return read(process.pid(), "VmHWM:").orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long read(ServerProcess process, String field) {
        try {
            return read(process.pid(), field).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("the memory of " + process.name() + " is not known", e);
        }
    }

    private static OptionalLong read(long pid, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream().filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).replace("kB", "").strip())
                .mapToLong(kibibytes -> 1024 * Long.parseLong(kibibytes)).findFirst();
    }
}
