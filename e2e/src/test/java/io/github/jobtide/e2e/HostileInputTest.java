package io.github.jobtide.e2e;

import static io.github.jobtide.e2e.HostileBodies.bytes;
import static io.github.jobtide.e2e.HostileBodies.delimited;
import static io.github.jobtide.e2e.HostileBodies.gzip;
import static io.github.jobtide.e2e.HostileBodies.repeat;
import static io.github.jobtide.e2e.HostileBodies.snappy;
import static io.github.jobtide.e2e.HostileBodies.snappyChunk;
import static io.github.jobtide.e2e.HostileBodies.tag;
import static io.github.jobtide.e2e.HostileBodies.varint;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.jobtide.testing.MemoryFolder;
import io.github.jobtide.testing.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Input that means no good, against one gateway at default settings: it is refused by a clear 4xx or its connection is closed, and nothing of
 * it is stored. All the while an honest job's pushes are answered within a second, and the process stays below 1 GiB.
 *
 * <p>Request smuggling: {@link RequestFramingTest}. Floods over HTTP/2: {@link Http2BoundsTest}. What is valid, but too much:
 * {@link HostileFloodTest}.
 */
@Tag("alone")
final class HostileInputTest {
    private static final String PUT = "PUT /metrics/job/hostile HTTP/1.1\r\nHost: x\r\n";
    private static final String ENDLESS = PUT + "Transfer-Encoding: chunked\r\n\r\n";
    /** What {@link Answer} says of a connection that was closed while the request was on its way. */
    private static final int CLOSED = 0;
    private static final Duration SOON = Duration.ofSeconds(5);
    /** Pushes are timed here, and so they wait for no disk. */
    private static final MemoryFolder STORAGE = MemoryFolder.create(512);
    private static ServerProcess gateway;
    private HonestClients honest;

    @BeforeAll
    static void start() {
        gateway = JobtideGateway.start(STORAGE);
        HonestClients.tellWithoutAttack("HostileInputTest", gateway, Duration.ofSeconds(2));
    }

    @AfterAll
    static void stop() {
        try {
            gateway.close();
        } finally {
            STORAGE.close();
        }
    }

    @BeforeEach
    void beginHonestWork() {
        honest = HonestClients.start(gateway);
    }

    @AfterEach
    void nothingIsStoredAndHonestClientsDidNotFeelIt(TestInfo test) {
        HonestClients.judge(test.getDisplayName(), honest.stop(), gateway);
        assertThat(Groups.of(gateway, "").stream().map(Groups::key)).containsExactly(HonestClients.key());
        Answer page = gateway.exchange(Request.of("GET", "/metrics"));
        assertThat(StrictPage.read(page.body())).noneMatch(series -> series.contains("hostile"));
    }

    @Test
    void gzipBombsAreRefused() {
        byte[] gibibyte = repeat(gzip("#".repeat(64 << 20)), 16);
        byte[] justBelow = gzip("#".repeat(19 << 20) + "\nno metric");

        List<Integer> statuses = Attackers.attack(40,
                i -> push("gzip", "text/plain", i % 4 == 0 ? justBelow : gibibyte).status());

        assertThat(statuses).isSubsetOf(400, 413, 503, CLOSED);
        assertThat(push("gzip", "text/plain", gibibyte).status()).isEqualTo(413);
        assertThat(push("gzip", "text/plain", justBelow).status()).isEqualTo(400);
    }

    @Test
    void snappyBombsAreRefused() {
        byte[] chunk = snappyChunk();
        byte[] manyChunks = repeat(chunk, 5000);
        byte[] hugeChunk = {0, 9, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 15};

        List<Integer> statuses = Attackers.attack(40,
                i -> push("snappy", "text/plain", snappy(i % 4 == 0 ? hugeChunk : manyChunks)).status());

        assertThat(statuses).isSubsetOf(400, 413, 503, CLOSED);
        assertThat(push("snappy", "text/plain", snappy(manyChunks)).status()).isEqualTo(413);
        assertThat(push("snappy", "text/plain", snappy(hugeChunk)).status()).isEqualTo(400);
    }

