package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of {@code framing.requests}: a request as bytes, and who refuses it. */
record FramedRequest(Refusers refusers, String oddity, String text) {
    /** Who refuses it, ending the connection. */
    enum Refusers {
        BOTH, JOBTIDE, NONE, WAITS
    }

    private static final String POST = "POST /metrics/job/j HTTP/1.1\r\nHost: x\r\n";
    /** The innermost repetition. */
    private static final Pattern REPEATED = Pattern.compile("\\{([^{}]*)\\*([0-9]+)}");
    private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");

    static List<FramedRequest> all() {
        try {
            return Files.readAllLines(Workspace.root().resolve("e2e/src/test/resources/framing.requests")).stream()
                    .filter(line -> !line.startsWith("#")).map(FramedRequest::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FramedRequest parse(String line) {
        String[] fields = line.split("\t", 3);
        return new FramedRequest(Refusers.valueOf(fields[0].toUpperCase(Locale.ROOT)), fields[1], fields[2]);
    }

    boolean isRefusedBy(Target target) {
        return target.isJobtide() ? refusers != Refusers.NONE : refusers == Refusers.BOTH;
    }

    /** A server that waits for more leaves nothing to compare. */
    boolean isAnsweredBy(Target target) {
        return target.isJobtide() || refusers != Refusers.WAITS;
    }

    byte[] bytes() {
        String bytes = text.replace("{post}", POST);
        for (Matcher inner = REPEATED.matcher(bytes); inner.find(); inner = REPEATED.matcher(bytes)) {
            bytes = inner.replaceFirst(
                    Matcher.quoteReplacement(inner.group(1).repeat(Integer.parseInt(inner.group(2)))));
        }
        bytes = bytes.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
        return BYTE.matcher(bytes).replaceAll(match -> Matcher.quoteReplacement(character(match.group(1))))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String character(String hex) {
        return Character.toString(Integer.parseInt(hex, 16));
    }

    /** With another request behind it on the same connection. */
    byte[] bytesAnd(String following) {
        byte[] own = bytes();
        byte[] next = following.getBytes(StandardCharsets.ISO_8859_1);
        byte[] both = Arrays.copyOf(own, own.length + next.length);
        System.arraycopy(next, 0, both, own.length, next.length);
        return both;
    }

    @Override
    public String toString() {
        return oddity;
    }
}
