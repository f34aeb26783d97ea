package io.github.jobtide.store;

import static io.github.jobtide.store.StoreDriver.gauge;
import static io.github.jobtide.store.StoreDriver.histogram;
import static io.github.jobtide.store.StoreDriver.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.exposition.Escaping;
import io.github.jobtide.exposition.MetricFamily;
import io.github.jobtide.exposition.NameRule;
import io.github.jobtide.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PackedPagesTest {
    private final StoreDriver store = StoreDriver.open(NameRule.UTF_8);
    private final PackedPages pages = new PackedPages();
    private final List<Kept> kept = new ArrayList<>();
    /** How many chunks were packed for the latest page, and how many a refresh had packed for it. */
    private int packedLast;
    private int earlyLast;

    private record Kept(PackedPages.Page page, String plain) {}

    static LongStream seeds() {
        return Seeds.first(12);
    }

    @AfterEach
    void close() {
        pages.close();
        store.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverChangedAPackedPageIsThePlainOne(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 60; step++) {
            store.at(1000 + step / 3);
            for (int i = random.nextInt(40); i > 0; i--) {
                change(random);
            }
            refreshSome(random);
            keepSome(random);
            MetricFamily own = gauge("own", step);

            assertThat(unpacked(packed(own))).isEqualTo(store.page(own));
        }
        while (!kept.isEmpty()) {
            letGo(kept.getFirst());
        }
    }

    /** Pages of slow readers. */
    private void keepSome(Random random) {
        if (random.nextInt(4) == 0) {
            try (Snapshot snapshot = store.store().snapshot()) {
                kept.add(new Kept(pages.page(snapshot, List.of(), Escaping.ALLOW_UTF_8), store.page()));
            }
        }
        if (!kept.isEmpty() && random.nextInt(3) == 0) {
            letGo(kept.get(random.nextInt(kept.size())));
        }
    }

    private void letGo(Kept reader) {
        try (PackedPages.Page page = reader.page()) {
            assertThat(unpacked(written(page))).isEqualTo(reader.plain());
        }
        kept.remove(reader);
    }

    /** Now all, now some; groups change meanwhile. */
    private void refreshSome(Random random) {
        int steps = random.nextInt(30);
        PackedPages.Refresh refresh = pages.refresh(Escaping.ALLOW_UTF_8);
        while (steps-- > 0 && step(refresh, random.nextInt(4))) {
            if (random.nextInt(4) == 0) {
                change(random);
            }
        }
    }

    private boolean step(PackedPages.Refresh refresh, int more) {
        int[] left = {more};
        try (Snapshot snapshot = store.store().snapshot()) {
            return refresh.step(snapshot, () -> left[0]-- > 0);
        }
    }

    private void change(Random random) {
        GroupKey key = key("job", "j" + random.nextInt(400));
        int action = random.nextInt(10);
        if (action == 0) {
            store.delete(key);
        } else if (action == 1) {
            store.put(key, gauge("refused", 1, "__x", "y"));
        } else if (action < 5) {
            store.post(key, gauge("b" + random.nextInt(3), random.nextInt(9)));
        } else {
            store.put(key, gauge("a", random.nextInt(9)), histogram("h", new double[]{1, 2}, random.nextInt(9)));
        }
    }

    @Test
    void onlyChunksWithAChangedGroupArePackedAnew() {
        fill(300);

        packed();
        assertThat(packedLast).as("three chunks of two families and of the push times").isEqualTo(12);
        packed();
        assertThat(packedLast).as("nothing changed").isZero();

        pushTo("j1007");
        packed();
        assertThat(packedLast).as("a chunk of each family and of the times of pushes, not of failures")
                .isEqualTo(3);

        store.delete(key("job", "j1007"));
        packed();
        assertThat(packedLast).as("one chunk of everything").isEqualTo(4);
    }

    /** What is classic is packed once for all of them. */
    @Test
    void underAnotherEscapingOnlyChunksThatItChangesArePackedAnew() {
        fill(300);
        for (int i = 0; i < 300; i++) {
            store.post(key("job", "j" + (1000 + i)), gauge("odd.name", i));
        }
        store.put(key("job", "z", "odd.label", "x"), gauge("a", 1));

        String asTheyAre = unpacked(packed());
        String spelled = unpacked(packed(Escaping.UNDERSCORES));

        assertThat(packedLast)
                .as("three chunks of the odd name, and those with the odd label of a and of the times")
                .isEqualTo(3 + 3);
        assertThat(asTheyAre).isEqualTo(store.page()).contains("\"odd.name\"", "\"odd.label\"");
        assertThat(spelled).isEqualTo(store.page(Escaping.UNDERSCORES)).contains("odd_name", "odd_label")
                .doesNotContain("odd.");
        packed(Escaping.UNDERSCORES);
        assertThat(packedLast).as("nothing changed").isZero();
        assertThat(unpacked(packed())).isEqualTo(asTheyAre);
    }

    @Test
    void ofAGroupOfSeveralPushesOnlyWhatCameIsPackedAnew() {
        fill(300);
        store.post(key("job", "j1007"), gauge("b", 5));
        packed();
        store.post(key("job", "j1007"), gauge("b", 6));
        packed();

        assertThat(packedLast).as("a chunk of b and one of the times of pushes").isEqualTo(2);
    }

    @Test
    void whatARefreshHasPackedAPageNeedNotPack() {
        fill(300);
        packed();
        pushTo("j1007");
        pushTo("j1150");
        PackedPages.Refresh refresh = pages.refresh(Escaping.ALLOW_UTF_8);
        while (step(refresh, 0)) {
        }
        assertThat(refresh.packed()).as("two chunks of each family and of the times of pushes").isEqualTo(6);
        pushTo("j1290");

        assertThat(unpacked(packed())).isEqualTo(store.page());

        assertThat(packedLast).as("chunks that changed since").isEqualTo(3);
        assertThat(earlyLast).isEqualTo(6);
        packed();
        assertThat(earlyLast).as("what earlier pages needed").isZero();
    }

    @Test
    void aRefreshThatIsNotDoneServesAPageWithWhatItHasAndEnds() {
        fill(300);
        PackedPages.Refresh refresh = pages.refresh(Escaping.ALLOW_UTF_8);
        assertThat(step(refresh, 4)).isTrue();
        packed();

        assertThat(packedLast).isEqualTo(7);
        assertThat(earlyLast).isEqualTo(5);
        assertThat(step(refresh, 100)).isFalse();
        assertThat(refresh.packed()).isEqualTo(5);
    }

    @Test
    void aPageIsOneMemberBecauseSomeClientsStopAfterTheFirst() throws DataFormatException {
        fill(300);
        byte[] page = packed();
        Inflater inflater = new Inflater(true);
        inflater.setInput(page, 10, page.length - 10);
        byte[] some = new byte[4096];
        while (!inflater.finished()) {
            assertThat(inflater.inflate(some)).isPositive();
        }

        assertThat(inflater.getRemaining()).as("checksum and length").isEqualTo(8);
        inflater.end();
    }

    @Test
    void anOpenPageStaysAsItIsWhileOthersArePacked() {
        fill(300);
        String before = store.page();
        try (Snapshot snapshot = store.store().snapshot();
                PackedPages.Page open = pages.page(snapshot, List.of(), Escaping.ALLOW_UTF_8)) {
            pushTo("j1007");
            PackedPages.Refresh refresh = pages.refresh(Escaping.ALLOW_UTF_8);
            while (step(refresh, 100)) {
            }
            pushTo("j1150");
            assertThat(unpacked(packed())).isEqualTo(store.page());

            assertThat(unpacked(written(open))).isEqualTo(before);
        }
        pushTo("j1007");
        assertThat(unpacked(packed())).isEqualTo(store.page());
    }

    @Test
    void whatIsClosedIsNotWritten() {
        fill(1);
        PackedPages.Page page;
        try (Snapshot snapshot = store.store().snapshot();
                PackedPages.Page closed = pages.page(snapshot, List.of(), Escaping.ALLOW_UTF_8)) {
            page = closed;
        }
        page.close();

        assertThatThrownBy(() -> written(page)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void manyReadersAtOnceGetTheSamePage() {
        fill(300);
        List<CompletableFuture<String>> readers = IntStream.range(0, 8)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> unpacked(packed()))).toList();

        assertThat(readers.stream().map(CompletableFuture::join)).containsOnly(store.page());
    }

    private void pushTo(String job) {
        store.at(2000);
        store.put(key("job", job), gauge("a", 1), gauge("b", 2));
    }

    private void fill(int groups) {
        for (int i = 0; i < groups; i++) {
            store.put(key("job", "j" + (1000 + i)), gauge("a", i), gauge("b", i));
        }
    }

    private byte[] packed(MetricFamily... own) {
        return packed(Escaping.ALLOW_UTF_8, own);
    }

    private byte[] packed(Escaping escaping, MetricFamily... own) {
        try (Snapshot snapshot = store.store().snapshot();
                PackedPages.Page whole = pages.page(snapshot, List.of(own), escaping)) {
            packedLast = whole.packed();
            earlyLast = whole.early();
            return written(whole);
        }
    }

    private static byte[] written(PackedPages.Page page) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        page.writeTo((piece, length) -> bytes.write(piece, 0, length));
        return bytes.toByteArray();
    }

    private static String unpacked(byte[] page) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(page))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
