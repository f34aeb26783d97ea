package io.github.jobtide.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.MemoryFolder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Of many that notice an outage one finds that it begins and one that it is over, whatever they do at the same time. */
final class OutagesTest {
    private static final String NAME = "gateway";
    private static final int MANY = 6;
    private static final int ROUNDS = 20;
    private static final Duration WHILE = Duration.ofSeconds(5);

    @AutoClose
    private final MemoryFolder folder = MemoryFolder.create(1);

    private Outages later(Duration time) {
        return new Outages(StateFolder.open(folder.path()), InstantSource.offset(InstantSource.system(), time));
    }

    private static Instant soon() {
        return Instant.now().plus(WHILE);
    }

    @Test
    void itBeginsOnceAndIsOverOnce() {
        Outages outages = later(Duration.ZERO);

        assertThat(outages.ends(NAME, soon())).isFalse();
        assertThat(outages.begins(NAME, "away")).isTrue();
        assertThat(outages.begins(NAME, "away")).isFalse();
        assertThat(outages.begins("another", "away")).isTrue();
        assertThat(outages.ends(NAME, soon())).isTrue();
        assertThat(outages.ends(NAME, soon())).isFalse();
    }

    @Test
    void whoGivesUpWhenOthersFoundItOverFindsNoNewOne() {
        later(Duration.ZERO).begins(NAME, "away");
        later(Duration.ZERO).ends(NAME, soon());

        assertThat(later(Duration.ZERO).begins(NAME, "away")).isFalse();
        assertThat(later(Duration.ofSeconds(50)).begins(NAME, "away")).isFalse();
        assertThat(later(Duration.ofSeconds(50)).ends(NAME, soon())).as("it never began").isFalse();
        assertThat(later(Duration.ofSeconds(61)).begins(NAME, "away")).as("it lasts").isTrue();
    }

    @Test
    void whatNothingEndsIsToldAgainAfterADay() {
        assertThat(later(Duration.ZERO).isNewToday(NAME, "no gateway")).isTrue();
        assertThat(later(Duration.ofHours(23)).isNewToday(NAME, "no gateway")).isFalse();
        assertThat(later(Duration.ofHours(25)).isNewToday(NAME, "no gateway")).isTrue();
    }

    @Test
    void whatWasDeliveredBeforeItBeganDoesNotEndIt() {
        Instant asked = Instant.now().minus(WHILE);
        later(Duration.ZERO).begins(NAME, "away");

        assertThat(later(WHILE).ends(NAME, asked)).isFalse();
        assertThat(later(WHILE).ends(NAME, soon())).isTrue();
    }

    @Test
    void aClockThatWasSetBackKeepsNothingFromBeingTold() {
        later(Duration.ZERO).begins(NAME, "away");
        Outages back = later(Duration.ofHours(-1));

        assertThat(back.ends(NAME, Instant.now().minus(Duration.ofHours(1)))).isTrue();
        assertThat(back.begins(NAME, "away")).isTrue();
    }

    @Test
    void ofManyAtTheSameTimeOneIsTheFirst() {
        for (int round = 0; round < ROUNDS; round++) {
            String name = NAME + round;

            assertThat(atTheSameTime(() -> later(Duration.ZERO).begins(name, "away"))).isOne();
            assertThat(atTheSameTime(() -> later(Duration.ZERO).ends(name, soon()))).isOne();
        }
    }

    @Test
    void ofManyWhoComeAndGoOneIsTheFirst() {
        for (int round = 0; round < ROUNDS; round++) {
            String name = NAME + round;

            assertThat(atTheSameTime(() -> {
                boolean first = later(Duration.ZERO).begins(name, "away");
                later(Duration.ZERO).ends(name, soon());
                return first;
            })).isOne();
        }
    }

    private static long atTheSameTime(StateFolder.Task<Boolean> task) {
        CyclicBarrier together = new CyclicBarrier(MANY);
        try (ExecutorService threads = Executors.newFixedThreadPool(MANY)) {
            List<CompletableFuture<Boolean>> all = IntStream.range(0, MANY)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> {
                        await(together);
                        return task.run();
                    }, threads)).toList();
            return all.stream().filter(CompletableFuture::join).count();
        }
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
