package io.github.jobtide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.store.Change.FailuresKept;
import io.github.jobtide.store.Change.FamilyRemoved;
import io.github.jobtide.store.Change.GroupDeleted;
import io.github.jobtide.store.Change.GroupTimes;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine does, whatever it keeps changes in. */
public abstract class EngineContract {
    private final EngineState state = new EngineState();
    private Engine engine;

    /** Opens the engine on the same place each time within a test. */
    protected abstract Engine open();

    protected abstract boolean isDurable();

    @BeforeEach
    void begin() {
        engine = started();
    }

    @AfterEach
    void end() {
        engine.close();
    }

    @Test
    void aNewEngineIsEmpty() {
        assertThat(state.lines()).isEmpty();
        assertThat(engine.status().reports()).isEmpty();
        assertThat(engine.status().damagedRecords()).isZero();
    }

    @Test
    void sequenceNumbersRiseWithoutGaps() {
        long first = commit(EngineState.stored("a", "x", "1\n"));
        long second = commit();
        long third = commit(EngineState.stored("a", "x", "2\n"), EngineState.stored("b", "x", "3\n"));

        assertThat(List.of(second, third)).containsExactly(first + 1, first + 2);
    }

    @Test
    void aRestartFindsWhatADurableEngineWasGiven() {
        commit(EngineState.stored("a", "x", "1\n"), new GroupTimes(EngineState.key("a"), 11, 0));
        commit(EngineState.stored("a", "y", "2\n"), EngineState.stored("b", "x", "3\n"));
        commit(EngineState.stored("a", "x", "4\n"), new GroupTimes(EngineState.key("a"), 12, 13));

        restart();

        assertThat(state.lines()).containsExactlyElementsOf(isDurable()
                ? List.of("{job=\"a\"} times 12 13", "{job=\"a\"} x @7 shape x 4", "{job=\"a\"} y @7 shape y 2",
                        "{job=\"b\"} x @7 shape x 3")
                : List.of());
    }

    @Test
    void whatWasRemovedStaysRemoved() {
        commit(EngineState.stored("a", "x", "1\n"), EngineState.stored("a", "y", "2\n"),
                EngineState.stored("b", "x", "3\n"));
        commit(new FamilyRemoved(EngineState.key("a"), "x"));
        commit(new GroupDeleted(EngineState.key("b")));

        restart();

        assertThat(state.lines())
                .containsExactlyElementsOf(isDurable() ? List.of("{job=\"a\"} y @7 shape y 2") : List.of());
    }

    @Test
    void idsOfPushesAndFailuresAreThereAfterARestart() {
        commit(EngineState.remembered(1, 5), EngineState.stored("a", "x", "1\n"));
        commit(new FailuresKept(EngineState.key("a"), Failures.of(3, 1, new long[]{4, 6})));
        commit(new FailuresKept(EngineState.key("b"), Failures.of(Long.MIN_VALUE, 0, new long[]{9})),
                EngineState.remembered(2, 8));
        commit(new GroupDeleted(EngineState.key("b")));

        restart();

        assertThat(state.lines()).containsExactlyElementsOf(isDurable()
                ? List.of("PushId[high=1, low=-2] @5", "PushId[high=2, low=-3] @8", "{job=\"a\"} failures 3 1 [4, 6]",
                        "{job=\"a\"} x @7 shape x 1")
                : List.of());
    }

    @Test
    void numbersRiseOnAfterARestartIfTheEngineIsDurable() {
        commit(EngineState.stored("a", "x", "1\n"));
        long before = commit(EngineState.stored("a", "x", "2\n"));

        restart();

        assertThat(commit()).isEqualTo(isDurable() ? before + 1 : 1);
    }

    @Test
    void anEmptyBatchChangesNothing() {
        commit(EngineState.stored("a", "x", "1\n"));
        commit();

        restart();

        assertThat(state.lines())
                .containsExactlyElementsOf(isDurable() ? List.of("{job=\"a\"} x @7 shape x 1") : List.of());
    }

    @Test
    void statusTellsThatCommitsSucceed() {
        commit(EngineState.stored("a", "x", "1\n"));

        StorageStatus status = engine.status();
        assertThat(status.writable()).isTrue();
        assertThat(status.durable()).isEqualTo(isDurable());
        assertThat(status.failures()).isZero();
        assertThat(status.lastSuccessNanos() > 0).isEqualTo(isDurable());
        assertThat(status.bytes() > 0).isEqualTo(isDurable());
    }

    private Engine started() {
        Engine opened = open();
        state.clear();
        opened.load(state);
        opened.start(() -> state);
        return opened;
    }

    private void restart() {
        engine.close();
        engine = started();
    }

    private long commit(Change... changes) {
        long sequence = engine.commit(List.of(changes));
        state.committed(sequence, List.of(changes));
        return sequence;
    }
}
