package io.github.jobtide.e2e;

import static io.github.jobtide.e2e.Http2Connection.ACK;
import static io.github.jobtide.e2e.Http2Connection.CONTINUATION;
import static io.github.jobtide.e2e.Http2Connection.DATA;
import static io.github.jobtide.e2e.Http2Connection.END_HEADERS;
import static io.github.jobtide.e2e.Http2Connection.END_STREAM;
import static io.github.jobtide.e2e.Http2Connection.GO_AWAY;
import static io.github.jobtide.e2e.Http2Connection.HEADERS;
import static io.github.jobtide.e2e.Http2Connection.PING;
import static io.github.jobtide.e2e.Http2Connection.PRIORITY;
import static io.github.jobtide.e2e.Http2Connection.RESET;
import static io.github.jobtide.e2e.Http2Connection.SETTINGS;
import static io.github.jobtide.e2e.Http2Connection.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.MemoryFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * HTTP/2 as bytes over TLS: floods of frames end their connection, honest pushes are answered within a second all the while, and the process
 * stays below 1 GiB.
 */
@Tag("alone")
final class Http2BoundsTest {
    private static final TlsFolder TLS = new TlsFolder();
    /** Pushes are timed here, and so they wait for no disk. */
    private static final MemoryFolder STORAGE = MemoryFolder.create(512);
    private static final int WINDOW = 65_535;
    private static final Duration FLOOD = Duration.ofSeconds(10);
    /** RFC 9113, section 4.1: behind length and type. */
    private static final int FLAGS = 4;
    /** RFC 7541, appendix A. */
    private static final byte STATUS_200 = (byte) 0x88;
    private static ServerProcess gateway;

    @BeforeAll
    static void start() throws IOException {
        gateway = JobtideGateway.startGuarded(TLS.configure("", ""), STORAGE, 400);
        Duration whileCold = longestPush("cold");
        Duration undisturbed = longestPush("undisturbed");
        System.out.printf("Http2BoundsTest: without a flood the longest push took %d ms, before that, cold, %d ms%n",
                undisturbed.toMillis(), whileCold.toMillis());
    }

    @AfterAll
    static void stop() {
        try {
            gateway.close();
        } finally {
            STORAGE.close();
        }
    }

    /** What costs its sender next to nothing. */
    enum Flood {
        PINGS {
            @Override
            byte[] frames(int stream) {
                return repeat(Http2Connection.frame(PING, 0, 0, new byte[8]));
            }
        },
        SETTINGS_AGAIN {
            @Override
            byte[] frames(int stream) {
                return repeat(Http2Connection.frame(SETTINGS, 0, 0, new byte[0]));
            }
        },
        ACKNOWLEDGEMENTS {
            @Override
            byte[] frames(int stream) {
                return repeat(Http2Connection.frame(PING, ACK, 0, new byte[8]));
            }
        },
        PRIORITIES {
            @Override
            byte[] frames(int stream) {
                return repeat(Http2Connection.frame(PRIORITY, 0, stream, new byte[]{0, 0, 0, 0, 1}));
            }
        },
        WINDOW_UPDATES {
            @Override
            byte[] frames(int stream) {
                return repeat(Http2Connection.frame(WINDOW_UPDATE, 0, 0, new byte[]{0, 0, 0, 1}));
            }
        },
        UNKNOWN_FRAMES {
            @Override
            byte[] frames(int stream) {
                return repeat(Http2Connection.frame(0x5f, 0, 0, new byte[3]));
            }
        },
        RAPID_RESETS {
            @Override
            byte[] frames(int stream) {
                var frames = new ByteArrayOutputStream();
                for (int i = 0; i < 500; i++) {
                    frames.writeBytes(Http2Connection.request(stream + 2 * i, true, "GET", "/metrics"));
                    frames.writeBytes(Http2Connection.reset(stream + 2 * i));
                }
                return frames.toByteArray();
            }
        },
        EMPTY_DATA {
            @Override
            byte[] frames(int stream) {
                var frames = new ByteArrayOutputStream();
                frames.writeBytes(Http2Connection.request(stream, false, "PUT", "/metrics/job/empty"));
                frames.writeBytes(repeat(Http2Connection.frame(DATA, 0, stream, new byte[0])));
                return frames.toByteArray();
            }
        },
        CONTINUATIONS {
            @Override
            byte[] frames(int stream) {
                var frames = new ByteArrayOutputStream();
                frames.writeBytes(Http2Connection.frame(HEADERS, END_STREAM, stream, new byte[0]));
                frames.writeBytes(repeat(Http2Connection.frame(CONTINUATION, 0, stream, new byte[0])));
                return frames.toByteArray();
            }
        },
        HEADER_LISTS {
            @Override
            byte[] frames(int stream) {
                var block = new ByteArrayOutputStream();
                for (int i = 0; i < 100; i++) {
                    Http2Connection.header(block, "x" + i, "v".repeat(150));
                }
                var frames = new ByteArrayOutputStream();
                frames.writeBytes(Http2Connection.frame(HEADERS, 0, stream, block.toByteArray()));
                for (int i = 0; i < 100; i++) {
                    frames.writeBytes(Http2Connection.frame(CONTINUATION, 0, stream, block.toByteArray()));
                }
                return frames.toByteArray();
            }
        };

        abstract byte[] frames(int stream);

