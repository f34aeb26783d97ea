package io.github.jobtide.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessStatusTest {
    private static final String LINE = "42 (a) b (c) S 7 40 40 34816 40 4194560 1 2 3 4 5 6 123 45 20 0 1 0 9876 1 2\n";

    @Test
    void fieldsAreCountedBehindTheNameWhateverThatIs() {
        ProcessStatus status = ProcessStatus.parse(LINE).orElseThrow();

        assertThat(status.startTicks()).isEqualTo(9876);
        assertThat(status.childrenUserTicks()).isEqualTo(123);
        assertThat(status.childrenSystemTicks()).isEqualTo(45);
        assertThat(status.isInForeground()).isTrue();
        assertThat(status.isDead()).isFalse();
    }

    @Test
    void aProcessIsInTheForegroundOnlyOfItsTerminal() {
        assertThat(ProcessStatus.parse(LINE.replace(" 34816 40 ", " 0 -1 ")).orElseThrow().isInForeground()).isFalse();
        assertThat(ProcessStatus.parse(LINE.replace(" 34816 40 ", " 34816 99 ")).orElseThrow().isInForeground())
                .isFalse();
    }

    @Test
    void whatHasEndedIsDeadThoughItIsStillThere() {
        assertThat(ProcessStatus.parse(LINE.replace(" S ", " Z ")).orElseThrow().isDead()).isTrue();
    }

    @Test
    void whatIsNoStatusIsNone() {
        for (String text : new String[]{"", "42", "42 (a)", "42 (a) S 1 2 3"}) {
            assertThat(ProcessStatus.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void thisProcessLives() {
        LiveProcess self = LiveProcess.of(ProcessHandle.current().pid());

        assertThat(self.isAlive()).isTrue();
        assertThat(new LiveProcess(self.pid(), self.startTicks() + 1).isAlive()).as("another of that number").isFalse();
    }

    @Test
    void numbersOfStatusFilesAreFoundByTheirNames() {
        String text = "Name:\tx\nVmHWM:\t    1234 kB\nread_bytes: 5\n";

        assertThat(Proc.number(text, "VmHWM")).isEqualTo(1234);
        assertThat(Proc.number(text, "read_bytes")).isEqualTo(5);
        assertThat(Proc.number(text, "bytes")).isEqualTo(-1);
        assertThat(Proc.number(text, "Name")).isEqualTo(-1);
    }
}
