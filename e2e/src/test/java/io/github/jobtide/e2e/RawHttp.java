package io.github.jobtide.e2e;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The plainest HTTP client: sends exact bytes over a socket of its own, and reads what comes until the server closes. */
final class RawHttp {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 20_000;

    private RawHttp() {}

    static Answer exchange(int port, Request request) {
        return exchange(port, request.bytes(port));
    }

    /** Sends {@code bytes}, which must ask for the connection to be closed. */
    static Answer exchange(int port, byte[] bytes) {
        return parse(received(port, bytes));
    }

    /** Sends {@code bytes} and returns whatever comes until the server ends the connection. */
    static byte[] received(int port, byte[] bytes) {
        var received = new ByteArrayOutputStream();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), CONNECT_MILLIS);
            socket.setSoTimeout(READ_MILLIS);
            write(socket, bytes);
            socket.getInputStream().transferTo(received);
        } catch (IOException e) {
            // A server may answer early and reset the connection: what came until then counts.
        }
        return received.toByteArray();
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // Who answers early takes no more, and the answer is still to be read.
        }
    }

    static Answer parse(byte[] bytes) {
        int end = headEnd(bytes, 0);
        if (end < 0) {
            return Answer.NONE;
        }
        String[] lines = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).split("\r\n");
        int status = Integer.parseInt(lines[0].split(" ")[1]);
        if (status == 100) {
            return parse(Arrays.copyOfRange(bytes, end + 4, bytes.length));
        }
        List<Request.Header> headers = new ArrayList<>();
        for (String line : List.of(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            headers.add(new Request.Header(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        byte[] body = Arrays.copyOfRange(bytes, end + 4, bytes.length);
        Answer answer = new Answer(status, headers, ByteString.copyFrom(body));
        boolean chunked = answer.header("Transfer-Encoding").filter(coding -> coding.equalsIgnoreCase("chunked"))
                .isPresent();
        return chunked && body.length > 0 ? new Answer(status, headers, ByteString.copyFrom(joinChunks(body))) : answer;
    }

    private static int headEnd(byte[] bytes, int from) {
        for (int i = from; i + 3 < bytes.length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static byte[] joinChunks(byte[] body) {
        var joined = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int lineEnd = at;
            while (body[lineEnd] != '\r') {
                lineEnd++;
            }
            int length = Integer.parseInt(new String(body, at, lineEnd - at, StandardCharsets.US_ASCII), 16);
            if (length == 0) {
                return joined.toByteArray();
            }
            joined.write(body, lineEnd + 2, length);
            at = lineEnd + 2 + length + 2;
        }
    }
}