    @Test
    void bodiesThatNeverEndAreRefusedWhereTheyExceedTheLimit() {
        byte[] large = ("10000\r\n" + "#".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] small = "10\r\n################\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        byte[] extended = ("1;" + "e".repeat(1000) + "\r\n#\r\n").repeat(100).getBytes(StandardCharsets.US_ASCII);

        List<List<Integer>> statuses = Attackers.attack(12, i -> {
            try (HostileConnection endless = HostileConnection.listening(gateway.port())) {
                endless.send(ENDLESS);
                byte[] chunks = List.of(large, small, extended).get(i % 3);
                while (endless.send(chunks)) {
                    // and so on
                }
                assertThat(endless.isEndedWithin(SOON)).isTrue();
                return endless.statuses();
            }
        });

        assertThat(statuses).allMatch(all -> isRefusal(all) || all.equals(List.of(503))).contains(List.of(413),
                List.of(400));
    }

    @Test
    void aBodyDeclaredLongerThanTheLimitIsRefusedBeforeItIsSent() {
        List<String> lengths = List.of("10737418240", "10737418240\r\nExpect: 100-continue", "20971521",
                "9223372036854775807", "9223372036854775808", "18446744073709551616", "99999999999999999999999999");

        List<List<Integer>> statuses = Attackers.attack(lengths.size(), i -> {
            try (HostileConnection connection = HostileConnection.listening(gateway.port())) {
                connection.send(PUT + "Content-Length: " + lengths.get(i) + "\r\n\r\n");
                assertThat(connection.isEndedWithin(SOON)).isTrue();
                return connection.statuses();
            }
        });

        assertThat(statuses.subList(0, 4)).containsOnly(List.of(413));
        assertThat(statuses.subList(4, statuses.size())).allMatch(HostileInputTest::isRefusal);
    }

    @Test
    void bodiesSentByteByByteOn500ConnectionsAreCutOff() {
        List<List<Integer>> statuses = Attackers.attack(500, i -> {
            try (HostileConnection slow = HostileConnection.listening(gateway.port())) {
                slow.send(PUT + "Content-Length: 10000\r\n\r\n");
                while (!slow.isEndedWithin(Duration.ofMillis(250))) {
                    slow.send("#");
                }
                return slow.statuses();
            }
        });

        assertThat(statuses).containsOnly(List.of(408));
    }

    @Test
    void headsSentByteByByteOn500ConnectionsHoldUpNobody() {
        List<Boolean> open = Attackers.attack(500, i -> {
            try (HostileConnection slow = HostileConnection.listening(gateway.port())) {
                slow.send(PUT + "X-Slow: ");
                for (int second = 0; second < 12; second++) {
                    slow.send("x");
                    Pause.of(Duration.ofMillis(250));
                }
                return !slow.isEndedWithin(Duration.ofMillis(1));
            }
        });

        // BoundsTest shows that each of them ends, after a minute at these settings.
        assertThat(open).containsOnly(true);
    }

    @Test
    void floodsOfHeadersAreRefused() {
        List<String> heads = List.of("x: y\r\n".repeat(100_000), "x".repeat(10 << 20) + ": y\r\n",
                "x: " + "y".repeat(10 << 20) + "\r\n", "x: y\r\n".repeat(201),
                "Cookie: " + "a=b;".repeat(5000) + "\r\n",
                "Accept: " + "a/b;q=0.1,".repeat(2000) + "\r\n", "x:\r\n" + " y\r\n".repeat(50_000));

        List<List<Integer>> statuses = Attackers.attack(40 * heads.size(),
                i -> answersTo(PUT + heads.get(i % heads.size()) + "\r\n"));

        assertThat(statuses).allMatch(HostileInputTest::isRefusal).contains(List.of(431));
    }

    @Test
    void floodsOfUrlsAreRefused() {
        List<String> urls = List.of("/metrics/job/" + "x".repeat(10 << 20), "/" + "../".repeat(5000),
                "/metrics/job/a" + named(100), "/metrics/job/a" + named(1500), "/".repeat(16_000),
                "/metrics/job/" + "%".repeat(5000), "/metrics/job/a/x/" + "%41".repeat(5000),
                "/metrics/job/" + "v".repeat(5000), "/metrics/job@base64/" + "=".repeat(8000),
                "/?q=" + "x".repeat(20_000));

        List<List<Integer>> statuses = Attackers.attack(40 * urls.size(), i -> answersTo(
                "PUT " + urls.get(i % urls.size())
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 4\r\n\r\na 1\n"));

        assertThat(statuses).allMatch(all -> isRefusal(all) || all.equals(List.of(301)))
                .contains(List.of(431), List.of(400));
    }

    /** With 100 different names. */
    private static String named(int labels) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < labels; i++) {
            path.append("/l").append(i).append("/v");
        }
        return path.toString();
    }

