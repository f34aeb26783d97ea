package io.github.jobtide.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * What a command finds around it. A seam, so that tests have surroundings of their own.
 *
 * @param terminal whether a person reads the standard output
 */
record Surroundings(Map<String, String> environment, Path workingFolder, InputStream input, boolean terminal,
        InstantSource clock) {
    static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Path.of("").toAbsolutePath(), System.in, Terminal.isAt(1),
                Clock.systemUTC());
    }

    /** The number of this process's user; -1 if there is none. */
    long user() {
        try {
            return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return -1;
        }
    }

    /** Hands these to every command, or part of one, that is made of them. */
    IFactory commands() {
        IFactory usual = CommandLine.defaultFactory();
        return new IFactory() {
            @Override
            public <K> K create(Class<K> kind) throws Exception {
                try {
                    return kind.getDeclaredConstructor(Surroundings.class).newInstance(Surroundings.this);
                } catch (NoSuchMethodException e) {
                    return usual.create(kind);
                }
            }
        };
    }
}
