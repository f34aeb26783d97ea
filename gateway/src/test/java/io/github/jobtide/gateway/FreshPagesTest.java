package io.github.jobtide.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.Labels;
import io.github.jobtide.exposition.Metric;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.MetricType;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.store.GroupKey;
import io.github.jobtide.store.MemoryEngine;
import io.github.jobtide.store.MetricStore;
import io.github.jobtide.store.Outcome;
import io.github.jobtide.store.PackedPages;
import io.github.jobtide.store.PushMode;
import io.github.jobtide.store.Snapshot;
import io.github.jobtide.store.StoreLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time goes on as the test says, and by a tenth of a millisecond each time that somebody looks. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FreshPagesTest {
    /** Two chunks of the family, and of the times of the latest push and of the latest failure. */
    private static final int CHUNKS = 6;
    private static final int CHANGING_CHUNKS = 4;

    private record Seen(int packed, int early, String text) {}

    private final MetricStore store = MetricStore.open(new MemoryEngine(), Map.of(), StoreLimits.forHeap(1 << 30),
            NameRule.CLASSIC, InstantSource.system());
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final FreshPages pages = new FreshPages(this::snapshot, this::look, this::later);
    private long now;
    private @Nullable Runnable task;
    private long due;
    private int tasks;

    @AfterEach
    void close() {
        pages.close();
        store.close();
    }

    @Test
    void whatHasChangedIsPackedBeforeTheNextPageIsAskedFor() throws IOException {
        pushToAll(1);
        assertThat(pageAt(0).packed()).isEqualTo(CHUNKS);
        assertThat(pageAt(15).packed()).as("nothing has changed").isZero();
        pushToAll(2);
        passTo(29.7);

        Seen page = pageAt(30);

        assertThat(page.packed()).isZero();
        assertThat(page.early()).isEqualTo(CHANGING_CHUNKS);
        assertThat(page.text()).isEqualTo(plain());
    }

    @Test
    void itIsDoneShortlyBeforeAndNotAtOnce() throws IOException {
        pushToAll(1);
        pageAt(0);
        pageAt(15);

        passTo(29);
        assertThat(tasks).isZero();
        passTo(29.9);
        assertThat(tasks).isPositive();
    }

    @Test
    void aPageThatNobodyAsksForIsPackedOnceAndNoMore() throws IOException {
        pushToAll(1);
        pageAt(0);
        pageAt(15);
        passTo(31);
        int atFirst = tasks;

        pushToAll(2);
        passTo(1000);

        assertThat(tasks).isEqualTo(atFirst);
        assertThat(task).as("what waits").isNull();
    }

    @Test
    void nothingIsDoneIfPagesAreNotAskedForAtEvenIntervals() throws IOException {
        pushToAll(1);
        for (double second : new double[]{0, 100, 203, 310, 330, 335, 349}) {
            passTo(second);
            tasks = 0;
            pageAt(second);
        }
        passTo(1000);

        assertThat(tasks).isZero();
    }

    @Test
    void itWorksAQuarterOfTheTimeAndHoldsNoSnapshotMeanwhile() throws IOException {
        for (int job = 0; job < 10_000; job++) {
            push(job, 1);
        }
        pageAt(0);
        pageAt(15);
        List<Long> works = new ArrayList<>();
        List<Long> rests = new ArrayList<>();
        while (task != null) {
            long begin = Math.max(now, due);
            runTask();
            works.add(now - begin);
            rests.add(due - now);
            assertThatThrownBy(() -> snapshots.getLast().groups().iterator().next()).hasMessageContaining("closed");
        }

        assertThat(works).hasSizeGreaterThan(5).allMatch(work -> work < Duration.ofMillis(3).toNanos());
        rests.removeLast();
        for (int i = 0; i < rests.size(); i++) {
            assertThat(rests.get(i)).isGreaterThanOrEqualTo(3 * (works.get(i) - Duration.ofMillis(1).toNanos()));
        }
    }

    @Test
    void whereEverythingChangesAllTheTimeItIsHardlyDone() throws IOException {
        askWhileEverythingChanges(200);

        assertThat(tasks).as("rounds for 200 pages").isLessThan(10);
    }

    @Test
    void onceItIsOfUseAgainItIsDoneEachTime() throws IOException {
        askWhileEverythingChanges(20);
        for (int second = 15 * 20; second < 15 * 120; second += 15) {
            pushToAll(second);
            passTo(second);
            pageAt(second);
        }
        tasks = 0;

        for (int second = 15 * 120; second < 15 * 130; second += 15) {
            pushToAll(second);
            passTo(second);
            assertThat(pageAt(second).packed()).isZero();
        }

        assertThat(tasks).isEqualTo(10);
    }

    private void askWhileEverythingChanges(int pages) throws IOException {
        for (int second = 0; second < 15 * pages; second += 15) {
            pushToAll(second);
            passTo(second);
            pushToAll(-second);
            pageAt(second);
        }
    }

    private void pushToAll(int value) {
        for (int job = 0; job < 200; job++) {
            push(job, value);
        }
    }

    private void push(int job, int value) {
        var outcome = new CompletableFuture<Outcome>();
        store.push(GroupKey.of(Labels.of("job", "j" + (10_000 + job))), PushMode.REPLACE,
                List.of(new MetricFamily("a", MetricType.GAUGE, "", List.of(Metric.of((double) value)))),
                outcome::complete);
        assertThat(outcome.join()).isInstanceOf(Outcome.Stored.class);
    }

    private Seen pageAt(double second) throws IOException {
        passTo(second);
        try (PackedPages.Page page = pages.page(_ -> List.of(), Escaping.ALLOW_UTF_8)) {
            return new Seen(page.packed(), page.early(), unpacked(page));
        }
    }

    private Snapshot snapshot() {
        snapshots.add(store.snapshot());
        return snapshots.getLast();
    }

    private long look() {
        now += 100_000;
        return now;
    }

    private void later(long nanos, Runnable work) {
        task = work;
        due = now + nanos;
    }

    private void passTo(double second) {
        long end = (long) (second * 1e9);
        while (task != null && due <= end) {
            runTask();
        }
        now = Math.max(now, end);
    }

    private void runTask() {
        Runnable begun = Objects.requireNonNull(task);
        task = null;
        tasks++;
        now = Math.max(now, due);
        begun.run();
    }

    private String plain() {
        var page = new ByteArrayOutputStream();
        try (Snapshot snapshot = store.snapshot()) {
            snapshot.writeText(List.of(), Escaping.ALLOW_UTF_8, (piece, length) -> page.write(piece, 0, length));
        }
        return page.toString(UTF_8);
    }

    private static String unpacked(PackedPages.Page page) throws IOException {
        var bytes = new ByteArrayOutputStream();
        page.writeTo((piece, length) -> bytes.write(piece, 0, length));
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
