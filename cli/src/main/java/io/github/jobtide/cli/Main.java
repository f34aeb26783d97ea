package io.github.jobtide.cli;

import io.github.jobtide.run.LaunchMark;
import io.github.jobtide.run.RunArguments;
import io.github.jobtide.run.Wrapper;
import java.util.List;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("run")) {
            List<String> words = List.of(args).subList(1, args.length);
            if (!RunArguments.asksForHelp(words)) {
                // Without picocli and all else that is slow to load: a job waits for this.
                Runtime.getRuntime().halt(run(words));
            }
            LaunchMark.take();
        }
        if (args.length == 1 && args[0].equals("drain") && !Terminal.isAt(1)
                && !SpoolGlance.mayHoldPushes(System.getenv())) {
            Runtime.getRuntime().halt(ExitStatus.DONE);
        }
        Termination.exit(JobtideCommand.commandLine().execute(args));
    }

    private static int run(List<String> words) {
        try {
            int exitCode = Wrapper.run(words, System.getenv(), new RunConfiguration(System.getenv()));
            LaunchMark.take(); // also where no command was started: it is meant so
            return exitCode;
        } catch (RuntimeException | Error e) {
            System.err.println("jobtide run: error: " + e);
            return Wrapper.WRAPPER_FAULT; // without the mark the launcher runs the command
        }
    }
}
