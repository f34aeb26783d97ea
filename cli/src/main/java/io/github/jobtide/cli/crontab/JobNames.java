package io.github.jobtide.cli.crontab;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Proposes names for jobs, by the programs that they run; no two the same. One thread. */
final class JobNames {
    /** Stand before the program that is meant, with or without options of their own. */
    private static final Set<String> BEFORE = Set.of("nice", "ionice", "chrt", "env", "sudo", "exec", "time", "timeout",
            "flock", "setsid", "nohup", "stdbuf", "chronic", "systemd-cat", "sh", "bash", "dash", "zsh", "ksh",
            "python",
            "python2", "python3", "perl", "ruby", "php", "node", "java", "then", "do", "else", "if", "!", "{", "(");
    /** Do something on the way there. */
    private static final Set<String> ASIDE = Set.of("cd", "test", "[", "sleep", ".", "source", "export", "umask",
            "ulimit", "set", "command", "which", "mkdir", "true", ":");
    private static final Pattern PART_ENDS = Pattern.compile("&&|\\|\\||[;|&\\n]");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*");
    private static final Pattern EXTENSION = Pattern.compile("\\.(sh|bash|py|pl|rb|php|js|jar|bin|exe)$");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+[smhd]?");
    private static final int LONGEST = 60;

    private final Set<String> taken = new HashSet<>();

    /** Of a command that says nothing of use it is {@code job}. */
    String propose(String command) {
        String name = "job";
        for (String part : PART_ENDS.split(command)) {
            String program = program(part);
            if (!program.isEmpty()) {
                name = program;
                break;
            }
        }
        return unique(name);
    }

    String unique(String name) {
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    private static String program(String part) {
        boolean skips = false;
        for (String word : List.of(part.strip().split("[\\s\"']+"))) {
            String base = base(word);
            if (isDetail(word)) {
                skips |= word.equals("-u"); // As of sudo: a user follows.
            } else if (skips) {
                skips = false;
            } else if (ASIDE.contains(base)) {
                return "";
            } else if (BEFORE.contains(base)) {
                skips = base.equals("flock"); // A file follows.
            } else {
                return clean(base);
            }
        }
        return "";
    }

    /** An option, an assignment, a redirection, or a number such as a time. */
    private static boolean isDetail(String word) {
        return word.isEmpty() || "-<>".indexOf(word.charAt(0)) >= 0 || ASSIGNMENT.matcher(word).matches()
                || NUMBER.matcher(word).matches();
    }

    private static String base(String word) {
        String base = word.substring(word.lastIndexOf('/') + 1);
        return EXTENSION.matcher(base).replaceFirst("");
    }

    private static String clean(String base) {
        String clean = base.replaceAll("[^A-Za-z0-9_-]+", "_").replaceAll("^_+|_+$", "");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
    }
}
