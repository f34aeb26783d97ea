package io.github.jobtide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class KnownIdsTest {
    private static final long DAY = 24L * 3600 * 1_000_000_000;

    @Test
    void knowsWhatAMapWouldKnow() {
        Seeds.each(25, KnownIdsTest::history);
    }

    /** Ids of few different lowest bits, so that many want the same place. */
    private static void history(long seed) {
        Random random = new Random(seed);
        int max = 1 + random.nextInt(3 * KnownIds.PAGE);
        KnownIds ids = new KnownIds(max);
        LinkedHashMap<PushId, Long> model = new LinkedHashMap<>();
        long now = random.nextLong(1L << 60);
        int dropped = 0;
        for (int batch = 0; batch < 60; batch++) {
            now += random.nextLong(DAY);
            List<PushId> fresh = new ArrayList<>();
            for (int i = random.nextInt(700); i >= 0; i--) {
                PushId id = new PushId(random.nextInt(20_000), random.nextInt(50) * 0x9E3779B97F4A7C15L);
                assertThat(ids.knows(id)).isEqualTo(model.containsKey(id) || fresh.contains(id));
                if (!ids.knows(id)) {
                    ids.add(id, now);
                    fresh.add(id);
                }
            }
            if (random.nextInt(4) == 0) {
                ids.takeBack(fresh.size());
            } else {
                long time = now;
                fresh.forEach(id -> model.put(id, time));
                dropped += ids.trim(now);
                dropped -= forgotten(model, max, now);
            }
            assertThat(ids.size()).isEqualTo(model.size());
        }
        assertThat(dropped).isZero();
        assertThat(remembered(ids.view())).containsExactlyElementsOf(changes(model));
    }

    /** @return how many had to go since there were too many */
    private static int forgotten(SequencedMap<PushId, Long> model, int max, long now) {
        int tooMany = Math.max(0, model.size() - max);
        for (int i = 0; i < tooMany; i++) {
            model.pollFirstEntry();
        }
        model.values().removeIf(time -> now - time > 8 * DAY);
        return tooMany;
    }

    @Test
    void aViewStaysAsItWasWhileIdsComeAndGo() {
        KnownIds ids = new KnownIds(KnownIds.PAGE);
        LinkedHashMap<PushId, Long> model = new LinkedHashMap<>();
        for (int i = 0; i < KnownIds.PAGE - 2; i++) {
            ids.add(new PushId(i, i), i);
            model.put(new PushId(i, i), (long) i);
        }
        KnownIds.View view = ids.view();

        ids.add(new PushId(-1, 1), 7);
        ids.takeBack(1);
        for (int i = 0; i < 3 * KnownIds.PAGE; i++) {
            ids.add(new PushId(i, -i), i);
            ids.trim(0);
        }

        assertThat(remembered(view)).containsExactlyElementsOf(changes(model));
        assertThat(ids.size()).isEqualTo(KnownIds.PAGE);
    }

    @Test
    @Timeout(20)
    void idsWhoseLowestBitsAreChosenAlikeDoNotStandInOneRow() {
        KnownIds ids = new KnownIds(1 << 20);

        for (long i = 0; i < 100_000; i++) {
            ids.add(new PushId(i, i << 32), 0);
        }

        assertThat(ids.size()).isEqualTo(100_000);
    }

    @Test
    void whatExpiresAtOnceGoesInPortions() {
        KnownIds ids = new KnownIds(1 << 20);
        for (int i = 0; i < 40_000; i++) {
            ids.add(new PushId(i, i), 0);
        }

        ids.trim(8 * DAY);
        assertThat(ids.size()).isEqualTo(40_000);
        ids.trim(8 * DAY + 1);
        assertThat(ids.size()).isBetween(20_000, 30_000);
        ids.trim(8 * DAY + 1);
        ids.trim(8 * DAY + 1);
        assertThat(ids.size()).isZero();
    }

    private static List<Change> changes(Map<PushId, Long> model) {
        List<Change> changes = new ArrayList<>();
        model.forEach((id, nanos) -> changes.add(new Change.PushRemembered(id, nanos)));
        return changes;
    }

    private static List<Change> remembered(KnownIds.View view) {
        List<Change> changes = new ArrayList<>();
        view.forEach(changes::add);
        return changes;
    }
}
