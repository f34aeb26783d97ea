package io.github.jobtide.cli;

import io.github.jobtide.push.Group;
import io.github.jobtide.push.UnusableSettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group that a command is about. */
final class GroupOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    @Option(names = "--job", paramLabel = "JOB", description = "Name of the job, under which it is filed.")
    private String job = "";

    @Option(names = "--group", paramLabel = "KEY=VALUE", description = "A further label of the group. May be repeated.")
    private List<String> labels = new ArrayList<>();

    boolean isGiven() {
        return !job.isEmpty() || !labels.isEmpty();
    }

    /** @throws ParameterException if none is named, or not so that a gateway takes it */
    Group group() {
        if (job.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "name the job with --job JOB");
        }
        SortedMap<String, String> further = new TreeMap<>();
        for (String label : labels) {
            int sign = label.indexOf('=');
            if (sign < 1) {
                throw new ParameterException(spec.commandLine(),
                        "--group '%s' is not of the form KEY=VALUE".formatted(label));
            }
            if (further.put(label.substring(0, sign), label.substring(sign + 1)) != null) {
                throw new ParameterException(spec.commandLine(),
                        "--group gives the label '%s' twice".formatted(label.substring(0, sign)));
            }
        }
        try {
            return new Group(job, further);
        } catch (UnusableSettingException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
