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

    private static Request push(GroupKey key, long weight) {
        return new Request.Push(key, GroupNames.of(key.labels()), null, PushMode.REPLACE,
                Request.RenderedFamilies.of(List.of()), new Problems(), Mark.NONE, 1,
                weight, _ -> {});
    }

    private void offer(Request... requests) {
        for (Request request : requests) {
            assertThat(queue.offer(request)).isTrue();
        }
    }

    private List<Request> batch() {
        List<Request> batch = new ArrayList<>();
        queue.take(batch, 1, TimeUnit.SECONDS);
        return batch;
    }
}
