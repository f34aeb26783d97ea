package io.github.jobtide.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether people read what is printed. */
final class Terminal {
    private Terminal() {}

    /** Whether that descriptor leads to one, by what the system says of it; only Linux does. */
    static boolean isAt(int descriptor) {
        try {
            String place = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return place.startsWith("/dev/pts/") || place.startsWith("/dev/tty") || place.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
