package io.github.jobtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class HeapKeeperTest {
    private static final long MIB = 1 << 20;

    private final Heap heap = new Heap();
    private long now;
    private final HeapKeeper keeper = new HeapKeeper(heap, () -> now);

    private final class Heap implements HeapKeeper.Generation {
        private long used;
        private long live;
        private final long takes = Duration.ofMillis(80).toNanos();
        private int collections;

        @Override
        public long usedBytes() {
            return used;
        }

        @Override
        public long liveBytes() {
            return live;
        }

        @Override
        public void collect() {
            collections++;
            used = Math.min(used, 60 * MIB);
            live = used;
            now += takes;
        }
    }

    @Test
    void itCollectsWhenAQuarterOfWhatIsAliveAndSomeMoreIsGarbage() {
        heap.live = 60 * MIB;
        heap.used = 83 * MIB;
        keeper.look();
        assertThat(heap.collections).isZero();

        heap.used++;
        keeper.look();
        assertThat(heap.collections).isOne();

        keeper.look();
        assertThat(heap.collections).isOne();
    }

    @Test
    void aHeapThatWasNeverCollectedCountsAsGarbage() {
        heap.used = 9 * MIB;

        keeper.look();

        assertThat(heap.collections).isOne();
    }

    @Test
    void collectionsTakeAThreeThousandthOfTheTime() {
        while (heap.collections < 10) {
            heap.used = 500 * MIB;
            keeper.look();
            now += Duration.ofSeconds(1).toNanos();
        }

        assertThat(now / (9.0 * heap.takes)).isBetween(3_000.0, 3_100.0);
    }

    /** In a process of its own: the collector of this one may be another. */
    @Test
    void ofTheSerialCollectorIsKnownWhatIsInUseAndWhatWasAfterTheLatestCollection() throws Exception {
        assertThat(exitStatusOf("-XX:+UseSerialGC")).isZero();
        assertThat(exitStatusOf("-XX:+UseG1GC")).isEqualTo(Probe.NOTHING_TO_DO);
    }

    private static int exitStatusOf(String collector) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                collector, "-Xmx64m", "-cp", System.getProperty("java.class.path"), Probe.class.getName()).inheritIO()
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Says by its exit status what the pool of its own heap tells. */
    static final class Probe {
        static final int NOTHING_TO_DO = 7;
        private static final int WRONG = 1;

        private Probe() {}

        public static void main(String[] args) {
            HeapKeeper.Generation own = new HeapKeeper.OwnHeap();
            long liveAtFirst = own.liveBytes();
            own.collect();
            if (own.usedBytes() == 0) {
                System.exit(NOTHING_TO_DO);
            }
            System.exit(liveAtFirst == 0 && own.liveBytes() > 0 && own.usedBytes() >= own.liveBytes() ? 0 : WRONG);
        }
    }
}
