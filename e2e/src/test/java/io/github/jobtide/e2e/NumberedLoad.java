package io.github.jobtide.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Pushes numbered values over several connections until the gateway is gone or the load is told to stop, and remembers what was
 * acknowledged, so that it can say afterwards what was lost, is stale or was invented.
 *
 * <p>Each connection has groups of its own and waits for every answer, so a group is either as it was acknowledged last, or as the one
 * request makes it that was never answered.
 */
final class NumberedLoad {
    private static final int GROUPS = 25;
    private static final byte[] NOTHING = {};
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<Worker> workers = new ArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean stopped;

    NumberedLoad(int connections, long seed) {
        for (int i = 0; i < connections; i++) {
            workers.add(new Worker("crash-" + i + "-", new Random(seed + i)));
        }
    }

    /** @param series in the largest family of a push: 1, or 1,000 for about 60 kB */
    Running start(int port, int series) {
        stopped = false;
        List<Thread> threads = workers.stream()
                .map(worker -> Thread.ofPlatform().daemon().start(() -> worker.run(port, series))).toList();
        return () -> join(threads);
    }

    /** A load that runs. */
    interface Running {
        /** Waits until every connection has ended: the gateway is gone, or {@link NumberedLoad#stop} was called. */
        void join();
    }

    /** Lets every connection end after its next answer. */
    void stop() {
        stopped = true;
    }

    private static void join(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                thread.join(30_000);
                if (thread.isAlive()) {
                    throw new IllegalStateException("a connection of the load is still waiting after 30 s");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a load ends", e);
        }
    }

    /** Pushes and deletes that were answered with success, since the first start. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Waits until that many more have been. */
    void awaitAcknowledged(long more) {
        long wanted = acknowledged() + more;
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (acknowledged() < wanted) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "of " + more + " more to be acknowledged, " + (wanted - acknowledged()) + " were not in "
                                + LIMIT);
            }
            Pause.of(Duration.ofMillis(10));
        }
    }

    /** How many requests were never answered in the last run. */
    long unanswered() {
        return workers.stream().filter(worker -> worker.pending != null).count();
    }

    /** What is wrong with the groups on that page; then takes them as the state to go on from. */
    List<String> faults(String page, boolean unansweredMayBeDone) {
        Map<String, Content> found = Content.all(page);
        List<String> faults = new ArrayList<>();
        Set<String> known = new HashSet<>();
        workers.forEach(worker -> known.addAll(worker.check(found, unansweredMayBeDone, faults)));
        found.keySet().stream().filter(job -> !known.contains(job)).map(job -> "invented: group " + job)
                .forEach(faults::add);
        return faults;
    }

    /** One connection and its groups. */
    private final class Worker {
        private final String prefix;
        private final Random random;
        private final Map<String, Content> acknowledgedContent = new HashMap<>();
        private final List<String> refusals = new ArrayList<>();
        private volatile Map.@Nullable Entry<String, Content> pending;

        Worker(String prefix, Random random) {
            this.prefix = prefix;
            this.random = random;
        }

        void run(int port, int series) {
            pending = null;
            try (KeepAliveConnection connection = KeepAliveConnection.open(port)) {
                while (!stopped) {
                    step(connection, series);
                }
            } catch (IOException e) {
                // The gateway is gone; what was not answered stays pending.
            }
        }

        private void step(KeepAliveConnection connection, int series) throws IOException {
            String job = prefix + random.nextInt(GROUPS);
            Content before = acknowledgedContent.getOrDefault(job, Content.NONE);
            long number = numbers.incrementAndGet();
            int kind = random.nextInt(10);
            if (kind == 0) {
                exchange(connection, "DELETE", job, NOTHING, Content.NONE);
            } else if (kind == 1) {
                exchange(connection, "POST", job, line(Content.SIDE, number), before.added(number));
            } else {
                exchange(connection, "PUT", job, rows(series, number), before.replaced(number));
            }
        }

        private void exchange(KeepAliveConnection connection, String method, String job, byte[] body, Content after)
                throws IOException {
            pending = Map.entry(job, after);
            int status = connection.exchange(method, "/metrics/job/" + job, body);
            pending = null;
            if (status == 200 || status == 202) {
                acknowledgedContent.put(job, after);
                acknowledged.incrementAndGet();
            } else {
                refusals.add("refused: " + method + " to " + job + " with " + status);
            }
        }

        Set<String> check(Map<String, Content> found, boolean unansweredMayBeDone, List<String> faults) {
            faults.addAll(refusals.stream().limit(3).toList());
            refusals.clear();
            var unanswered = pending;
            Set<String> known = new HashSet<>(acknowledgedContent.keySet());
            if (unanswered != null) {
                known.add(unanswered.getKey());
            }
            for (String job : known) {
                Content expected = acknowledgedContent.getOrDefault(job, Content.NONE);
                Content actual = found.getOrDefault(job, Content.NONE);
                boolean isUnanswered = unansweredMayBeDone && unanswered != null && unanswered.getKey().equals(job)
                        && unanswered.getValue().equals(actual);
                if (!actual.equals(expected) && !isUnanswered) {
                    faults.add("lost, stale or invented: " + job + " is " + actual + ", acknowledged was " + expected
                            + ", unanswered " + unanswered);
                }
                acknowledgedContent.put(job, actual);
            }
            return known;
        }
    }

    private static byte[] line(String family, long number) {
        return ("# TYPE " + family + " gauge\n" + family + " " + number + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] rows(int series, long number) {
        StringBuilder body = new StringBuilder(series * 64 + 256).append("# TYPE ").append(Content.ROWS)
                .append(" gauge\n");
        for (int i = 0; i < series; i++) {
            body.append(Content.ROWS).append("{part=\"a-part-with-quite-a-long-name-").append(i).append("\"} ")
                    .append(number).append('\n');
        }
        body.append("# TYPE ").append(Content.CHECK).append(" gauge\n").append(Content.CHECK).append(' ')
                .append(number).append('\n');
        return body.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
