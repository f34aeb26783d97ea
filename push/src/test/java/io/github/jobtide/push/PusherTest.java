package io.github.jobtide.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.push.Delivery.Delivered;
import io.github.jobtide.push.Delivery.NoAddingPlace;
import io.github.jobtide.push.Delivery.Rejected;
import io.github.jobtide.push.Delivery.Unreachable;
import io.github.jobtide.push.Delivery.Unusable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PusherTest {
    private static final String OK = RawServer.status(200);

    @TempDir
    Path folder;

    @Test
    void aPushIsOneRequestWithEverythingAGatewayNeedsToKnow() {
        try (RawServer server = RawServer.answering(OK)) {
            Delivery delivery = Pushes.pusher().push(server.target(), Pushes.small(), Pushes.BUDGET);

            assertThat(delivery).isInstanceOf(Delivered.class);
            assertThat(server.requests).containsExactly(String.join("\r\n", "POST /metrics/job/backup HTTP/1.1",
                    "Host: 127.0.0.1:" + server.port(), "User-Agent: jobtide/test",
                    "Content-Type: text/plain; version=0.0.4; charset=utf-8", "Jobtide-Push-Id: run-1/C",
                    "Jobtide-Event-Time: 1795658400.250", "Jobtide-Client-Time: 1795658405.250", "Content-Length: 8",
                    "Connection: close", "", "files 3\n"));
        }
    }

    @Test
    void eachModeHasItsMethodAndItsPlace() {
        try (RawServer server = RawServer.answering(OK)) {
            for (PushMode mode : PushMode.values()) {
                Pushes.pusher().push(server.target(), Pushes.of(mode), Pushes.BUDGET);
            }

            assertThat(server.requests).extracting(request -> request.substring(0, request.indexOf(" HTTP")))
                    .containsExactly("POST /metrics/job/backup", "PUT /metrics/job/backup",
                            "POST /api/v2/add/metrics/job/backup");
        }
    }

    @Test
    void aReplaySaysSoAndIsTriedOnce() {
        FakeTimer timer = new FakeTimer();
        try (RawServer server = RawServer.answering(RawServer.status(503))) {
            Delivery delivery = Pushes.pusher(timer, Map.of()).replay(server.target(), Pushes.small(), Pushes.BUDGET);

            assertThat(delivery)
                    .isEqualTo(new Unreachable(Trouble.STATUS, "status 503: answer 503", 1));
            assertThat(server.requests).hasSize(1).first().asString().contains("\r\nJobtide-Replay: 1\r\n");
            assertThat(timer.slept).isEmpty();
        }
    }

    @Test
    void aLargeBodyIsPacked() throws IOException {
        String text = "files 3\n".repeat(1000);
        try (RawServer server = RawServer.answering(OK)) {
            Pushes.pusher().push(server.target(),
                    Pushes.of(PushMode.REPLACE, Part.replacing("files", Bytes.of(text))), Pushes.BUDGET);

            String request = server.requests.get(0);
            assertThat(request).contains("\r\nContent-Encoding: gzip\r\n").hasSizeLessThan(1000);
            byte[] body = request.substring(request.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes())
                    .asString(StandardCharsets.UTF_8).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void whatMayPassIsTriedAgainUntilItHas(int status) {
        FakeTimer timer = new FakeTimer();
        try (RawServer server = RawServer.answering(RawServer.status(status), RawServer.status(status), OK)) {
            Delivery delivery = Pushes.pusher(timer, Map.of()).push(server.target(), Pushes.small(), Pushes.BUDGET);

            assertThat(delivery).isInstanceOfSatisfying(Delivered.class,
                    delivered -> assertThat(delivered.attempts()).isEqualTo(3));
            assertThat(timer.slept).hasSize(2);
            assertThat(server.requests).extracting(request -> request.contains("Jobtide-Push-Id: run-1/C"))
                    .containsOnly(true);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 409, 411, 413, 415, 422, 431, 301, 307})
    void anyOtherRefusalIsFinal(int status) {
        FakeTimer timer = new FakeTimer();
        try (RawServer server = RawServer.answering(RawServer.status(status))) {
            Delivery delivery = Pushes.pusher(timer, Map.of()).push(server.target(), Pushes.small(), Pushes.BUDGET);

            assertThat(delivery).isInstanceOfSatisfying(Rejected.class, rejected -> {
                assertThat(rejected.answer().status()).isEqualTo(status);
                assertThat(rejected.answer().body()).isEqualTo("answer " + status + "\n");
                assertThat(rejected.attempts()).isOne();
            });
            assertThat(timer.slept).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405})
    void aGatewayThatCannotAddIsToldApartFromOneThatRefuses(int status) {
        Push push = Pushes.of(PushMode.ADD, Part.replacing("last", Bytes.of("last 1\n")),
                Part.adding("runs_total", Bytes.of("runs_total 1\n")));
        try (RawServer server = RawServer.answering(RawServer.status(status), OK)) {
            assertThat(Pushes.pusher().push(server.target(), push, Pushes.BUDGET)).isInstanceOf(NoAddingPlace.class);

            Pushes.pusher().push(server.target(), push.replacing(), Pushes.BUDGET);

            assertThat(server.requests.get(1)).startsWith("POST /metrics/job/backup HTTP/1.1\r\n")
                    .endsWith("\r\n\r\nlast 1\n");
        }
    }

    @Test
    void aGatewayThatSaysWhenToComeBackIsObeyed() {
        FakeTimer timer = new FakeTimer();
        try (RawServer server = RawServer.answering(RawServer.status(429, "Retry-After: 7\r\n"), RawServer.status(503,
                "Retry-After: Thu, 26 Nov 2026 02:00:08 GMT\r\n"), OK)) {
            Delivery delivery = Pushes.pusher(timer, Map.of()).push(server.target(), Pushes.small(), Pushes.BUDGET);

            assertThat(delivery).isInstanceOf(Delivered.class);
            assertThat(timer.slept).containsExactly(Duration.ofSeconds(7), Duration.ofMillis(2750));
        }
    }

    @Test
    void aWaitThatWouldLastBeyondTheBudgetIsNotBegun() {
        FakeTimer timer = new FakeTimer();
        try (RawServer server = RawServer.answering(RawServer.status(429, "Retry-After: 15\r\n"))) {
            Delivery delivery = Pushes.pusher(timer, Map.of()).push(server.target(), Pushes.small(), Pushes.BUDGET);

            assertThat(delivery).isEqualTo(new Unreachable(Trouble.STATUS, "status 429: answer 429", 1));
            assertThat(timer.slept).isEmpty();
        }
    }

    @Test
    void aGatewayThatIsNotThereIsTriedWithinTheBudgetAndNoLonger() throws IOException {
        FakeTimer timer = new FakeTimer();
        Target nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = Target.of("http://127.0.0.1:" + free.getLocalPort(), new Credentials.None(), TlsFiles.NONE);
        }

        Delivery delivery = Pushes.pusher(timer, Map.of()).push(nobody, Pushes.small(), Pushes.BUDGET);

        assertThat(delivery).isInstanceOfSatisfying(Unreachable.class, unreachable -> {
            assertThat(unreachable.trouble()).isEqualTo(Trouble.CONNECTION);
            assertThat(unreachable.reason()).isEqualTo(
                    "connecting to 127.0.0.1 port " + nobody.port() + " failed: Connection refused");
            assertThat(unreachable.attempts()).isEqualTo(timer.slept.size() + 1).isGreaterThan(2);
        });
        assertThat(timer.nanoTime()).isLessThan(Pushes.BUDGET.toNanos());
    }

    @Test
    void aHostThatNobodyKnowsIsNamed() {
        Target nowhere = Target.of("http://gateway.invalid:9091", new Credentials.None(), TlsFiles.NONE);

        assertThat(Pushes.pusher().replay(nowhere, Pushes.small(), Pushes.BUDGET))
                .isInstanceOfSatisfying(Unreachable.class, unreachable -> assertThat(unreachable.trouble())
                        .isIn(Trouble.NAME, Trouble.TIME));
    }

    @Test
    void waitsGrowFromOneSecondToThirtyAndAreAnywhereBelow() {
        for (int failed = 1; failed < 100; failed++) {
            long longest = 0;
            for (int seed = 0; seed < 500; seed++) {
                Duration wait = Backoff.afterAttempt(failed, new Random(seed * 7919L));
                assertThat(wait).isBetween(Duration.ZERO,
                        Duration.ofSeconds(Math.min(30, 1L << Math.min(failed - 1, 5))));
                longest = Math.max(longest, wait.toMillis());
            }
            assertThat(longest).isGreaterThan(900L * Math.min(30, 1L << Math.min(failed - 1, 5)));
        }
    }

    @Test
    void secretsComeFromFilesAndVariablesAndAreReadEachTime() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "s3cret\n");
        Path password = Files.writeString(folder.resolve("password"), "me:pa ss\n");
        Map<String, String> environment = Map.of("TOKEN", "other", "PASSWORD", "you:word");
        try (RawServer server = RawServer.answering(OK)) {
            for (Credentials credentials : List.of(new Credentials.TokenFile(token),
                    new Credentials.PasswordFile(password), new Credentials.TokenVariable("TOKEN"),
                    new Credentials.PasswordVariable("PASSWORD"))) {
                Target target = Target.of(server.url(), credentials, TlsFiles.NONE);
                Pushes.pusher(new FakeTimer(), environment).push(target, Pushes.small(), Pushes.BUDGET);
                assertThat(target + " " + credentials).doesNotContain("s3cret", "pa ss", "other", "word\"", "you:");
            }
            Files.writeString(token, "changed");
            Pushes.pusher().push(Target.of(server.url(), new Credentials.TokenFile(token), TlsFiles.NONE),
                    Pushes.small(), Pushes.BUDGET);

            assertThat(server.requests).extracting(PusherTest::authorization).containsExactly("Bearer s3cret",
                    "Basic bWU6cGEgc3M=", "Bearer other", "Basic eW91OndvcmQ=", "Bearer changed");
        }
    }

    private static String authorization(String request) {
        int at = request.indexOf("Authorization: ") + 15;
        return request.substring(at, request.indexOf('\r', at));
    }

    @Test
    void aSecretThatIsNotThereOrCannotBeSentIsSaidAndNotQuoted() throws IOException {
        Path missing = folder.resolve("missing");
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        Path lines = Files.writeString(folder.resolve("lines"), "s3cret\r\nX-Evil: 1\n");
        Path noColon = Files.writeString(folder.resolve("no-colon"), "s3cret");
        Path tooLong = Files.writeString(folder.resolve("long"), "s3cret".repeat(10_000));

        assertThat(reason(new Credentials.TokenFile(missing)))
                .isEqualTo("the token file " + missing + " cannot be read: there is no such file");
        assertThat(reason(new Credentials.TokenFile(empty))).isEqualTo("the token file " + empty + " is empty");
        assertThat(reason(new Credentials.TokenFile(lines))).isEqualTo("the token file " + lines
                + " holds more than one line, or letters that no header can carry");
        assertThat(reason(new Credentials.PasswordFile(noColon)))
                .isEqualTo("the password file " + noColon + " does not hold USER:PASSWORD");
        assertThat(reason(new Credentials.TokenFile(tooLong)))
                .isEqualTo("the token file " + tooLong + " is over 16 KiB long; a header takes no more");
        assertThat(reason(new Credentials.TokenVariable("NO_SUCH")))
                .isEqualTo("the environment variable NO_SUCH is empty");
    }

    private static String reason(Credentials credentials) {
        Target target = Target.of("http://127.0.0.1:1", credentials, TlsFiles.NONE);
        Delivery delivery = Pushes.pusher().push(target, Pushes.small(), Pushes.BUDGET);
        return ((Unusable) delivery).reason();
    }

    @Test
    void anInterruptedWaitEndsAtOnceAndStaysInterrupted() {
        try (RawServer server = RawServer.start((in, out) -> in.readAllBytes())) {
            Thread.currentThread().interrupt();

            Delivery delivery = Pushes.pusher().push(server.target(), Pushes.small(), Pushes.BUDGET);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(delivery).isEqualTo(new Unreachable(Trouble.INTERRUPTED, "the wait was broken off", 1));
        }
    }

    @Test
    void anythingElseCanBeAskedToo() {
        try (RawServer server = RawServer.answering(RawServer.status(202))) {
            Target target = Target.of(server.url() + "/behind/", new Credentials.None(), TlsFiles.NONE);

            Delivery delivery = Pushes.pusher().ask(target, "DELETE", target.replacePath(Group.of("backup")),
                    Pushes.BUDGET, 100);

            assertThat(delivery).isInstanceOf(Delivered.class);
            assertThat(server.requests.get(0)).startsWith("DELETE /behind/metrics/job/backup HTTP/1.1\r\n")
                    .doesNotContain("Content-Length");
        }
    }
}
