package io.github.jobtide.run;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What is on disk of a run that goes on. Source: docs/formats/state.md.
 *
 * @param boot as in {@link Host}
 * @param command empty before it has been started
 */
record RunFile(String runId, Instant start, String boot, LiveProcess wrapper, Optional<LiveProcess> command) {
    private static final String FIRST_LINE = "jobtide run 1";

    String text() {
        return FIRST_LINE + "\nrun-id " + runId + "\nstart " + start + "\nboot " + boot + "\nwrapper " + wrapper.pid()
                + " "
                + wrapper.startTicks() + "\n"
                + (command.isPresent()
                        ? "command " + command.get().pid() + " " + command.get().startTicks() + "\n"
                        : "");
    }

    /** Empty if it is none. */
    static Optional<RunFile> parse(String text) {
        String[] lines = text.split("\n", -1);
        if (!lines[0].equals(FIRST_LINE)) {
            return Optional.empty();
        }
        String runId = "";
        String boot = "";
        Optional<Instant> start = Optional.empty();
        Optional<LiveProcess> wrapper = Optional.empty();
        Optional<LiveProcess> command = Optional.empty();
        try {
            for (String line : lines) {
                String[] words = line.split(" ", -1);
                switch (words[0]) {
                    case "run-id" -> runId = words[1];
                    case "boot" -> boot = words[1];
                    case "start" -> start = Optional.of(Instant.parse(words[1]));
                    case "wrapper" -> wrapper = Optional.of(process(words));
                    case "command" -> command = Optional.of(process(words));
                    default -> {
                    } // From a later version.
                }
            }
        } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return start.isEmpty() || wrapper.isEmpty() || runId.isEmpty()
                ? Optional.empty()
                : Optional.of(new RunFile(runId, start.get(), boot, wrapper.get(), command));
    }

    private static LiveProcess process(String[] words) {
        return new LiveProcess(Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    /** Whether it goes on: with its wrapper, or without. */
    boolean isAlive(Host host) {
        return boot.equals(host.boot()) && (wrapper.isAlive() || (command.isPresent() && command.get().isAlive()));
    }

    /** Whether it has ended without saying so. Of another container on the same machine nobody here knows. */
    boolean isLost(Host host) {
        return !isAlive(host) && (boot.equals(host.boot()) || !machine(boot).equals(machine(host.boot())));
    }

    private static String machine(String boot) {
        int slash = boot.indexOf('/');
        return slash < 0 ? boot : boot.substring(0, slash);
    }
}
