package io.github.jobtide.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.Labels;
import io.github.jobtide.testing.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GroupStatesTest {
    private static final GroupNames NAMES = GroupNames.of(Labels.of("job", "j"));
    private static final PushTimes TIMES = PushTimes.of(NAMES);
    private static final FamilyList ONE = FamilyList.of(List.of(shape()));

    private final Readers readers = new Readers();
    private final GroupStates states = new GroupStates(readers);
    /** What each group that is there says, as {@link #said} tells it. */
    private final Map<GroupPlace, String> model = new HashMap<>();
    private final List<GroupPlace> inUse = new ArrayList<>();
    private final List<GroupPlace> everSeen = new ArrayList<>();
    /** How to take back each change of the batch at hand, the latest first. */
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private long batch;
    private int named;

    static LongStream seeds() {
        return Seeds.first(30);
    }

    /** A batch that is being read, and what it said when it came. */
    private record Reader(long batch, Map<GroupPlace, String> expected) {}

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whoReadsABatchReadsItUnchangedUntilHeLeaves(long seed) {
        Random random = new Random(seed);
        List<Reader> open = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            change(random, step % 40 > 25);
            if (random.nextInt(4) == 0) {
                undo.forEach(Runnable::run);
                states.forget();
            } else {
                states.publish(++batch);
            }
            undo.clear();
            assertFinds();
            if (random.nextInt(3) == 0 && open.size() < 1 + seed % 5) {
                readers.enter(batch);
                open.add(new Reader(batch, Map.copyOf(model)));
            }
            open.forEach(GroupStatesTest::assertReads);
            if (random.nextInt(3) == 0 && !open.isEmpty()) {
                readers.leave(open.remove(random.nextInt(open.size())).batch());
            }
        }
    }

    private static void assertReads(Reader reader) {
        reader.expected().forEach((place, said) -> assertThat(said(place.asOf(reader.batch()))).isEqualTo(said));
    }

    private void assertFinds() {
        for (GroupPlace place : everSeen) {
            StoredGroup found = states.find(place);
            assertThat(found == null ? null : said(found)).isEqualTo(model.get(place));
        }
    }

    @Test
    void aGroupThatNobodyReadsIsWrittenOver() {
        GroupPlace place = add(1);
        states.publish(++batch);
        StoredGroup first = place.asOf(batch);

        for (int value = 2; value < 50; value++) {
            push(place, value, 1);
            states.publish(++batch);

            assertThat(place.asOf(batch)).isSameAs(first);
            assertThat(said(first)).isEqualTo("pushed %d failed 0: %d".formatted(value, value));
        }
        assertThat(statesOf(place)).isEqualTo(1);
    }

    @Test
    void readersThatComeAndGoMakeAGroupKeepTwoStatesAndNoMore() {
        GroupPlace place = add(1);
        push(place, 1, 1);
        states.publish(++batch);
        List<StoredGroup> seen = new ArrayList<>();
        for (int value = 2; value < 50; value++) {
            readers.enter(batch);
            long read = batch;
            StoredGroup before = place.asOf(read);
            String said = said(before);
            push(place, value, 1);
            states.publish(++batch);
            push(place, value + 1000, 1);
            states.publish(++batch);

            assertThat(said(place.asOf(read))).isEqualTo(said);
            assertThat(said(place.asOf(batch))).isEqualTo("pushed %1$d failed 0: %1$d".formatted(value + 1000));
            if (seen.stream().noneMatch(state -> state == before)) {
                seen.add(before);
            }
            readers.leave(read);
        }
        assertThat(seen).hasSize(2);
    }

    @Test
    void whatManyReadersLeftBehindIsLetGoWithTheNextBatches() {
        GroupPlace place = add(1);
        for (int reader = 0; reader < 10; reader++) {
            states.publish(++batch);
            readers.enter(batch);
            push(place, reader, 1);
        }
        states.publish(++batch);
        assertThat(statesOf(place)).isEqualTo(11);

        LongStream.range(1, 11).forEach(readers::leave);
        states.publish(++batch);

        assertThat(statesOf(place)).isEqualTo(2);
    }

    @Test
    void ofALargeGroupNothingIsKeptToBeWrittenOver() {
        GroupPlace place = add(1);
        push(place, 1, 10_000);
        states.publish(++batch);
        long read = batch;
        readers.enter(read);
        push(place, 2, 10_000);
        states.publish(++batch);
        assertThat(statesOf(place)).isEqualTo(2);
        assertThat(said(place.asOf(read))).endsWith(": 1");

        states.publish(++batch);
        assertThat(statesOf(place)).as("still read").isEqualTo(2);
        readers.leave(read);
        states.publish(++batch);

        assertThat(statesOf(place)).isEqualTo(1);
    }

    @Test
    void aRefusedPushSharesNothingWithTheStateBefore() {
        GroupPlace place = add(1);
        push(place, 1, 10_000);
        states.publish(++batch);
        readers.enter(1);
        push(place, 2, 1);
        states.publish(++batch);
        readers.leave(1);
        readers.enter(2);
        refuse(place, 7);
        states.publish(++batch);
        push(place, 3, 1);
        states.publish(++batch);

        assertThat(said(place.asOf(2))).isEqualTo("pushed 2 failed 0: 2");
        assertThat(said(place.asOf(batch))).isEqualTo("pushed 3 failed 7: 3");
    }

    @Test
    void severalReadersOfALargeGroupLeaveNothingBehind() {
        GroupPlace place = add(1);
        states.publish(++batch);
        readers.enter(1);
        push(place, 1, 10_000);
        states.publish(++batch);
        readers.enter(2);
        push(place, 2, 10_000);
        states.publish(++batch);
        assertThat(statesOf(place)).isEqualTo(3);

        readers.leave(2);
        states.publish(++batch);
        states.publish(++batch);
        assertThat(said(place.asOf(1))).isEqualTo("pushed 0 failed 0: ");
        readers.leave(1);
        states.publish(++batch);

        assertThat(statesOf(place)).isEqualTo(1);
    }

    @Test
    void whatAGroupHeldGoesWithItAsSoonAsNobodyReadsIt() {
        GroupPlace place = add(1);
        push(place, 1, 10);
        states.publish(++batch);
        readers.enter(1);
        remove(place);
        states.publish(++batch);
        assertThat(said(place.asOf(1))).isEqualTo("pushed 1 failed 0: 1");

        readers.leave(1);
        readers.enter(2);
        states.publish(++batch);

        assertThat(place.latest()).isNull();
    }

    /** Each batch changes the group, so what is read at a batch tells its number. */
    @Test
    void whileAGroupChangesAllTheTimeEachReaderReadsItsBatch() throws InterruptedException {
        GroupPlace place = add(1);
        AtomicBoolean done = new AtomicBoolean();
        states.publish(++batch);
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        Runnable reader = () -> {
            while (!done.get()) {
                long read = enter();
                for (int i = 0; i < 50; i++) {
                    long told = place.asOf(read).batch();
                    if (told != read) {
                        wrong.add("batch " + told + " instead of " + read);
                    }
                }
                synchronized (readers) {
                    readers.leave(read);
                }
            }
        };
        List<Thread> threads = Stream.generate(() -> Thread.ofPlatform().start(reader)).limit(6).toList();

        for (int push = 0; push < 5_000_000 && wrong.isEmpty(); push++) {
            synchronized (readers) {
                states.set(current(place).withFailure(push));
                states.publish(++batch);
            }
        }
        done.set(true);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(wrong).isEmpty();
    }

    private long enter() {
        synchronized (readers) {
            readers.enter(batch);
            return batch;
        }
    }

    private static Shape shape() {
        FamilyEncoder encoder = new FamilyEncoder();
        encoder.encode(StoreDriver.gauge("m", 1), StoreDriver.key("job", "j"), NAMES);
        return Shape.decode(NAMES, encoder.shape().bytes());
    }

    private static String said(StoredGroup group) {
        String values = group.familyCount() == 0 ? "" : new String(group.family(0).values(), US_ASCII);
        return "pushed %d failed %d: %s".formatted(group.pushNanos(), group.failureNanos(), values.replace("x", ""));
    }

    private static int statesOf(GroupPlace place) {
        int count = place.previous() == null ? 1 : 2;
        for (StoredGroup state = place.older(); state != null; state = state.older()) {
            count++;
        }
        return count;
    }

    private void change(Random random, boolean shrinks) {
        for (int i = random.nextInt(60); i > 0; i--) {
            int kind = random.nextInt(6);
            if (inUse.isEmpty() || (kind == 0 && !shrinks)) {
                add(random.nextInt(100));
            } else if (kind == 1 || shrinks) {
                remove(inUse.get(random.nextInt(inUse.size())));
            } else if (kind == 2) {
                refuse(inUse.get(random.nextInt(inUse.size())), random.nextInt(100));
            } else {
                int length = random.nextInt(20) == 0 ? 5000 : 1 + random.nextInt(30);
                push(inUse.get(random.nextInt(inUse.size())), random.nextInt(1_000_000), length);
            }
        }
    }

    private GroupPlace add(long failed) {
        GroupKey key = GroupKey.of(Labels.of("job", "j" + named++));
        var place = new GroupPlace(GroupLabels.of(key, NAMES), TIMES);
        set(new StoredGroup(place, Families.NONE, 0, named == 1 ? 0 : failed));
        inUse.add(place);
        everSeen.add(place);
        undo.addFirst(() -> {
            states.remove(place);
            model.remove(place);
            inUse.remove(place);
        });
        return place;
    }

    private void push(GroupPlace place, int value, int length) {
        StoredGroup before = current(place);
        byte[] values = PrintedValues.join(List.of(("x".repeat(length - 1) + value).getBytes(US_ASCII)));
        change(before, before.with(Families.ofOnePush(ONE, values, value), value));
    }

    private void refuse(GroupPlace place, int failed) {
        StoredGroup before = current(place);
        change(before, before.withFailure(failed));
    }

    private void change(StoredGroup before, StoredGroup after) {
        set(after);
        undo.addFirst(() -> set(before));
    }

    private void remove(GroupPlace place) {
        StoredGroup before = current(place);
        states.remove(place);
        model.remove(place);
        inUse.remove(place);
        undo.addFirst(() -> {
            set(before);
            inUse.add(place);
        });
    }

    private StoredGroup current(GroupPlace place) {
        return Objects.requireNonNull(states.find(place));
    }

    private void set(StoredGroup group) {
        states.set(group);
        model.put(group.place(), said(group));
    }
}