        private static byte[] repeat(byte[] frame) {
            var frames = new ByteArrayOutputStream();
            for (int i = 0; i < 500; i++) {
                frames.writeBytes(frame);
            }
            return frames.toByteArray();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aFloodEndsItsConnectionAndHonestPushesAreAnsweredAllTheWhile(Flood flood) throws Exception {
        var goesOn = new AtomicBoolean(true);
        var ended = new AtomicInteger();
        List<Thread> attackers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            attackers.add(Thread.ofPlatform().start(() -> attack(flood, goesOn, ended)));
        }

        Duration longest = longestPush(flood.name());
        goesOn.set(false);
        for (Thread attacker : attackers) {
            attacker.join();
        }

        System.out.printf(Locale.ROOT,
                "Http2BoundsTest: %s: %d connections ended, longest push %d ms, resident at most %d MiB%n", flood,
                ended.get(), longest.toMillis(), ResidentMemory.peak(gateway) >> 20);
        assertThat(ended).as("connections that the gateway ended").hasPositiveValue();
        assertThat(longest).as("longest push").isLessThan(HonestClients.LONGEST_PUSH);
        assertThat(ResidentMemory.peak(gateway)).as("resident memory at most").isLessThan(ResidentMemory.LIMIT);
    }

    /** Again and again until it is told to stop: floods one connection after the other. */
    private static void attack(Flood flood, AtomicBoolean goesOn, AtomicInteger ended) {
        while (goesOn.get()) {
            try (Http2Connection connection = Http2Connection.open(TLS.client(), gateway.port(), WINDOW)) {
                Thread reader = Thread.ofVirtual().start(connection::drain);
                int stream = 1;
                while (goesOn.get() && reader.isAlive()) {
                    connection.write(flood.frames(stream));
                    stream += 1000;
                }
                ended.addAndGet(reader.isAlive() ? 0 : 1);
            } catch (IOException e) {
                ended.incrementAndGet();
            }
        }
    }

    private static Duration longestPush(String name) throws IOException {
        long end = System.nanoTime() + FLOOD.toNanos();
        long longest = 0;
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            push("honest_" + name.toLowerCase(Locale.ROOT));
            longest = Math.max(longest, System.nanoTime() - start);
            Pause.of(Duration.ofMillis(20));
        }
        return Duration.ofNanos(longest);
    }

    /** Over a connection of its own, handshake included, as a job's curl would. */
    private static void push(String name) throws IOException {
        byte[] request = Request.of("PUT", "/metrics/job/" + name, name + " 1\n").bytes(gateway.port());
        try (SSLSocket socket = (SSLSocket) TLS.client().getSocketFactory()
                .createSocket(InetAddress.ofLiteral("127.0.0.1"), gateway.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void noMoreStreamsThanAllowedAreOpenAtATime() throws IOException {
        try (Http2Connection connection = Http2Connection.open(TLS.client(), gateway.port(), 0)) {
            for (int i = 0; i < 101; i++) {
                connection.write(Http2Connection.request(2 * i + 1, false, "PUT", "/metrics/job/open"));
            }

            Http2Connection.Frame refused = connection.await(RESET);

            assertThat(refused.stream()).isEqualTo(201);
        }
    }

    /** The last frames may meet an end of the connection instead of a reader. */
    @Test
    void aHeaderListThatIsTooLongIsRefusedAndTheNextRequestAnswered() throws IOException {
        try (Http2Connection connection = Http2Connection.open(TLS.client(), gateway.port(), WINDOW)) {
            byte[] head = Http2Connection.request(1, true, "GET", "/-/healthy");
            head[FLAGS] = END_STREAM;
            var block = new ByteArrayOutputStream();
            for (int i = 0; i < 100; i++) {
                Http2Connection.header(block, "x" + i, "v".repeat(150));
            }
            var request = new ByteArrayOutputStream();
            request.writeBytes(head);
            for (int i = 0; i < 5; i++) {
                request.writeBytes(Http2Connection.frame(CONTINUATION, i == 4 ? END_HEADERS : 0, 1,
                        block.toByteArray()));
            }

            assertThat(answerTo(connection, request.toByteArray())).isNotEqualTo("200");
        }
        push("after_long_headers");
    }

    private static String answerTo(Http2Connection connection, byte[] request) {
        try {
            connection.write(request);
            while (true) {
                Http2Connection.Frame frame = connection.read();
                if (frame.type() == HEADERS) {
                    return frame.payload()[0] == STATUS_200 ? "200" : "another status";
                } else if (frame.type() == RESET || frame.type() == GO_AWAY) {
                    return "reset";
                }
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("neither an answer nor an end", e);
        } catch (IOException e) {
            return "ended";
        }
    }

    @Test
    void aBodyThatComesTooSlowlyEndsItsStreamThoughOthersGoOn() throws IOException {
        try (Http2Connection connection = Http2Connection.open(TLS.client(), gateway.port(), WINDOW)) {
            connection.write(Http2Connection.request(1, false, "PUT", "/metrics/job/slow"));
            long start = System.nanoTime();
            int stream = 3;
            int reset = 0;
            while (reset == 0 && System.nanoTime() - start < Duration.ofSeconds(80).toNanos()) {
                connection.write(Http2Connection.frame(DATA, 0, 1, new byte[]{'#'}));
                connection.write(Http2Connection.request(stream, true, "GET", "/-/healthy"));
                Http2Connection.Frame frame = connection.read();
                while (!(frame.type() == DATA && frame.stream() == stream) && frame.type() != RESET) {
                    frame = connection.read();
                }
                reset = frame.type() == RESET ? frame.stream() : 0;
                stream += 2;
                Pause.of(Duration.ofSeconds(1));
            }

            assertThat(reset).isEqualTo(1);
        }
    }
}
