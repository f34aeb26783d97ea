package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An honest job that pushes a new value to its own group all the while, most times over a connection that it keeps and sometimes over a
 * new one, and an honest scraper. They remember how long they waited at most, and what went wrong.
 */
final class HonestClients {
    static final Duration LONGEST_PUSH = Duration.ofSeconds(1);

    private static final String JOB = "honest";
    private static final Duration BETWEEN_PUSHES = Duration.ofMillis(50);
    private static final Duration BETWEEN_SCRAPES = Duration.ofMillis(500);
    private static final int PUSHES_PER_NEW_CONNECTION = 4;
    /** All values are equally long, so that the group never grows, and are written alike by everybody. */
    private static final int FIRST_VALUE = 100_000;
    private static final String END_OF_CHUNKS = "\r\n0\r\n\r\n";
    private static final int READ_MILLIS = 20_000;
    private static final int MAX_FAILURES = 10;

    private final ServerProcess gateway;
    private final List<Thread> threads;
    private final List<String> failures = new ArrayList<>();
    private volatile boolean stopped;
    private int pushes;
    private long longestPush;
    private int scrapes;
    private long longestScrape;

    private HonestClients(ServerProcess gateway) {
        this.gateway = gateway;
        this.threads = List.of(Thread.ofPlatform().unstarted(this::pushAllTheWhile),
                Thread.ofPlatform().unstarted(this::scrapeAllTheWhile));
    }

    static HonestClients start(ServerProcess gateway) {
        var clients = new HonestClients(gateway);
        clients.threads.forEach(Thread::start);
        return clients;
    }

    /** Tells what they meet while nobody means harm, to compare with. */
    static void tellWithoutAttack(String test, ServerProcess gateway, Duration length) {
        HonestClients calm = start(gateway);
        Pause.of(length);
        System.out.println(test + ", without an attack: " + calm.stop());
    }

    /** What they met. */
    record Report(int pushes, Duration longestPush, int scrapes, Duration longestScrape, String lastValue,
            List<String> failures) {
        Report {
            failures = List.copyOf(failures);
        }

        @Override
        public String toString() {
            return "%d pushes, the longest %d ms; %d scrapes, the longest %d ms".formatted(pushes,
                    longestPush.toMillis(), scrapes, longestScrape.toMillis());
        }
    }

    /** Ends both, and says what they met. */
    Report stop() {
        stopped = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while honest clients end", e);
        }
        return new Report(pushes, Duration.ofNanos(longestPush), scrapes, Duration.ofNanos(longestScrape),
                value(pushes - 1), failures);
    }

    /** The group's key, as {@link Groups#key} has it. */
    static String key() {
        return "{job=\"" + JOB + "\"}";
    }

    private static String value(int push) {
        return Integer.toString(FIRST_VALUE + push);
    }

    private void pushAllTheWhile() {
        try (KeepAliveConnection kept = KeepAliveConnection.open(gateway.port())) {
            while (!stopped) {
                long start = System.nanoTime();
                push(kept);
                longestPush = Math.max(longestPush, System.nanoTime() - start);
                Pause.of(BETWEEN_PUSHES);
            }
        } catch (IOException | RuntimeException e) {
            fail("push " + pushes + ": " + e);
        }
    }

    private void push(KeepAliveConnection kept) throws IOException {
        byte[] body = ("honest_value " + value(pushes) + "\n").getBytes(StandardCharsets.US_ASCII);
        int status;
        if (pushes % PUSHES_PER_NEW_CONNECTION == PUSHES_PER_NEW_CONNECTION - 1) {
            try (KeepAliveConnection fresh = KeepAliveConnection.open(gateway.port())) {
                status = fresh.exchange("PUT", "/metrics/job/" + JOB, body);
            }
        } else {
            status = kept.exchange("PUT", "/metrics/job/" + JOB, body);
        }
        pushes++;
        if (status != 200) {
            fail("push " + pushes + ": status " + status);
        }
    }

    private void scrapeAllTheWhile() {
        while (!stopped) {
            long start = System.nanoTime();
            String outcome = scrape();
            longestScrape = Math.max(longestScrape, System.nanoTime() - start);
            scrapes++;
            if (!outcome.equals("HTTP/1.1 200 OK")) {
                fail("scrape " + scrapes + ": " + outcome);
            }
            Pause.of(BETWEEN_SCRAPES);
        }
    }

    /** Over a new connection; returns the answer's first line. Of a page, which may be very long, nothing is kept. */
    private String scrape() {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), gateway.port())) {
            socket.setSoTimeout(READ_MILLIS);
            socket.getOutputStream().write(Request.of("GET", "/metrics").bytes(gateway.port()));
            InputStream in = socket.getInputStream();
            byte[] piece = new byte[64 * 1024];
            String head = "";
            String tail = "";
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                head = head.isEmpty() ? new String(piece, 0, length, StandardCharsets.ISO_8859_1) : head;
                int kept = Math.min(length, END_OF_CHUNKS.length());
                tail += new String(piece, length - kept, kept, StandardCharsets.ISO_8859_1);
                tail = tail.substring(Math.max(0, tail.length() - END_OF_CHUNKS.length()));
            }
            boolean whole = head.toLowerCase(Locale.ROOT).contains("\r\ncontent-length: ")
                    || tail.equals(END_OF_CHUNKS);
            return whole ? head.substring(0, head.indexOf('\r')) : "cut off";
        } catch (IOException e) {
            return e.toString();
        }
    }

    private synchronized void fail(String what) {
        if (failures.size() < MAX_FAILURES) {
            failures.add(what);
        }
    }

    /** Prints the report, and judges it: every push and scrape was answered with 200, every push soon, and the last value is there. */
    static void judge(String attack, Report report, ServerProcess gateway) {
        System.out.printf("%s: %s; resident %d MiB, at most %d MiB%n", attack, report,
                ResidentMemory.now(gateway) >> 20, ResidentMemory.peak(gateway) >> 20);
        assertThat(report.failures()).as("honest clients during %s", attack).isEmpty();
        assertThat(report.longestPush()).as("longest push during %s", attack).isLessThan(LONGEST_PUSH);
        assertThat(ResidentMemory.peak(gateway)).as("resident memory at most, up to %s", attack)
                .isLessThan(ResidentMemory.LIMIT);
        assertThat(honestLines(gateway)).containsExactly(
                "honest_value{instance=\"\",job=\"" + JOB + "\"} " + report.lastValue());
    }

    private static List<String> honestLines(ServerProcess gateway) {
        try (var page = new BufferedReader(
                new InputStreamReader(gateway.uri("/metrics").toURL().openStream(), StandardCharsets.UTF_8))) {
            return page.lines().filter(line -> line.startsWith("honest_value")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the page cannot be read", e);
        }
    }
}
