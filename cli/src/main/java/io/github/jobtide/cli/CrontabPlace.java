package io.github.jobtide.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Where a table of cron is read from and written to. */
sealed interface CrontabPlace {
    int MAX_BYTES = 1024 * 1024;

    /** The table of the user who runs this, which the program {@code crontab} looks after. */
    record OfUser() implements CrontabPlace {
        private static final long LIMIT_SECONDS = 30;

        @Override
        public String read() {
            return run(List.of("crontab", "-l"), "");
        }

        @Override
        public void write(String text) {
            run(List.of("crontab", "-"), text);
        }

        private static String run(List<String> words, String input) {
            try {
                Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
                try (OutputStream to = process.getOutputStream()) {
                    to.write(input.getBytes(StandardCharsets.ISO_8859_1));
                }
                String output = text(process.getInputStream(), String.join(" ", words));
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new CommandFailedException("%s does not end".formatted(String.join(" ", words)));
                }
                if (process.exitValue() != 0) {
                    throw new CommandFailedException("%s ends with %d: %s".formatted(String.join(" ", words),
                            process.exitValue(), output.strip()));
                }
                return output;
            } catch (IOException e) {
                throw new CommandFailedException(
                        "%s cannot be run: %s; name a file instead".formatted(String.join(" ", words),
                                e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailedException("broken off");
            }
        }

        @Override
        public String toString() {
            return "crontab";
        }
    }

    /** A file. */
    record InFile(Path path) implements CrontabPlace {
        @Override
        public String read() {
            try (InputStream in = Files.newInputStream(path)) {
                return text(in, path.toString());
            } catch (IOException e) {
                throw BodySource.unreadable(path.toString(), e);
            }
        }

        /** Under another name first, so that cron never sees half of it; a copy of what was there is kept. In cron's own folders it passes over names with a dot. */
        @Override
        public void write(String text) {
            Path unfinished = path.resolveSibling("." + path.getFileName() + ".jobtide-new");
            Path kept = path.resolveSibling(path.getFileName() + ".before-jobtide");
            try {
                CopyOption[] all = {StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING};
                Files.copy(path, kept, all);
                Files.copy(path, unfinished, all);
                Files.writeString(unfinished, text, StandardCharsets.ISO_8859_1);
                Files.move(unfinished, path.toRealPath(), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new CommandFailedException("%s cannot be written: %s".formatted(path, e.getMessage()));
            }
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** Byte for byte, as Latin 1: a table may be of any encoding. */
    private static String text(InputStream in, String place) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new CommandFailedException("%s holds more than 1 MiB, which no crontab does".formatted(place));
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    String read();

    void write(String text);
}
