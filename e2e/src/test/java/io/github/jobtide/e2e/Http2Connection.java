package io.github.jobtide.e2e;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One HTTP/2 connection over TLS whose frames the test writes by hand (RFC 9113), as no honest client would. */
final class Http2Connection implements Closeable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RESET = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GO_AWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int ACK = 1;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_FRAME = 1 << 20;

    private final SSLSocket socket;
    private final DataInputStream in;

    private Http2Connection(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** A frame as it came. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Frame(int type, int flags, int stream, byte[] payload) {}

    /** @param initialWindow how many bytes of each answer may come before more are asked for */
    static Http2Connection open(SSLContext context, int port, int initialWindow) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.ofLiteral("127.0.0.1"),
                port);
        try {
            socket.setSoTimeout(20_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[]{"h2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            if (!socket.getApplicationProtocol().equals("h2")) {
                throw new IOException("the server does not speak HTTP/2");
            }
            var connection = new Http2Connection(socket);
            connection.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
            connection.write(frame(SETTINGS, 0, 0, ByteBuffer.allocate(6).putShort((short) INITIAL_WINDOW_SIZE)
                    .putInt(initialWindow).array()));
            return connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length).put((byte) (payload.length >> 16))
                .putShort((short) payload.length).put((byte) type).put((byte) flags).putInt(stream).put(payload)
                .array();
    }

    /** A request's headers in one frame, without any packing (RFC 7541, section 6.2.2). */
    static byte[] request(int stream, boolean ends, String method, String path, String... more) {
        var block = new ByteArrayOutputStream();
        header(block, ":method", method);
        header(block, ":scheme", "https");
        header(block, ":authority", "localhost");
        header(block, ":path", path);
        for (int i = 0; i < more.length; i += 2) {
            header(block, more[i], more[i + 1]);
        }
        return frame(HEADERS, END_HEADERS | (ends ? END_STREAM : 0), stream, block.toByteArray());
    }

    static void header(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        text(block, name);
        text(block, value);
    }

    private static void text(ByteArrayOutputStream block, String text) {
        int rest = text.length() - 127;
        block.write(Math.min(127, text.length()));
        if (rest >= 0) {
            for (; rest >= 128; rest >>= 7) {
                block.write((rest & 127) | 128);
            }
            block.write(rest);
        }
        block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] reset(int stream) {
        return frame(RESET, 0, stream, new byte[]{0, 0, 0, 8});
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    Frame read() throws IOException {
        int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        if (length > MAX_FRAME) {
            throw new IOException("a frame of " + length + " bytes");
        }
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        return new Frame(type, flags, stream, in.readNBytes(length));
    }

    /** The next frame of that type; those before it are dropped. */
    Frame await(int type) throws IOException {
        Frame frame = read();
        while (frame.type != type) {
            frame = read();
        }
        return frame;
    }

    /** Writes that again and again until the other side ends the connection, or time is up; whether it did. */
    boolean isEndedBy(byte[] flood, long seconds) {
        Thread reader = Thread.ofVirtual().start(this::drain);
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        try {
            while (System.nanoTime() < deadline && reader.isAlive()) {
                write(flood);
            }
            return !reader.isAlive();
        } catch (IOException e) {
            return true;
        }
    }

    /** Reads to the end. */
    void drain() {
        try {
            while (in.read() >= 0) {
                in.skipNBytes(in.available());
            }
        } catch (IOException e) {
            // Ended all the same.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
