package io.github.jobtide.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** One HTTP/1.1 connection that stays open between requests, as a load has them. Used by one thread. */
final class KeepAliveConnection implements Closeable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 20_000;
    private static final int MAX_LINE = 16_384;

    private final Socket socket;
    private final InputStream in;

    private KeepAliveConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static KeepAliveConnection open(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(READ_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), CONNECT_MILLIS);
            return new KeepAliveConnection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * @return the answer's status
     * @throws IOException if the connection ended without an answer
     */
    int exchange(String method, String path, byte[] body) throws IOException {
        send(method, path, body);
        return answer();
    }

    void send(String method, String path, byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream(body.length + 256);
        bytes.writeBytes(head(method, path, body.length));
        bytes.writeBytes(body);
        write(bytes.toByteArray());
    }

    static byte[] head(String method, String path, int length) {
        return (method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Reads one answer, whose body must have a length. */
    int answer() throws IOException {
        String status = line();
        long length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Long.parseLong(header.substring(15).strip());
            }
        }
        in.skipNBytes(length);
        return Integer.parseInt(status.split(" ")[1]);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended after '" + line + "'");
            }
            if (line.length() == MAX_LINE) {
                throw new IOException("a line of more than " + MAX_LINE + " characters: " + line.substring(0, 100));
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /** Sends one byte of a body, if it is still wanted. */
    void drip() {
        try {
            write(new byte[]{'\n'});
        } catch (IOException e) {
            // The other side has ended it, as isEnded will say.
        }
    }

    /** Whether the other side has ended the connection; looks without waiting. */
    boolean isEnded() {
        try {
            socket.setSoTimeout(1);
            while (in.read() >= 0) {
                // An answer before the end.
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Closes what may be reset already. */
    void abandon() {
        try {
            close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