    @Test
    void floodsOfLabelsNamesAndSamplesAreRefused() {
        StringBuilder labels = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            labels.append(i == 0 ? "" : ",").append('l').append(i).append("=\"v\"");
        }
        StringBuilder series = new StringBuilder();
        StringBuilder same = new StringBuilder();
        for (int i = 0; i < 200_001; i++) {
            series.append("m{x=\"%d\"} 1\n".formatted(i));
            same.append("m 1\n");
        }
        List<String> bodies = List.of("m{" + labels + "} 1\n", series.toString(), same.toString(),
                "m".repeat(5 << 20) + " 1\n", "m{" + "l".repeat(5 << 20) + "=\"v\"} 1\n",
                "m{l=\"" + "v".repeat(5 << 20) + "\"} 1\n", "m " + "1".repeat(5 << 20) + "x\n",
                "# HELP m " + "h".repeat(5 << 20) + "\nm\n", "# TYPE m gauge\n".repeat(500_000), "{".repeat(5 << 20),
                "m{".repeat(2 << 20), "m{l=\"" + "\\".repeat(5 << 20));

        List<Answer> answers = Attackers.attack(2 * bodies.size(),
                i -> gateway.exchange(Request.of("PUT", "/metrics/job/hostile", bodies.get(i % bodies.size()))));

