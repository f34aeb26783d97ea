package io.github.jobtide.run;

import java.io.File;
import java.io.IOException;
import java.util.Map;

/**
 * A command that could not be started.
 *
 * @param exitCode what shells say: 127 if there is no such command, 126 if it cannot be run; 125 if it is not its fault
 */
record StartFailure(int exitCode, String message) {
    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;
    private static final int WRAPPER = 125;

    /** @param environment of the command: where it was looked for */
    static StartFailure of(String command, IOException failure, Map<String, String> environment) {
        String said = String.valueOf(failure.getMessage());
        boolean missing = said.contains("error: 2 ") || said.contains("error=2,");
        boolean denied = said.contains("error: 13 ") || said.contains("error=13,") || said.contains("error: 8 ")
                || said.contains("error=8,");
        if (missing && !isThere(command, environment)) {
            return new StartFailure(NOT_FOUND, "there is no command '" + command + "'");
        }
        if (missing) {
            return new StartFailure(NOT_EXECUTABLE,
                    "the command '" + command + "' cannot be run: the program that its first line names is not there");
        }
        if (denied) {
            return new StartFailure(NOT_EXECUTABLE, "the command '" + command + "' may not be run by this user");
        }
        return new StartFailure(WRAPPER, "the command '" + command + "' cannot be started: " + said);
    }

    /** Whether it was for want of processes or memory: EAGAIN or ENOMEM. */
    static boolean isWant(IOException failure) {
        String said = String.valueOf(failure.getMessage());
        return said.contains("error: 11 ") || said.contains("error=11,") || said.contains("error: 12 ")
                || said.contains("error=12,");
    }

    private static boolean isThere(String command, Map<String, String> environment) {
        if (command.indexOf('/') >= 0) {
            return new File(command).isFile();
        }
        String path = environment.getOrDefault("PATH", "");
        int start = 0;
        while (start <= path.length()) {
            int colon = path.indexOf(':', start);
            int end = colon < 0 ? path.length() : colon;
            if (new File(path.substring(start, end), command).isFile()) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }
}
