package io.github.jobtide.cli;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int status = JobtideCommand.commandLine().execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }
}
