package io.github.jobtide.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The words after {@code jobtide run}, told apart: options and their values, and the command. What the values mean is not looked at. */
public final class RunArguments {
    private final Map<RunOption, List<String>> values;
    private final List<String> command;

    private RunArguments(Map<RunOption, List<String>> values, List<String> command) {
        this.values = values;
        this.command = List.copyOf(command);
    }

    /**
     * Reads {@code [options] -- command arguments…}. The two dashes may be left out if the command does not begin with one.
     *
     * @throws UsageException for an option that there is not, that lacks its value or is given twice, and if there is no command
     */
    public static RunArguments parse(List<String> words) {
        Map<RunOption, List<String>> values = new HashMap<>(); // An EnumMap loads reflection, which takes a while.
        int at = 0;
        while (at < words.size() && words.get(at).startsWith("-") && !words.get(at).equals("--")) {
            at += take(words, at, values);
        }
        if (at < words.size() && words.get(at).equals("--")) {
            at++;
        }
        if (at == words.size() || words.get(at).isEmpty()) {
            throw new UsageException("there is no command to run; write it last: jobtide run --job NAME -- COMMAND");
        }
        return new RunArguments(values, words.subList(at, words.size()));
    }

    /** Whether somebody asks for help, rather than for a command to be run. */
    public static boolean asksForHelp(List<String> words) {
        int at = 0;
        while (at < words.size() && words.get(at).startsWith("-") && !words.get(at).equals("--")) {
            String word = words.get(at);
            if (word.equals("--help") || word.equals("-h")) {
                return true;
            }
            at += takesNext(word) ? 2 : 1;
        }
        return false;
    }

    private static boolean takesNext(String word) {
        for (RunOption option : RunOption.values()) {
            if (option.flag().equals(word)) {
                return option.takesValue();
            }
        }
        return false;
    }

    /** @return how many words it was */
    private static int take(List<String> words, int at, Map<RunOption, List<String>> values) {
        String word = words.get(at);
        int equals = word.indexOf('=');
        RunOption option = option(equals < 0 ? word : word.substring(0, equals));
        List<String> given = values.get(option);
        if (given == null) {
            given = new ArrayList<>(1);
            values.put(option, given);
        } else if (!option.isRepeatable()) {
            throw new UsageException(option.flag() + " is given twice");
        }
        if (!option.takesValue()) {
            if (equals >= 0) {
                throw new UsageException(option.flag() + " takes no value");
            }
            given.add("");
            return 1;
        }
        if (equals >= 0) {
            given.add(word.substring(equals + 1));
            return 1;
        }
        if (at + 1 == words.size() || words.get(at + 1).equals("--")) {
            throw new UsageException(option.flag() + " needs a value: " + option.flag() + ' ' + option.parameter());
        }
        given.add(words.get(at + 1));
        return 2;
    }

    private static RunOption option(String flag) {
        for (RunOption option : RunOption.values()) {
            if (option.flag().equals(flag)) {
                return option;
            }
        }
        throw new UsageException("there is no option " + flag);
    }

    public boolean has(RunOption option) {
        return values.containsKey(option);
    }

    /** The value that was given; of several the first. */
    public Optional<String> value(RunOption option) {
        List<String> given = values.get(option);
        return given == null ? Optional.empty() : Optional.of(given.get(0));
    }

    /** All values that were given, in their order. */
    public List<String> values(RunOption option) {
        List<String> given = values.get(option);
        return given == null ? List.of() : List.copyOf(given);
    }

    /** The command and its arguments. */
    public List<String> command() {
        return command;
    }
}
