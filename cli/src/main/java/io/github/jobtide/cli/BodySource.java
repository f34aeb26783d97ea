package io.github.jobtide.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads what a command is given to send: a file, or the standard input as {@code -}. */
final class BodySource {
    /** Far more than a gateway takes by itself. */
    private static final int MAX_BYTES = 64 * 1024 * 1024;
    static final String INPUT = "-";

    private BodySource() {}

    /** @throws CommandFailedException if it cannot be read */
    static byte[] read(String place, Surroundings around) {
        try (InputStream in = open(place, around)) {
            byte[] body = in.readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw new CommandFailedException(ExitStatus.WRONG_USE,
                        "%s holds more than 64 MiB, which no push is; send it in parts".formatted(named(place)));
            }
            return body;
        } catch (IOException e) {
            throw unreadable(place, e);
        }
    }

    static InputStream open(String place, Surroundings around) throws IOException {
        if (place.equals(INPUT)) {
            return new Unclosed(around.input());
        }
        try {
            return Files.newInputStream(around.workingFolder().resolve(Path.of(place)));
        } catch (InvalidPathException e) {
            throw new IOException("the locale has no such letters; set LC_ALL=C.UTF-8", e);
        }
    }

    static String named(String place) {
        return place.equals(INPUT) ? "the standard input" : place;
    }

    static CommandFailedException unreadable(String place, IOException e) {
        return new CommandFailedException(ExitStatus.WRONG_USE, "%s cannot be read: %s".formatted(named(place),
                e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage())));
    }

    /** The standard input, which belongs to the process. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return in.read(buffer, offset, length);
        }

        @Override
        public void close() {
            // Left open.
        }
    }
}
