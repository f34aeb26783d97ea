package io.github.jobtide.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import org.junit.jupiter.api.Test;

/** What a command gets of the signals that come to its wrapper. */
final class SignalsTest {
    private static final String COUNTS = "t=0; u=0; trap 't=$((t+1))' TERM; trap 'u=$((u+1))' USR1; echo ready; "
            + "while [ $t = 0 ]; do sleep 0.02; done; sleep 0.3; echo $t $u";

    @Test
    void theSameSignalWithinASecondIsPassedOnOnceAndNoneThatCameBeforeTheCommandIsLost() throws Exception {
        Process command = new ProcessBuilder("bash", "-c", COUNTS).start();
        try (BufferedReader output = command.inputReader()) {
            assertThat(output.readLine()).isEqualTo("ready");
            Signals signals = new Signals();
            signals.caught(10);
            signals.caught(15);
            signals.caught(10);

            signals.passTo(command);
            Thread.sleep(60);
            signals.caught(15);

            assertThat(output.readLine()).isEqualTo("1 1");
            assertThat(signals.ending()).isEqualTo(15);
        } finally {
            command.destroyForcibly();
        }
    }
}
