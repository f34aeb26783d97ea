package io.github.jobtide.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds to two groups all the time, over restarts of the gateway: each push under an id, sent again until it is answered, and now and then
 * once more. Used by the thread that runs it, and by others when that has ended.
 */
final class SteadyAdding implements Runnable {
    private static final Duration PACE = Duration.ofMillis(4);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final int port;
    private final Random random;
    private final Map<String, Long> totals = new TreeMap<>();
    private int number;
    private volatile boolean stopped;
    private @Nullable KeepAliveConnection connection;

    SteadyAdding(int port, long seed) {
        this.port = port;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        while (!stopped) {
            addToBoth();
            Pause.of(PACE);
        }
        disconnect();
    }

    /** A run and what a client tells of it. */
    void addToBoth() {
        number++;
        add(AddingPush.ofRun("own", number, false, 0, random), "own-" + number);
        add(AddingPush.ofClient("shared", random), "shared-" + number);
    }

    /** Lets it end after its next answer. */
    void stop() {
        stopped = true;
    }

    /** What all pushes so far come to. */
    Map<String, Long> totals() {
        return Map.copyOf(totals);
    }

    private void add(AddingPush push, String id) {
        push.gains().forEach((series, gain) -> totals.merge(series, gain, Long::sum));
        byte[] request = push.request(id);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        for (int left = random.nextInt(4) == 0 ? 2 : 1; left > 0;) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(id + " was not answered within " + LIMIT);
            }
            left -= isAcknowledged(request) ? 1 : 0;
        }
    }

    private void disconnect() {
        KeepAliveConnection old = connection;
        connection = null;
        if (old != null) {
            old.abandon();
        }
    }

    private boolean isAcknowledged(byte[] request) {
        try {
            KeepAliveConnection open = connection != null ? connection : KeepAliveConnection.open(port);
            connection = open;
            open.write(request);
            return open.answer() == 200;
        } catch (IOException e) {
            disconnect();
            Pause.of(PACE);
            return false;
        }
    }
}
