package io.github.jobtide.cli;

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
                Runtime.getRuntime().halt(Wrapper.run(words, System.getenv(), new RunConfiguration(System.getenv())));
            }
        }
        Termination.exit(JobtideCommand.commandLine().execute(args));
    }
}
