package io.github.jobtide.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.push.Delivery.Delivered;
import io.github.jobtide.push.Delivery.Rejected;
import io.github.jobtide.push.Delivery.Unreachable;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Servers that mean no good. Those that keep a client waiting are waited for briefly; those that answer, or end the connection, have time to
 * do so on a busy machine.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileServerTest {
    private static final int STEP_MILLIS = 50;
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Timeouts SHORT_READ = new Timeouts(LONG, Duration.ofMillis(400), LONG);
    private static final Timeouts SHORT_ATTEMPT = new Timeouts(LONG, LONG, Duration.ofMillis(900));

    @Test
    void oneThatNeverAnswersCostsTheTimeOfARead() {
        try (RawServer server = RawServer.start((in, out) -> in.readAllBytes())) {
            assertThat(once(SHORT_READ, server, Pushes.small())).isEqualTo(
                    new Unreachable(Trouble.TIME, "waiting for the answer of 127.0.0.1 took too long", 1));
        }
    }

    @Test
    void oneThatDripsItsHeadCostsTheTimeOfAnAttempt() {
        try (RawServer server = RawServer.start((in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            drip(out);
        })) {
            assertThat(once(SHORT_ATTEMPT, server, Pushes.small())).isEqualTo(
                    new Unreachable(Trouble.TIME, "waiting for the answer of 127.0.0.1 took more than 900 ms", 1));
        }
    }

    @Test
    void oneThatDripsItsBodyIsLeftWithItsStatus() {
        try (RawServer server = RawServer.start((in, out) -> {
            RawServer.readRequest(in);
            out.write("HTTP/1.1 400 X\r\n\r\nwrong".getBytes(StandardCharsets.US_ASCII));
            drip(out);
        })) {
            assertThat(once(SHORT_ATTEMPT, server, Pushes.small())).isInstanceOfSatisfying(Rejected.class,
                    rejected -> {
                        assertThat(rejected.answer().status()).isEqualTo(400);
                        assertThat(rejected.answer().whole()).isFalse();
                    });
        }
    }

    @Test
    void oneThatThereIsNoTimeToAskIsNotSaidToBeSlow() {
        try (RawServer server = RawServer.start((in, out) -> in.readAllBytes())) {
            assertThat(Pushes.pusher().push(server.target(), Pushes.small(), Duration.ofMillis(-39)))
                    .isEqualTo(new Unreachable(Trouble.UNASKED, "there was no time left to ask", 1));
        }
    }

    @Test
    void oneThatTakesNothingCostsTheTimeOfAnAttempt() {
        Part large = Part.replacing("large", Bytes.of(noise(8 * 1024 * 1024)));
        try (RawServer server = RawServer.start((in, out) -> Thread.sleep(10_000))) {
            Delivery delivery = once(SHORT_ATTEMPT, server, Pushes.of(PushMode.REPLACE, large));

            assertThat(delivery).isEqualTo(
                    new Unreachable(Trouble.TIME, "sending to 127.0.0.1 took more than 900 ms", 1));
        }
    }

    @Test
    void oneThatAnswersBeforeItHasEverythingIsHeard() {
        Part large = Part.replacing("large", Bytes.of(noise(8 * 1024 * 1024)));
        try (RawServer server = RawServer.start((in, out) -> {
            in.read(new byte[100]);
            out.write(RawServer.status(413).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Thread.sleep(300);
        })) {
            Delivery delivery = once(Timeouts.DEFAULT, server, Pushes.of(PushMode.REPLACE, large));

            assertThat(delivery).satisfiesAnyOf(
                    heard -> assertThat(heard).isInstanceOfSatisfying(Rejected.class,
                            rejected -> assertThat(rejected.answer().status()).isEqualTo(413)),
                    // The reset may overtake the answer; then there is nothing to hear.
                    lost -> assertThat(lost).isInstanceOf(Unreachable.class));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"HTTP/1.1 200 OK\\r\\nX: |the head of the answer is over 32 KiB long",
            "HTTP/1.1 100 X\\r\\n\\r\\n|one interim answer (1xx) followed another, and no final one",
            "x|the head of the answer is over 32 KiB long"})
    void anEndlessHeadIsCutOff(String piece, String reason) {
        byte[] endless = piece.replace("\\r", "\r").replace("\\n", "\n").getBytes(StandardCharsets.US_ASCII);
        try (RawServer server = RawServer.start((in, out) -> {
            RawServer.readRequest(in);
            out.write(endless);
            byte[] more = piece.startsWith("HTTP/1.1 100")
                    ? endless
                    : "y".repeat(1000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 100_000; i++) {
                out.write(more);
            }
        })) {
            assertThat(once(server)).isEqualTo(new Unreachable(Trouble.ANSWER, reason, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 X\r\n\r\n", "HTTP/1.1 400 X\r\nContent-Length: 2000000000\r\n\r\n",
            "HTTP/1.1 400 X\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n"})
    void anEndlessBodyIsReadOnlySoFar(String head) {
        try (RawServer server = RawServer.start((in, out) -> {
            RawServer.readRequest(in);
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] more = "no ".repeat(1000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 100_000; i++) {
                out.write(more);
            }
        })) {
            assertThat(once(server)).isInstanceOfSatisfying(Rejected.class, rejected -> {
                assertThat(rejected.answer().body()).hasSize(HttpRequest.SHORT_ANSWER);
                assertThat(rejected.answer().whole()).isFalse();
                assertThat(rejected.answer().summary()).hasSizeLessThan(320);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello",
            "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\nfffffffff\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhel",
            "Content-Length: 100\r\n\r\nhello", "Content-Length: -1\r\n\r\nhello", "Content-Length: x\r\n\r\nhello"})
    void whatGoesWrongWithTheBodyDoesNotTakeTheStatusBack(String rest) {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\n" + rest)) {
            assertThat(once(server)).isInstanceOfSatisfying(Delivered.class,
                    delivered -> assertThat(delivered.answer().whole()).isFalse());
        }
    }

    @Test
    void chunksAndInterimAnswersAreUnderstood() {
        String answer = String.join("\r\n", "HTTP/1.1 100 Continue", "", "HTTP/1.1 103 Early Hints", "A: b", "",
                "HTTP/1.1 400 Bad", "Transfer-Encoding: chunked", "", "3;a=b", "no ", "A", "it is not ", "0", "", "");
        try (RawServer server = RawServer.answering(answer)) {
            assertThat(once(server)).isInstanceOfSatisfying(Rejected.class, rejected -> {
                assertThat(rejected.answer().body()).isEqualTo("no it is not ");
                assertThat(rejected.answer().whole()).isTrue();
                assertThat(rejected.answer().header("a")).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''|closed", "HTTP/1.1 200 OK|closed",
            "HTTP/1.1 200 OK\\r\\nA: b\\r\\n|closed",
            "SSH-2.0-OpenSSH_9.2\\r\\n|not HTTP", "HTTP/2 200\\r\\n\\r\\n|not HTTP",
            "HTTP/1.1 20 X\\r\\n\\r\\n|not HTTP",
            "HTTP/1.1 2000 X\\r\\n\\r\\n|not HTTP", "HTTP/1.1 ٢٠٠ X\\r\\n\\r\\n|not HTTP"})
    void whatIsNoAnswerIsNoDelivery(String sent, String kind) {
        try (RawServer server = RawServer.answering(sent.replace("\\r", "\r").replace("\\n", "\n"))) {
            assertThat(once(server)).isEqualTo(kind.equals("closed")
                    ? new Unreachable(Trouble.CONNECTION,
                            "waiting for the answer of 127.0.0.1 failed: the connection was"
                                    + " closed before there was an answer",
                            1)
                    : new Unreachable(Trouble.ANSWER, "what came back is not an answer of HTTP/1.1", 1));
        }
    }

    @Test
    void manyConnectionsThatBreakAreTriedAgain() {
        FakeTimer timer = new FakeTimer();
        try (RawServer server = RawServer.answering("", "", RawServer.status(200))) {
            Delivery delivery = Pushes.pusher(timer, Map.of()).push(server.target(), Pushes.small(), Pushes.BUDGET);

            assertThat(delivery).isInstanceOf(Delivered.class);
            assertThat(server.connections).hasValue(3);
        }
    }

    @Test
    void noWaitLastsBeyondTheBudget() {
        try (RawServer server = RawServer.start((in, out) -> drip(out))) {
            long start = System.nanoTime();
            Duration minute = Duration.ofSeconds(60);
            Pusher pusher = Pushes.pusher(new Timeouts(minute, minute, minute), Timer.REAL, Map.of());

            Delivery delivery = pusher.push(server.target(), Pushes.small(), Duration.ofMillis(300));

            assertThat(delivery).isInstanceOf(Unreachable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        }
    }

    private static Delivery once(RawServer server) {
        return once(Timeouts.DEFAULT, server, Pushes.small());
    }

    private static Delivery once(Timeouts timeouts, RawServer server, Push push) {
        return Pushes.pusher(timeouts, new FakeTimer(), Map.of()).replay(server.target(), push, Pushes.BUDGET);
    }

    private static void drip(OutputStream out) throws Exception {
        for (int i = 0; i < 200; i++) {
            out.write('x');
            out.flush();
            Thread.sleep(STEP_MILLIS);
        }
    }

    /** Text that does not get smaller by packing. */
    private static String noise(int length) {
        StringBuilder noise = new StringBuilder(length);
        Random random = new Random(1);
        for (int i = 0; i < length; i++) {
            noise.append((char) (' ' + random.nextInt(95)));
        }
        return noise.toString();
    }
}
