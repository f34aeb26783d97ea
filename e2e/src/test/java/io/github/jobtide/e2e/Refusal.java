package io.github.jobtide.e2e;

import java.io.IOException;

/** How Java's clients say that a gateway answered 400: only in words. */
final class Refusal {
    private Refusal() {}

    /** @return false, "not accepted"; anything but a 400 is a fault */
    static boolean isOne(IOException told) {
        if (!String.valueOf(told.getMessage()).contains("400")) {
            throw new IllegalStateException("the client failed for another reason than a refusal", told);
        }
        return false;
    }
}
