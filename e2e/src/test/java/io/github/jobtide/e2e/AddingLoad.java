package io.github.jobtide.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Adding pushes over many connections, each with an id and sent again under it until it is answered, and some of them again long after. It
 * knows what all of them come to.
 *
 * <p>Each connection tells of the runs of one job of its own, one after the other, and in turn of figures of jobs that all share.
 */
final class AddingLoad {
    private static final int SHARED_JOBS = 4;
    /** So many different figures there are: putting them together takes longer than sending them. */
    private static final int FIGURES = 400;
    /** So often a push is sent at the most, unless it is never answered. */
    private static final int MOST_SENDS = 5;
    private static final int LIMIT_SECONDS = 60;

    private final int port;
    private final List<AddingPush> figures = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final Queue<Sent> again = new ConcurrentLinkedQueue<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger sends = new AtomicInteger();
    private final AtomicInteger mostSends = new AtomicInteger();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch gatewayIsUp = new CountDownLatch(0);

    /** @param port where all of it is sent */
    AddingLoad(int port, int connections, int pushes, long seed) {
        this.port = port;
        Random random = new Random(seed);
        for (int i = 0; i < FIGURES; i++) {
            figures.add(AddingPush.ofClient("shared-" + i % SHARED_JOBS, random));
        }
        for (int i = 0; i < connections; i++) {
            workers.add(new Worker(i, pushes / connections, new Random(seed + i)));
        }
    }

    List<Thread> start() {
        return workers.stream().map(worker -> Thread.ofPlatform().daemon().start(worker)).toList();
    }

    void gatewayIsDown() {
        gatewayIsUp = new CountDownLatch(1);
    }

    void gatewayIsUp() {
        gatewayIsUp.countDown();
    }

    /** Pushes that were answered with success at least once. */
    int acknowledged() {
        return acknowledged.get();
    }

    int sends() {
        return sends.get();
    }

    /** How often the push was sent that was sent most often. */
    int mostSends() {
        return mostSends.get();
    }

    /** Other answers than 200 and 503, and what else went wrong. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** What all groups must hold when every push counts once. */
    Map<String, Long> expected() {
        Map<String, Long> expected = new TreeMap<>();
        for (Worker worker : workers) {
            worker.gained.forEach((series, gain) -> expected.merge(series, gain, Long::sum));
            expected.putAll(worker.last);
        }
        return expected;
    }

    /** A push that was acknowledged, and how often it was sent. */
    private record Sent(AddingPush push, String id, int sends) {}

    /** One connection at a time, opened again when it was reset. */
    private final class Worker implements Runnable {
        private final int number;
        private final int pushes;
        private final Random random;
        private final Map<String, Long> gained = new TreeMap<>();
        private final Map<String, Long> last = new TreeMap<>();
        private long failures;
        private @Nullable KeepAliveConnection connection;

        Worker(int number, int pushes, Random random) {
            this.number = number;
            this.pushes = pushes;
            this.random = random;
        }

        @Override
        public void run() {
            try {
                for (int i = 0; i < pushes; i++) {
                    AddingPush push = next(i);
                    push.gains().forEach((series, gain) -> gained.merge(series, gain, Long::sum));
                    last.putAll(push.last());
                    deliver(push, "load-" + number + "-" + i + "/end", 0);
                    acknowledged.incrementAndGet();
                    sendAnotherAgain();
                }
                while (!again.isEmpty()) {
                    sendAnotherAgain();
                }
            } catch (IllegalStateException | InterruptedException e) {
                faults.add("connection " + number + ": " + e.getMessage());
            } finally {
                disconnect();
            }
        }

        private AddingPush next(int index) {
            if (index % 2 == 1) {
                return figures.get(random.nextInt(FIGURES));
            }
            boolean failed = random.nextInt(5) > 0;
            failures = failed ? failures + 1 : 0;
            return AddingPush.ofRun("own-" + number, index, failed, failures, random);
        }

        private void deliver(AddingPush push, String id, int sentBefore) throws InterruptedException {
            byte[] request = push.request(id);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            int sent = sentBefore;
            boolean done = false;
            while (!done) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(id + " was not answered within " + LIMIT_SECONDS + " s");
                }
                sent++;
                done = isAcknowledged(request, id);
            }
            sends.addAndGet(sent - sentBefore);
            mostSends.accumulateAndGet(sent, Math::max);
            if (sent < MOST_SENDS && random.nextInt(8) == 0) {
                again.add(new Sent(push, id, sent));
            }
        }

        /** One that was acknowledged before, mostly of another connection, and maybe of a gateway before the latest kill. */
        private void sendAnotherAgain() throws InterruptedException {
            Sent sent = again.size() > 2_000 || acknowledged.get() > pushes * workers.size() / 2 ? again.poll() : null;
            if (sent != null) {
                deliver(sent.push(), sent.id(), sent.sends());
            }
        }

        private boolean isAcknowledged(byte[] request, String id) throws InterruptedException {
            if (!gatewayIsUp.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no gateway within " + LIMIT_SECONDS + " s");
            }
            try {
                KeepAliveConnection open = connection != null ? connection : KeepAliveConnection.open(port);
                connection = open;
                open.write(request);
                int status = open.answer();
                if (status != 200 && status != 503) {
                    faults.add(id + " was answered " + status);
                }
                return status != 503;
            } catch (IOException e) {
                disconnect();
                return false;
            }
        }

        private void disconnect() {
            KeepAliveConnection old = connection;
            connection = null;
            if (old != null) {
                old.abandon();
            }
        }
    }
}
