package io.github.jobtide.push;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** The bytes of a spooled push. Source: docs/formats/spool.md. */
final class SpoolCodec {
    private static final String FIRST_LINE = "jobtide spooled push 1";
    private static final String CHECK = "check ";

    private SpoolCodec() {}

    static byte[] write(SpooledPush spooled) {
        StringBuilder head = new StringBuilder(512);
        if (spooled.environment().isPresent()) {
            line(head, "environment", spooled.environment().get());
        } else {
            target(head, spooled.target().orElseThrow());
        }
        Push push = spooled.push();
        line(head, "job", push.group().job());
        for (Map.Entry<String, String> label : push.group().labels().entrySet()) {
            line(head, "label", label.getKey(), label.getValue());
        }
        line(head, "mode", push.mode().word());
        line(head, "content-type", push.contentType());
        if (!push.id().isEmpty()) {
            line(head, "push-id", push.id());
        }
        line(head, "event-time", push.eventTime().toString());
        for (Part part : push.parts()) {
            line(head, "part", part.adds() ? "adds" : "replaces", "" + part.text().length(), part.family());
        }
        head.append('\n');
        byte[] rest = joined(head.toString().getBytes(StandardCharsets.US_ASCII), push.body().array());
        return joined((FIRST_LINE + "\n" + CHECK + check(rest, 0) + "\n").getBytes(StandardCharsets.US_ASCII), rest);
    }

    private static void target(StringBuilder head, Target target) {
        line(head, "url", target.url());
        Credentials credentials = target.credentials();
        if (credentials instanceof Credentials.TokenFile token) {
            line(head, "token-file", token.file().toString());
        } else if (credentials instanceof Credentials.PasswordFile password) {
            line(head, "password-file", password.file().toString());
        } else if (credentials instanceof Credentials.UserPasswordFile password) {
            line(head, "user", password.user());
            line(head, "password-file", password.file().toString());
        } else if (credentials instanceof Credentials.TokenVariable token) {
            line(head, "token-variable", token.name());
        } else if (credentials instanceof Credentials.PasswordVariable password) {
            line(head, "password-variable", password.name());
        }
        file(head, "ca-file", target.files().authorities());
        file(head, "client-cert-file", target.files().certificate());
        file(head, "client-key-file", target.files().key());
    }

    private static void file(StringBuilder head, String name, Optional<Path> file) {
        if (file.isPresent()) {
            line(head, name, file.get().toString());
        }
    }

    private static void line(StringBuilder head, String... words) {
        for (int i = 0; i < words.length; i++) {
            head.append(i == 0 ? "" : " ").append(PercentText.word(words[i]));
        }
        head.append('\n');
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String check(byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, bytes.length - from);
        String digits = Long.toHexString(crc.getValue() | (1L << 32));
        return digits.substring(1);
    }

    /** @throws IllegalArgumentException if these are not the bytes of a spooled push, whole and unchanged */
    static SpooledPush read(byte[] file) {
        int from = FIRST_LINE.length() + 1 + CHECK.length() + 9;
        String start = new String(file, 0, Math.min(from, file.length), StandardCharsets.ISO_8859_1);
        if (file.length < from || !start.equals(FIRST_LINE + "\n" + CHECK + check(file, from) + "\n")) {
            throw new IllegalArgumentException("it is not whole, or not of format 1");
        }
        try {
            return new Reading(file, from).spooled();
        } catch (UnusableSettingException | DateTimeException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("it holds what no push can have: " + e.getMessage(), e);
        }
    }

    /** One reading, from the first line behind the check. */
    private static final class Reading {
        private final byte[] file;
        private int at;
        private final Map<String, String> values = new TreeMap<>();
        private final Map<String, String> labels = new TreeMap<>();
        private final List<String[]> partLines = new ArrayList<>();

        Reading(byte[] file, int at) {
            this.file = file;
            this.at = at;
        }

        SpooledPush spooled() {
            for (String line = line(); !line.isEmpty(); line = line()) {
                take(line.split(" ", -1));
            }
            Group group = new Group(needed("job"), new TreeMap<>(labels));
            Push push = new Push(group, mode(needed("mode")), needed("content-type"), parts(),
                    values.getOrDefault("push-id", ""), Instant.parse(needed("event-time")));
            return values.containsKey("environment")
                    ? SpooledPush.to(needed("environment"), push)
                    : SpooledPush.to(Target.of(needed("url"), credentials(),
                            new TlsFiles(file("ca-file"), file("client-cert-file"), file("client-key-file"))), push);
        }

        private String line() {
            int start = at;
            while (file[at] != '\n') {
                at++;
            }
            at++;
            return new String(file, start, at - 1 - start, StandardCharsets.US_ASCII);
        }

        /** Names that a later version has are passed over. */
        private void take(String[] words) {
            if (words[0].equals("part")) {
                partLines.add(words);
            } else if (words[0].equals("label")) {
                labels.put(PercentText.read(words[1]), PercentText.read(words[2]));
            } else {
                values.put(words[0], PercentText.read(words[1]));
            }
        }

        private List<Part> parts() {
            List<Part> parts = new ArrayList<>(partLines.size());
            for (String[] words : partLines) {
                int length = Integer.parseInt(words[2]);
                if (length < 0 || length > file.length - at) {
                    throw new IllegalArgumentException("a part is longer than the file");
                }
                parts.add(new Part(PercentText.read(words[3]), words[1].equals("adds"),
                        Bytes.of(Arrays.copyOfRange(file, at, at + length))));
                at += length;
            }
            return parts;
        }

        private static PushMode mode(String word) {
            for (PushMode mode : PushMode.values()) {
                if (mode.word().equals(word)) {
                    return mode;
                }
            }
            throw new IllegalArgumentException("there is no mode '" + word + "'");
        }

        private Credentials credentials() {
            if (values.containsKey("token-file")) {
                return new Credentials.TokenFile(Path.of(needed("token-file")));
            }
            if (values.containsKey("password-file")) {
                Path file = Path.of(needed("password-file"));
                return values.containsKey("user")
                        ? new Credentials.UserPasswordFile(needed("user"), file)
                        : new Credentials.PasswordFile(file);
            }
            if (values.containsKey("token-variable")) {
                return new Credentials.TokenVariable(needed("token-variable"));
            }
            return values.containsKey("password-variable")
                    ? new Credentials.PasswordVariable(needed("password-variable"))
                    : new Credentials.None();
        }

        private Optional<Path> file(String name) {
            return values.containsKey(name) ? Optional.of(Path.of(needed(name))) : Optional.empty();
        }

        private String needed(String name) {
            String value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("it does not say its " + name);
            }
            return value;
        }
    }
}
