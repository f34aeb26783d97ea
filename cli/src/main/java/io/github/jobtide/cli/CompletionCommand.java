package io.github.jobtide.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jobtide completion}: what a shell needs to complete the words of a command line. */
@Command(name = "completion", description = {"Print what a shell needs to complete jobtide's commands and options.",
        "For bash: jobtide completion bash > /etc/bash_completion.d/jobtide, or in ~/.bashrc: source <(jobtide completion bash).",
        "For zsh, in ~/.zshrc behind compinit: source <(jobtide completion zsh)."}, mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, exitCodeOnInvalidInput = ExitStatus.WRONG_USE)
final class CompletionCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh")
    private Shell shell = Shell.bash;

    /** The shells that are known. */
    private enum Shell {
        bash, zsh
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (shell == Shell.zsh) {
            out.println("autoload -U +X bashcompinit && bashcompinit");
        }
        out.print(AutoComplete.bash("jobtide", spec.root().commandLine()));
        out.flush();
    }
}
