package io.github.jobtide.store.log;

import io.github.jobtide.store.Change;
import io.github.jobtide.store.EngineState;
import io.github.jobtide.store.StorageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Programs for tests that need a second process, run with this one's Java and class path. */
final class OtherProcess {
    private OtherProcess() {}

    static Process start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-cp",
                System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Opens the folder named by its argument, and says why not. */
    static final class LockTaker {
        private LockTaker() {}

        public static void main(String[] arguments) {
            try {
                LocalEngine.open(Path.of(arguments[0]), Duration.ZERO, InstantSource.system()).close();
            } catch (StorageException e) {
                System.out.println(e.getMessage());
                System.exit(1);
            }
        }
    }

    /**
     * Commits to the folder named by its argument as it is told on its input: {@code push N}, {@code delete N}, {@code end}. Answers each with
     * {@code ok} or what went wrong.
     */
    static final class Committer {
        private Committer() {}

        public static void main(String[] arguments) throws IOException {
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            LogSizes sizes = new LogSizes(1 << 20, 1L << 40, 64 << 10, 1 << 20, 1L << 40, 1 << 20, 1L << 40);
            try (LogRun run = new LogRun(RealDisk.create(Path.of(arguments[0])), sizes)) {
                System.out.println("ready");
                for (String order = orders.readLine(); order != null
                        && !order.equals("end"); order = orders.readLine()) {
                    System.out.println(carryOut(run, order.split(" ")));
                }
            }
        }

        private static String carryOut(LogRun run, String[] order) {
            Change change = order[0].equals("push")
                    ? EngineState.stored("job" + order[1], "x", "1 ".repeat(20_000))
                    : new Change.GroupDeleted(EngineState.key("job" + order[1]));
            try {
                run.commit(List.of(change));
                return "ok";
            } catch (StorageException e) {
                return e.getMessage();
            }
        }
    }
}
