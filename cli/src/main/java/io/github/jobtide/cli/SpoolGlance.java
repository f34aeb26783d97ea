package io.github.jobtide.cli;

import io.github.jobtide.push.SpoolException;
import io.github.jobtide.push.SpoolPlace;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Whether a drain has anything to do, seen without all that is slow to load: it runs each minute for each user of each host. */
final class SpoolGlance {
    private SpoolGlance() {}

    /** Also where it cannot be seen: then the command itself finds out why. */
    static boolean mayHoldPushes(Map<String, String> environment) {
        try {
            long user = ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
            Optional<Path> folder = SpoolPlace.find(SpoolPlace.FOR_ALL, user, environment);
            return folder.isPresent() && holdsPushes(folder.get());
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException | SpoolException e) {
            return true;
        }
    }

    private static boolean holdsPushes(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (file.toString().endsWith(".push")) {
                    return true;
                }
            }
        }
        return false;
    }
}
