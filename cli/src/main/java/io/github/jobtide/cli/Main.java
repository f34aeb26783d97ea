package io.github.jobtide.cli;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Termination.exit(JobtideCommand.commandLine().execute(args));
    }
}
