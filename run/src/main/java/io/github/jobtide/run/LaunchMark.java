package io.github.jobtide.run;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Tells the launcher that this process answers for the command from now on. Until then the launcher stands by: if Java ends, it runs the
 * command itself; after it, never. Used by the thread that starts the command.
 *
 * <p>Shape: {@code -Djobtide.launch=FILE} names a pipe that the launcher reads once Java has ended; {@code taken} and a line feed mean yes, {@code returned} behind it no. It is
 * an option of the JVM and no variable, so the command inherits nothing of it. Source: docs/decisions/0013-a-launcher-that-stands-by.md.
 */
public final class LaunchMark {
    private static final byte[] TAKEN = {'t', 'a', 'k', 'e', 'n', '\n'};
    private static final byte[] RETURNED = {'r', 'e', 't', 'u', 'r', 'n', 'e', 'd', '\n'};

    private static boolean made;

    private LaunchMark() {}

    /**
     * Called right before the command is started for the first time, and before an end without any start that is meant so. Later calls do
     * nothing, as do all if there is no launcher.
     *
     * @throws UncheckedIOException if the launcher cannot be told; then the command must not be started, since the launcher will start it
     */
    public static void take() {
        String file = System.getProperty("jobtide.launch");
        if (made || file == null) {
            return;
        }
        try (FileOutputStream launcher = new FileOutputStream(file)) {
            launcher.write(TAKEN);
        } catch (IOException e) {
            throw new UncheckedIOException("the launcher cannot be told that the command starts", e);
        }
        made = true;
    }

    /** Called if the command turned out not to have been started, and this process is about to end because of that: the launcher answers for it again. */
    static void giveBack() {
        String file = System.getProperty("jobtide.launch");
        if (!made || file == null) {
            return;
        }
        try (FileOutputStream launcher = new FileOutputStream(file, true)) {
            launcher.write(RETURNED);
        } catch (IOException e) {
            throw new UncheckedIOException("the launcher cannot be told that the command has not started", e);
        }
    }
}
