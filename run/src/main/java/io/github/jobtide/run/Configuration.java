package io.github.jobtide.run;

import io.github.jobtide.jobs.JobFacts;
import io.github.jobtide.push.SpoolDrain;
import java.util.function.Consumer;

/**
 * What is set outside of the wrapper's own arguments: the environment, files. Asked when the command runs already, by one thread at a time;
 * with {@code --strict} before. What goes wrong is told, and never ends the run.
 */
public interface Configuration extends SpoolDrain.Environments {
    /** The version of this program. */
    String version();

    /** Where the reports go. */
    Destination destination(RunArguments arguments);

    /**
     * What an inventory declares about the job.
     *
     * @param undeclared knows the client, and nothing of the job
     * @param trouble takes what could not be understood, a line each
     */
    JobFacts inventory(RunArguments arguments, JobFacts undeclared, Consumer<String> trouble);
}
