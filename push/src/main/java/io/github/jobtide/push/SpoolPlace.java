package io.github.jobtide.push;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/** Where a user's spool is: the user's own folder in the one that the package made for all, else below the user's home. */
public final class SpoolPlace {
    /** Made by the package so that everybody may make a folder in it, and nobody may look. */
    public static final Path FOR_ALL = Path.of("/var/spool/jobtide");

    private SpoolPlace() {}

    /**
     * The folder to use, made if need be; empty if there is no place on disk.
     *
     * @param forAll usually {@link #FOR_ALL}
     * @param user number of the user
     * @throws SpoolException if somebody else has made a folder where this user's should be
     */
    public static Optional<Path> find(Path forAll, long user, Map<String, String> environment) {
        return find(forAll, "jobtide/spool", user, environment);
    }

    /**
     * The same for another folder than the spool, such as for what a client remembers.
     *
     * @param below where it is below the folder that the user has for such things
     */
    public static Optional<Path> find(Path forAll, String below, long user, Map<String, String> environment) {
        try {
            if (Files.isDirectory(forAll)) {
                Path own = forAll.resolve(Long.toString(user));
                makeOwn(own);
                check(own, user);
                return Optional.of(own);
            }
        } catch (IOException e) {
            // Then the next place; that everybody has.
        }
        String home = environment.getOrDefault("HOME", "");
        String named = environment.getOrDefault("XDG_STATE_HOME", "");
        String state = named.isEmpty() && !home.isEmpty() ? home + "/.local/state" : named;
        if (!state.startsWith("/")) {
            return Optional.empty();
        }
        Path own = Path.of(state, below);
        try {
            makeOwn(own);
            return Files.isWritable(own) ? Optional.of(own) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void makeOwn(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static void check(Path folder, long user) throws IOException {
        long owner = ((Number) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)).longValue();
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
        if (owner != user || !mode.equals("rwx------")) {
            throw new SpoolException("the folder " + folder + " is of user " + owner + " with the mode " + mode
                    + ", and should be of user " + user + " with rwx------; whoever made it could read or change"
                    + " what is reported, so have it removed");
        }
    }
}