        assertThat(answers).extracting(Answer::status).isSubsetOf(400, 503, CLOSED);
        assertThat(answers).allMatch(answer -> answer.body().size() < 100_000);
    }

    @Test
    void textThatIsNotUtf8IsRefusedWhereverItStands() {
        List<String> broken = List.of("\u00ff", "\u00c3(", "\u00ed\u00a0\u0080", "\u00f8\u0088\u0080\u0080\u0080",
                "\u00c0\u0080", "\u0080", "\u00e2\u0082");
        List<byte[]> requests = new ArrayList<>();
        for (String text : broken) {
            String escaped = percent(text);
            String base64 = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
            requests.add(request("/metrics/job/hostile" + escaped, "", "a 1\n"));
            requests.add(request("/metrics/job/hostile/x/" + escaped, "", "a 1\n"));
            requests.add(request("/metrics/job/hostile/" + escaped + "/x", "", "a 1\n"));
            requests.add(request("/metrics/job@base64/" + base64, "", "a 1\n"));
            requests.add(request("/metrics/job/hostile/x@base64/" + base64, "", "a 1\n"));
            requests.add(request("/metrics/job/hostile", "", "hostile{x=\"" + text + "\"} 1\n"));
            requests.add(request("/metrics/job/hostile", "", "hostile{" + text + "=\"x\"} 1\n"));
            requests.add(request("/metrics/job/hostile", "", "hostile" + text + " 1\n"));
            requests.add(request("/metrics/job/hostile", "", "# HELP hostile " + text + "\nhostile no number\n"));
            requests.add(request("/metrics/job/hostile", "", "# TYPE hostile " + text + "\nhostile 1\n"));
            requests.add(request("/metrics/job/hostile", "", "hostile " + text + "\n"));
            requests.add(request("/metrics/job/hostile", "Content-Encoding: " + text, "hostile no number\n"));
            requests.add(request("/metrics/job/hostile", "Content-Type: " + text, "hostile no number\n"));
            requests.add(request("/metrics/job/hostile", "Host: " + text, "hostile 1\n"));
            requests.add(request("/metrics/job/hostile", "Content-Length: " + text, "hostile 1\n"));
            requests.add(request("/metrics/job/hostile", "Transfer-Encoding: " + text, "hostile 1\n"));
            requests.add(request("/metrics/job/hostile", text + ": x", "hostile no number\n"));
        }
        for (String family : List.of("name: \"\\377\" type: GAUGE metric { gauge { value: 1 } }",
                "name: \"h\" help: \"\\377\" type: GAUGE metric { gauge { value: 1 } }",
                "name: \"h\" type: GAUGE metric { label { name: \"\\377\" value: \"x\" } gauge { value: 1 } }",
                "name: \"h\" type: GAUGE metric { label { name: \"x\" value: \"\\377\" } gauge { value: 1 } }")) {
            requests.add(Request.of("PUT", "/metrics/job/hostile").with("Content-Type", Protobuf.CONTENT_TYPE)
                    .with(Protobuf.encode(family)).bytes(gateway.port()));
        }

        List<List<Integer>> statuses = Attackers.attack(requests.size(),
                i -> HostileConnection.statuses(RawHttp.received(gateway.port(), requests.get(i))));

        for (int i = 0; i < statuses.size(); i++) {
            assertThat(statuses.get(i)).as(new String(requests.get(i), StandardCharsets.ISO_8859_1))
                    .matches(HostileInputTest::isRefusal, "is a refusal");
        }
    }

    @Test
    void lengthsThatProtobufCannotHoldAreRefused() {
        List<ByteString> lengths = List.of(varint(1L << 60), varint(1L << 31), varint(Integer.MAX_VALUE),
                varint(Long.MAX_VALUE), varint(-1), varint((20 << 20) + 1), bytes(repeat(new byte[]{-1}, 11)));
        List<ByteString> bodies = new ArrayList<>(lengths);
        for (ByteString length : lengths) {
            for (int field : List.of(1, 2, 4)) {
                bodies.add(delimited(tag(field, 2).concat(length)));
            }
            bodies.add(delimited(tag(4, 2).concat(varint(20)).concat(tag(1, 2)).concat(length)));
            bodies.add(delimited(tag(4, 2).concat(varint(20)).concat(tag(7, 2)).concat(length)));
            bodies.add(delimited(tag(99, 2).concat(length)));
        }
        ByteString groups = bytes(repeat(tag(15, 3).toByteArray(), 1 << 20));
        bodies.add(delimited(groups));
        bodies.add(bytes(repeat(varint(1).concat(bytes(new byte[]{-1})).toByteArray(), 1 << 20)));

        List<Integer> statuses = Attackers.attack(10 * bodies.size(),
                i -> push("", Protobuf.CONTENT_TYPE, bodies.get(i % bodies.size()).toByteArray()).status());

        assertThat(statuses).isSubsetOf(400, 413, 503, CLOSED).contains(400);
    }

    @Test
    void randomBytesAreRefused() {
        Seeds.each(40, seed -> {
            Attackers.attack(8, i -> {
                RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(8 * seed + i);
                byte[] noise = new byte[1 + random.nextInt(i % 2 == 0 ? 300 : 100_000)];
                random.nextBytes(noise);
                assertThat(HostileConnection.statuses(raw(noise))).matches(HostileInputTest::isRefusal);
                for (String type : List.of("text/plain", Protobuf.CONTENT_TYPE, "application/openmetrics-text")) {
                    for (String packing : List.of("", "gzip", "snappy")) {
                        assertThat(push(packing, type, noise).status()).as(type + " " + packing).isIn(400, 413, 503,
                                CLOSED);
                    }
                }
                assertThat(push("gzip", "text/plain", gzip(noise)).status()).isIn(400, 413, 503, CLOSED);
                return seed;
            });
        });
    }

    /** Ended by the client, since noise without an end of line is a head that goes on. */
    private static byte[] raw(byte[] noise) {
        byte[] ended = Arrays.copyOf(noise, noise.length + 4);
        System.arraycopy(new byte[]{'\r', '\n', '\r', '\n'}, 0, ended, noise.length, 4);
        return RawHttp.received(gateway.port(), ended);
    }

    private static Answer push(String packing, String type, byte[] body) {
        Request request = Request.of("PUT", "/metrics/job/hostile").with("Content-Type", type)
                .with(ByteString.copyFrom(body));
        return gateway.exchange(packing.isEmpty() ? request : request.with("Content-Encoding", packing));
    }

    private static List<Integer> answersTo(String head) throws IOException {
        try (HostileConnection connection = HostileConnection.listening(gateway.port())) {
            connection.send(head);
            assertThat(connection.isEndedWithin(SOON)).isTrue();
            return connection.statuses();
        }
    }

    /** One clear 4xx, or none if the connection's end took it away. */
    private static boolean isRefusal(List<? extends Integer> statuses) {
        return statuses.size() <= 1 && statuses.stream().allMatch(status -> status / 100 == 4 || status == 501);
    }

    private static byte[] request(String path, String header, String body) {
        String head = "PUT " + path + " HTTP/1.1\r\n" + (header.startsWith("Host") ? "" : "Host: x\r\n")
                + "Connection: close\r\n" + (header.isEmpty() ? "" : header + "\r\n")
                + (header.contains("-Length") || header.startsWith("Transfer")
                        ? ""
                        : "Content-Length: " + body.length() + "\r\n")
                + "\r\n";
        return (head + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String percent(String bytes) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            escaped.append("%%%02X".formatted((int) bytes.charAt(i)));
        }
        return escaped.toString();
    }
}
