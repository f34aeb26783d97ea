package io.github.jobtide.push;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads one answer of HTTP/1.1 (RFC 9112) from a server that need not be a friend: the head is bounded, the body is read up to a bound and
 * no further, and once there is a status, nothing that goes wrong with the body takes it back.
 */
final class AnswerReader {
    private static final int MAX_HEAD_BYTES = 32 * 1024;
    private static final int MAX_INTERIM_ANSWERS = 8;
    private static final int MAX_CHUNK_LINE = 256;
    private static final int TLS_ALERT = 0x15;

    private final InputStream in;
    private final int maxBody;
    private int headBytesLeft = MAX_HEAD_BYTES;
    private final SortedMap<String, String> headers = new TreeMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;
    private boolean whole;

    AnswerReader(InputStream in, int maxBody) {
        this.in = in;
        this.maxBody = maxBody;
    }

    /**
     * The head; interim answers (1xx) are passed over.
     *
     * @throws NoAnswerException if it is not HTTP, or too long
     */
    void readHead() throws IOException {
        for (int i = 0; i <= MAX_INTERIM_ANSWERS; i++) {
            readOneHead();
            if (status >= 200) {
                return;
            }
        }
        throw new NoAnswerException(Trouble.ANSWER, "one interim answer (1xx) followed another, and no final one");
    }

    private void readOneHead() throws IOException {
        headers.clear();
        String first = line(MAX_HEAD_BYTES);
        if (!first.isEmpty() && first.charAt(0) == TLS_ALERT) {
            throw new NoAnswerException(Trouble.ANSWER, "the other side speaks TLS; write https:// instead of http://");
        }
        status = status(first);
        for (String header = line(MAX_HEAD_BYTES); !header.isEmpty(); header = line(MAX_HEAD_BYTES)) {
            int colon = header.indexOf(':');
            if (colon > 0) {
                headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT),
                        header.substring(colon + 1).strip());
            }
        }
    }

    private static int status(String line) {
        boolean http = line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ';
        int status = http ? digits(line.substring(9, 12), 10) : -1;
        if (status < 100 || (line.length() > 12 && line.charAt(12) != ' ')) {
            throw new NoAnswerException(Trouble.ANSWER, "what came back is not an answer of HTTP/1.1");
        }
        return status;
    }

    /** -1 if there is anything but digits, or too many of them. */
    private static int digits(String text, int radix) {
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
            if (digit < 0 || number > (Integer.MAX_VALUE - digit) / radix) {
                return -1;
            }
            number = number * radix + digit;
        }
        return text.isEmpty() ? -1 : number;
    }

    /** A line without its end, which is a line feed with or without a carriage return. */
    private String line(int most) throws IOException {
        StringBuilder line = new StringBuilder(64);
        while (true) {
            int letter = in.read();
            if (letter < 0) {
                throw new EOFException("the connection was closed in the middle of the answer");
            }
            if (--headBytesLeft < 0 || line.length() > most) {
                throw new NoAnswerException(Trouble.ANSWER,
                        "the head of the answer is over " + MAX_HEAD_BYTES / 1024 + " KiB long");
            }
            if (letter == '\n') {
                int end = line.length();
                return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
            }
            line.append((char) letter);
        }
    }

    /** The body, as much of it as there is and is wanted. */
    void readBody(String method) {
        try {
            String coding = headers.getOrDefault("transfer-encoding", "");
            if (method.equals("HEAD") || status == 204 || status == 304) {
                whole = true;
            } else if (coding.toLowerCase(Locale.ROOT).endsWith("chunked")) {
                whole = readChunks();
            } else if (headers.containsKey("content-length")) {
                int length = digits(headers.getOrDefault("content-length", ""), 10);
                whole = length >= 0 && read(length) == length;
            } else {
                whole = read(Integer.MAX_VALUE) <= maxBody && body.size() < maxBody;
            }
        } catch (IOException | NoAnswerException e) {
            whole = false; // The status stands, and that is what counts.
        }
    }

    private boolean readChunks() throws IOException {
        while (body.size() < maxBody) {
            headBytesLeft = MAX_CHUNK_LINE;
            String line = line(MAX_CHUNK_LINE);
            int semicolon = line.indexOf(';');
            int size = digits((semicolon < 0 ? line : line.substring(0, semicolon)).strip(), 16);
            if (size == 0) {
                return true;
            }
            if (size < 0 || read(size) < size || !line(MAX_CHUNK_LINE).isEmpty()) {
                return false;
            }
        }
        return false;
    }

    /** @return how many bytes there were, at most those, and no more than are wanted */
    private int read(int wanted) throws IOException {
        byte[] buffer = new byte[8192];
        int done = 0;
        while (done < wanted && body.size() < maxBody) {
            int count = in.read(buffer, 0, Math.min(buffer.length, Math.min(wanted - done, maxBody - body.size())));
            if (count < 0) {
                break;
            }
            body.write(buffer, 0, count);
            done += count;
        }
        return done;
    }

    /** What has been read so far; only once the head has been. */
    HttpAnswer answer() {
        return new HttpAnswer(status, headers, body.toString(StandardCharsets.UTF_8), whole);
    }
}
