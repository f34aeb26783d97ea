package io.github.jobtide.run;

import io.github.jobtide.jobs.DurationText;
import io.github.jobtide.jobs.InvalidScheduleException;
import io.github.jobtide.lint.LintMode;
import io.github.jobtide.push.Group;
import io.github.jobtide.push.UnusableSettingException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What has to be known before the command can be run. What only matters for reports is read later, when it runs already.
 *
 * @param retries how often a command that failed is started again
 * @param heartbeat zero for no heartbeats
 * @param captureLines how many of the last lines of output to keep; 0 leaves the output alone
 */
record Plan(Group group, List<String> command, Optional<Duration> timeout, Duration killAfter, int retries,
        Duration retryDelay, SuccessCodes successCodes, Overlap overlap, int skipExitCode, Duration heartbeat,
        Duration pushBudget, Warnings.When warnings, boolean totals, int captureLines, boolean captureAlways,
        LintMode lint, boolean strict) {
    private static final int MOST_RETRIES = 1000;
    private static final int MOST_LINES = 10_000;
    private static final int SKIPPED = 75;

    /**
     * @param host the name of this host
     * @throws UsageException if the job has no name, or a value cannot be understood
     */
    static Plan of(RunArguments arguments, String host) {
        Optional<String> timeout = arguments.value(RunOption.TIMEOUT);
        return new Plan(group(arguments, host), arguments.command(),
                timeout.isPresent() ? Optional.of(positive(RunOption.TIMEOUT, timeout.get())) : Optional.empty(),
                duration(arguments, RunOption.KILL_AFTER, Duration.ofSeconds(10)),
                number(arguments, RunOption.RETRIES, 0, MOST_RETRIES),
                duration(arguments, RunOption.RETRY_DELAY, Duration.ofSeconds(1)),
                arguments.has(RunOption.SUCCESS_CODES)
                        ? SuccessCodes.parse(arguments.value(RunOption.SUCCESS_CODES).orElseThrow())
                        : SuccessCodes.ZERO,
                arguments.has(RunOption.OVERLAP)
                        ? Overlap.parse(arguments.value(RunOption.OVERLAP).orElseThrow())
                        : Overlap.ALLOW,
                number(arguments, RunOption.SKIP_EXIT_CODE, SKIPPED, 255),
                duration(arguments, RunOption.HEARTBEAT, Duration.ofSeconds(60)),
                duration(arguments, RunOption.PUSH_BUDGET, Duration.ofSeconds(15)),
                Warnings.When.parse(arguments.value(RunOption.WARNINGS).orElse("once")),
                word(arguments, RunOption.TOTALS, "on", "off"),
                number(arguments, RunOption.CAPTURE_LINES, 0, MOST_LINES),
                !word(arguments, RunOption.CAPTURE, "failure", "always"), lint(arguments),
                arguments.has(RunOption.STRICT));
    }

    private static LintMode lint(RunArguments arguments) {
        try {
            return LintMode.parse(arguments.value(RunOption.LINT).orElse(LintMode.OFF.word()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Group group(RunArguments arguments, String host) {
        Optional<String> job = arguments.value(RunOption.JOB);
        if (job.isEmpty() || job.get().isEmpty()) {
            throw new UsageException("the job has no name; give it one: --job NAME");
        }
        SortedMap<String, String> labels = new TreeMap<>();
        for (String pair : arguments.values(RunOption.GROUP)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new UsageException("--group '" + pair + "' is not KEY=VALUE");
            }
            labels.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        if (arguments.has(RunOption.PER_HOST)) {
            labels.putIfAbsent("instance", host);
        }
        try {
            return new Group(job.get(), labels);
        } catch (UnusableSettingException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Duration duration(RunArguments arguments, RunOption option, Duration otherwise) {
        Optional<String> text = arguments.value(option);
        return text.isPresent() ? duration(option, text.get()) : otherwise;
    }

    private static Duration duration(RunOption option, String text) {
        try {
            return DurationText.parse(text);
        } catch (InvalidScheduleException e) {
            throw new UsageException(option.flag() + ": " + e.getMessage());
        }
    }

    private static Duration positive(RunOption option, String text) {
        Duration duration = duration(option, text);
        if (duration.isZero()) {
            throw new UsageException(
                    option.flag() + " '" + text + "' leaves no time to run; leave it out for no limit");
        }
        return duration;
    }

    private static int number(RunArguments arguments, RunOption option, int otherwise, int most) {
        Optional<String> text = arguments.value(option);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw notANumber(option, text.get(), most);
        }
        throw notANumber(option, text.get(), most);
    }

    private static UsageException notANumber(RunOption option, String text, int most) {
        return new UsageException(option.flag() + " '" + text + "' is not a whole number from 0 to " + most);
    }

    /** Whether it is the first of two words, which is meant if nothing is said. */
    private static boolean word(RunArguments arguments, RunOption option, String first, String second) {
        String word = arguments.value(option).orElse(first);
        if (!word.equals(first) && !word.equals(second)) {
            throw new UsageException(option.flag() + " '" + word + "' is not known; write " + first + " or " + second);
        }
        return word.equals(first);
    }
}
