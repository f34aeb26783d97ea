package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OneTaskTest {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final OneTask task = new OneTask("one-task");
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void theLatestTakesThePlaceOfWhatHasNotBegun() throws InterruptedException {
        var mayEnd = new CountDownLatch(1);
        var thread = new CompletableFuture<Thread>();
        task.run(0, () -> {
            thread.complete(Thread.currentThread());
            await(mayEnd);
        });
        assertThat(thread.orTimeout(30, TimeUnit.SECONDS).join().getName()).isEqualTo("one-task");
        var last = new CompletableFuture<Void>();
        task.run(0, () -> done.add("first"));
        task.run(0, () -> last.complete(null));
        mayEnd.countDown();

        last.orTimeout(30, TimeUnit.SECONDS).join();

        assertThat(done).isEmpty();
        task.close();
        assertThat(thread.join().join(Duration.ofSeconds(30))).as("the thread ends").isTrue();
    }

    @Test
    void theEndWaitsForWhatHasBegunAndLetsNothingElseBegin() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        task.run(0, () -> {
            begun.countDown();
            await(mayEnd);
            task.run(0, () -> done.add("after the end"));
            done.add("ended");
        });
        begun.await();
        task.run(HOUR, () -> done.add("much later"));
        Thread closes = Thread.ofPlatform().start(task::close);
        while (closes.isAlive() && closes.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        mayEnd.countDown();

        assertThat(closes.join(Duration.ofSeconds(30))).isTrue();
        task.run(0, () -> done.add("never"));

        assertThat(done).containsExactly("ended");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
