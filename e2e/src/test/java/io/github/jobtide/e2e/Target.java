package io.github.jobtide.e2e;

import java.util.Arrays;
import java.util.List;

/**
 * What a suite runs against. {@code -De2e.targets=pushgateway-newest,jobtide} chooses; without it, all.
 */
enum Target {
    PUSHGATEWAY_NEWEST(Pushgateway.NEWEST), PUSHGATEWAY_1_5_1(Pushgateway.DEBIAN_12), JOBTIDE("jobtide");

    private final String label;

    Target(String label) {
        this.label = label;
    }

    static List<Target> chosen() {
        String names = System.getProperty("e2e.targets", "");
        return names.isBlank()
                ? List.of(values())
                : Arrays.stream(names.split(",")).map(String::strip).map(Target::named).toList();
    }

    static Target named(String label) {
        return Arrays.stream(values()).filter(target -> target.label.equals(label)).findFirst().orElseThrow(
                () -> new IllegalArgumentException(
                        "no target '" + label + "'; there are " + Arrays.toString(values())));
    }

    /** @param prefix route prefix that {@code flags} set, or empty */
    ServerProcess start(String prefix, String... flags) {
        return start(ServerProcess.freePort(), prefix, flags);
    }

    ServerProcess start(int port, String prefix, String... flags) {
        return this == JOBTIDE
                ? JobtideGateway.start(Workspace.newFolder(label), port, prefix, flags)
                : Pushgateway.start(label, port, prefix, flags);
    }

    boolean isJobtide() {
        return this == JOBTIDE;
    }

    @Override
    public String toString() {
        return label;
    }
}
