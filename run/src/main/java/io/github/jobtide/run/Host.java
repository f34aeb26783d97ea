package io.github.jobtide.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The machine that this process runs on.
 *
 * @param name as it calls itself
 * @param boot names its last start and, behind a slash, the space of process numbers that this process is in; numbers mean the same only if both are the same
 * @param isPod whether it is one of Kubernetes: its name says nothing, and its disk goes with it
 */
record Host(String name, String boot, boolean isPod) {
    static Host read(Map<String, String> environment) {
        return new Host(readName(environment), Proc.line("/proc/sys/kernel/random/boot_id").orElse("") + "/" + space(),
                environment.containsKey("KUBERNETES_SERVICE_HOST"));
    }

    /** Only its name, which costs less. */
    static String readName(Map<String, String> environment) {
        Optional<String> kernel = Proc.line("/proc/sys/kernel/hostname");
        return kernel.isPresent() ? kernel.get() : environment.getOrDefault("HOSTNAME", "localhost");
    }

    private static String space() {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString(); // pid:[4026531836]
            return link.substring(link.indexOf('[') + 1, link.length() - 1);
        } catch (IOException | StringIndexOutOfBoundsException e) {
            return "0";
        }
    }

    /** The number of the user that this process belongs to. */
    static long user() {
        try {
            return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }

    /** What nobody else is called: for a run. */
    static String newRunId() {
        Optional<String> random = Proc.line("/proc/sys/kernel/random/uuid");
        return random.isPresent() && random.get().length() == 36
                ? random.get()
                : Long.toHexString(System.currentTimeMillis()) + "-" + Long.toHexString(System.nanoTime()) + "-"
                        + ProcessHandle.current().pid();
    }
}
