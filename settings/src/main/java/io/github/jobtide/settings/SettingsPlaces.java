package io.github.jobtide.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where {@code jobtide.yml} is looked for: in the working folder, in the user's folder of settings, and in the host's. The first that is there counts, alone.
 *
 * @param forAll usually {@code /etc/jobtide}
 */
record SettingsPlaces(Path workingFolder, Map<String, String> environment, Path forAll) {
    List<Path> files() {
        List<Path> files = new ArrayList<>(3);
        files.add(workingFolder.resolve(SettingsFile.NAME));
        String home = environment.getOrDefault("HOME", "");
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        if (config.isEmpty() && !home.isEmpty()) {
            config = home + "/.config";
        }
        if (config.startsWith("/")) {
            files.add(Path.of(config, "jobtide", SettingsFile.NAME));
        }
        files.add(forAll.resolve(SettingsFile.NAME));
        return files;
    }

    /** @throws SettingsException if the first that is there may be somebody else's trap */
    Optional<Path> find() {
        for (Path file : files()) {
            if (Files.exists(file)) {
                check(file);
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** In a folder that all may write to, such as /tmp, anybody could leave a file that sends this user's token to a gateway of theirs. */
    private static void check(Path file) {
        try {
            int owner = ((Number) Files.getAttribute(file, "unix:uid")).intValue();
            int self = ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).intValue();
            if (owner != self && owner != 0) {
                throw new SettingsException(file + " belongs to user " + owner + ", not to you (" + self
                        + ") or root, and could send your token anywhere; if it is meant, name it with --config");
            }
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new SettingsException(file + " can be written to by everybody, who could send your token"
                        + " anywhere; take that away with: chmod o-w " + file);
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // No owners here, or none that can be told; then there is nothing to compare.
        }
    }
}
