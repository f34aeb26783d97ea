package io.github.jobtide.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class JobFactsTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T02:00:01Z");
    private static final JobFacts NIGHTLY = JobFacts.of("0.1.0", "cli")
            .withSchedule(CronSchedule.parse("0 2 * * *", ZoneId.of("UTC"))).withGrace(Duration.ofMinutes(15))
            .withMaxDuration(Duration.ofHours(1));

    @Test
    void theDeadlineIsTheEndOfWhatTheSecondStartAfterASuccessIsAllowed() {
        assertThat(NIGHTLY.successDeadline(MONDAY, Optional.of(Duration.ofHours(20))))
                .contains(Instant.parse("2026-11-25T03:15:00Z"));
    }

    @Test
    void toleranceSaysHowManyStartsMayFail() {
        assertThat(NIGHTLY.withTolerate(0).successDeadline(MONDAY, Optional.empty()))
                .contains(Instant.parse("2026-11-24T03:15:00Z"));
        assertThat(NIGHTLY.withTolerate(3).successDeadline(MONDAY, Optional.empty()))
                .contains(Instant.parse("2026-11-27T03:15:00Z"));
    }

    @Test
    void withoutADeclaredMaximumTwiceTheLastRunIsAllowed() {
        JobFacts facts = JobFacts.of("0.1.0", "cli").withSchedule(NIGHTLY.schedule().orElseThrow());

        assertThat(facts.successDeadline(MONDAY, Optional.of(Duration.ofMinutes(20))))
                .contains(Instant.parse("2026-11-25T02:45:00Z"));
        assertThat(facts.successDeadline(MONDAY, Optional.empty())).contains(Instant.parse("2026-11-25T02:05:00Z"));
    }

    @Test
    void anIntervalCountsFromTheStart() {
        JobFacts facts = NIGHTLY.withSchedule(IntervalSchedule.parse("6h"));

        assertThat(facts.nextStart(MONDAY)).contains(Instant.parse("2026-11-23T08:00:01Z"));
        assertThat(facts.successDeadline(MONDAY, Optional.empty())).contains(Instant.parse("2026-11-23T15:15:01Z"));
    }

    @Test
    void withoutAScheduleNothingIsDue() {
        JobFacts facts = JobFacts.of("0.1.0", "cli");

        assertThat(facts.nextStart(MONDAY)).isEmpty();
        assertThat(facts.successDeadline(MONDAY, Optional.empty())).isEmpty();
    }

    @Test
    void aJobThatNeverSucceededCountsFromItsFirstStartAndLaterStartsDoNotMoveIt() {
        JobMemory memory = JobMemory.NONE.started(MONDAY);
        Instant due = Instant.parse("2026-11-25T03:15:00Z");
        assertThat(memory.successDeadline(NIGHTLY)).contains(due);

        memory = memory.ended(completion(MONDAY, Outcome.FAILURE), 0);
        for (int day = 1; day < 30; day++) {
            Instant start = MONDAY.plus(Duration.ofDays(day));
            memory = memory.started(start).ended(completion(start, Outcome.FAILURE), 0);
        }

        assertThat(memory.successDeadline(NIGHTLY)).contains(due);
        assertThat(memory.consecutiveFailures()).isEqualTo(30);
        assertThat(memory.starts()).hasSize(10).endsWith(MONDAY.plus(Duration.ofDays(29)));
    }

    @Test
    void aSuccessMovesTheDeadlineOnAndAFailureAfterItDoesNot() {
        Instant tuesday = MONDAY.plus(Duration.ofDays(1));
        JobMemory memory = JobMemory.NONE.started(MONDAY).ended(completion(MONDAY, Outcome.FAILURE), 0)
                .started(tuesday).ended(completion(tuesday, Outcome.SUCCESS), 0);
        assertThat(memory.consecutiveFailures()).isZero();

        Instant wednesday = tuesday.plus(Duration.ofDays(1));
        memory = memory.started(wednesday).ended(completion(wednesday, Outcome.CANCELLATION), 0);

        assertThat(memory.successDeadline(NIGHTLY)).contains(Instant.parse("2026-11-26T03:15:00Z"));
        assertThat(memory.consecutiveFailures()).isOne();
    }

    @Test
    void whatCannotBeMeantIsRefusedWithAReason() {
        assertThatThrownBy(() -> NIGHTLY.withTolerate(-1)).isInstanceOf(InvalidScheduleException.class)
                .hasMessage("'-1' failed runs cannot be tolerated; write 0 or more");
        assertThatThrownBy(() -> NIGHTLY.withGrace(Duration.ofSeconds(-1)))
                .hasMessage("the grace -1s is negative; write 0s or more");
        assertThatThrownBy(() -> NIGHTLY.withMaxDuration(Duration.ZERO))
                .hasMessage("the maximum duration 0s leaves no time to run; write more, or nothing");
    }

    @Test
    void beforeTheThirdStartNoIntervalIsSeen() {
        JobMemory memory = JobMemory.NONE.started(MONDAY).started(MONDAY.plusSeconds(60));
        assertThat(ObservedInterval.of(memory.starts())).isEmpty();

        memory = memory.started(MONDAY.plusSeconds(90));

        assertThat(ObservedInterval.of(memory.starts())).contains(Duration.ofSeconds(60));
    }

    private static Completion completion(Instant start, Outcome outcome) {
        Ending ending = new Ending(start, start.plusSeconds(60), outcome, OptionalInt.of(outcome.isSuccess() ? 0 : 1),
                Optional.of(Duration.ofSeconds(60)), 1);
        return new Completion(NIGHTLY, ending, Usage.UNKNOWN, OwnFigures.NONE,
                new ClientState(0, 0, Optional.empty()), Optional.empty());
    }
}
