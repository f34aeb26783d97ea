package io.github.jobtide.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RequestQueueTest {
    private static final long HEAVY = 400 << 10;
    private static final GroupKey A = StoreDriver.key("job", "a");
    private static final GroupKey B = StoreDriver.key("job", "b");

    private final RequestQueue queue = new RequestQueue(100, 4 << 20);

    @Test
    void lightRequestsGoBeforeHeavyOnesOfWhichEachBatchHasOne() {
        Request first = push(A, HEAVY);
        Request second = push(A, HEAVY);
        Request light = push(B, 100);
        offer(first, second, light);

        assertThat(batch()).containsExactly(light, first);
        assertThat(batch()).containsExactly(second);
    }

    @Test
    void requestsOfOneGroupKeepTheirOrder() {
        Request heavy = push(A, HEAVY);
        Request light = push(A, 100);
        Request delete = new Request.Delete(A, _ -> {});
        Request other = push(B, 100);
        offer(heavy, light, delete, other);

        assertThat(batch()).containsExactly(other, heavy, light, delete);
        offer(light, heavy);
        assertThat(batch()).containsExactly(light, heavy);
    }

    @Test
    void heavyRequestsAndWipesWaitForAllThatCameBefore() {
        RequestQueue large = new RequestQueue(3000, 1 << 30);
        for (int i = 0; i < 1500; i++) {
            assertThat(large.offer(push(A, 100))).isTrue();
        }
        Request heavy = push(A, HEAVY);
        Request wipe = new Request.Wipe(_ -> {});
        assertThat(large.offer(heavy)).isTrue();
        assertThat(large.offer(wipe)).isTrue();

        List<Request> batch = new ArrayList<>();
        large.take(batch, 1, TimeUnit.SECONDS);
        assertThat(batch).hasSize(1000).doesNotContain(heavy, wipe);
        batch.clear();
        large.take(batch, 1, TimeUnit.SECONDS);
        assertThat(batch).hasSize(502).endsWith(heavy, wipe);
    }

    @Test
    void whatComesAfterAWipeStaysBehindIt() {
        Request before = push(A, HEAVY);
        Request wipe = new Request.Wipe(_ -> {});
        Request after = push(B, 100);
        offer(before, wipe, after);

        assertThat(batch()).containsExactly(before, wipe, after);
    }

    @Test
    void heavyRequestsLeaveTheirRoomToLightOnes() {
        for (int i = 0; i < 10; i++) {
            assertThat(queue.offer(push(A, HEAVY))).isTrue();
        }

        assertThat(queue.offer(push(A, HEAVY))).isFalse();
        assertThat(queue.offer(push(B, 100))).isTrue();
    }

    @Test
    void aRequestLargerThanAllRoomIsTakenWhenNoOtherHeavyOneWaits() {
        assertThat(queue.offer(push(A, 8 << 20))).isTrue();
        assertThat(queue.offer(push(A, HEAVY))).isFalse();
        assertThat(queue.offer(push(B, 100))).isTrue();
        assertThat(batch()).hasSize(2);
        assertThat(queue.offer(push(A, HEAVY))).isTrue();
    }

    @Test
    void moreThanTheirNumberOrTheirBytesAreRefused() {
        for (int i = 0; i < 70; i++) {
            assertThat(queue.offer(push(B, 60_000))).isEqualTo(i < 69);
        }
        for (int i = 0; i < 31; i++) {
            assertThat(queue.offer(push(B, 100))).isTrue();
        }
        assertThat(queue.offer(push(B, 100))).isFalse();
    }

    @Test
    void pushesThatAddWeighWhatThoseBeforeThemBring() {
        RequestQueue large = new RequestQueue(3000, 1 << 30);
        for (int i = 0; i < 2500; i++) {
            assertThat(large.offer(push(A, PushMode.ADD, 100))).isTrue();
        }
        Request other = push(B, PushMode.ADD, 100);
        assertThat(large.offer(other)).isTrue();

        List<Request> batch = batch(large);
        assertThat(batch).contains(other).hasSizeLessThan(200);
        int batches = 1;
        int taken = batch.size();
        while (taken < 2501) {
            batch = batch(large);
            taken += batch.size();
            batches++;
            assertThat(batch).isNotEmpty();
        }
        // 2500 * 2500 / 2 * 100 bytes at 512 KiB a batch
        assertThat(batches).isBetween(500, 1000);
    }

    @Test
    void whatABatchAtWorkBringsIsThereForThoseThatAdd() {
        offer(push(A, 60_000));
        assertThat(batch()).hasSize(1);
        Request one = push(A, PushMode.ADD, 10_000);
        Request two = push(B, 100);
        offer(one, two);

        assertThat(batch()).containsExactly(two, one);
        queue.take(new ArrayList<>(), 1, TimeUnit.MILLISECONDS);
        Request three = push(A, PushMode.ADD, 10_000);
        offer(three, push(B, 100));
        assertThat(batch()).startsWith(three);
    }

    private static Request push(GroupKey key, long weight) {
        return push(key, PushMode.REPLACE, weight);
    }

    private static Request push(GroupKey key, PushMode mode, long weight) {
        return new Request.Push(key, GroupNames.of(key.labels()), null, mode,
                Request.RenderedFamilies.of(List.of()), new Problems(), Mark.NONE, 1,
                weight, weight, _ -> {});
    }

    private void offer(Request... requests) {
        for (Request request : requests) {
            assertThat(queue.offer(request)).isTrue();
        }
    }

    private List<Request> batch() {
        return batch(queue);
    }

    private static List<Request> batch(RequestQueue queue) {
        List<Request> batch = new ArrayList<>();
        queue.take(batch, 1, TimeUnit.SECONDS);
        return batch;
    }
}
