package io.github.jobtide.run;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends signals. The JDK can send two of them; for others the shell's own {@code kill} has to do. */
final class SignalSender {
    private static final int TERM = 15;
    private static final int USR1 = 10;
    private static final File NOTHING = new File("/dev/null");

    private SignalSender() {}

    /** If it cannot be sent, TERM is: who sent it meant the command, and wants it to end; in the place of USR1, which says nothing of that, nothing is. */
    static void send(int number, Process process) {
        if (number == TERM || (!byShell(number, process.pid()) && number != USR1)) {
            process.toHandle().destroy(); // Process.destroy also closes the streams that its last words come by.
        }
    }

    private static boolean byShell(int number, long pid) {
        try {
            Process kill = new ProcessBuilder(List.of("/bin/sh", "-c", "kill -" + number + " " + pid))
                    .redirectInput(NOTHING).redirectOutput(NOTHING).redirectError(NOTHING).start();
            return kill.waitFor(5, TimeUnit.SECONDS) && kill.exitValue() == 0;
        } catch (IOException | Error e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
