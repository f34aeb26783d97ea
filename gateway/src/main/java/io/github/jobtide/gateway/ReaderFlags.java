package io.github.jobtide.gateway;

/** Adds to what a reader says of its limits, which know nothing of a gateway, the flag that sets them. */
final class ReaderFlags {
    private static final String ADVICE = "or raise the limit";

    private ReaderFlags() {}

    static String named(String complaint) {
        return complaint.endsWith(ADVICE) ? complaint + ", " + flag(complaint) : complaint;
    }

    private static String flag(String complaint) {
        if (complaint.contains("a label value")) {
            return "--limits.value-length";
        }
        if (complaint.contains("is longer than")) {
            return "--limits.name-length";
        }
        return complaint.contains(" labels") ? "--limits.labels" : "--limits.samples";
    }
}
