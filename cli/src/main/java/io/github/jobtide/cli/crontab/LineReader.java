package io.github.jobtide.cli.crontab;

import java.util.List;
import java.util.Optional;

/** Reads one line from left to right. */
final class LineReader {
    private static final List<String> NICKNAMES = List.of("@reboot", "@yearly", "@annually", "@monthly", "@weekly",
            "@daily", "@midnight", "@hourly");
    private static final int FIELDS = 5;

    private final String line;
    private final boolean ofSystem;
    private int at;

    LineReader(String line, boolean ofSystem) {
        this.line = line;
        this.ofSystem = ofSystem;
    }

    CrontabLine read() {
        skipBlanks();
        if (at == line.length() || line.charAt(at) == '#') {
            return new CrontabLine.Silent();
        }
        int start = at;
        Optional<CrontabLine> assignment = assignment();
        if (assignment.isPresent()) {
            return assignment.get();
        }
        at = start;
        return entry();
    }

    private void skipBlanks() {
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char letter) {
        return letter == ' ' || letter == '\t';
    }

    /** {@code NAME = value}, both in quotes if they like. */
    private Optional<CrontabLine> assignment() {
        Optional<String> name = part('=');
        skipBlanks();
        if (name.isEmpty() || at == line.length() || line.charAt(at) != '=') {
            return Optional.empty();
        }
        at++;
        skipBlanks();
        char first = at < line.length() ? line.charAt(at) : ' ';
        String value = first == '"' || first == '\'' ? part('\n').orElse("") : line.substring(at).stripTrailing();
        return Optional.of(new CrontabLine.Assignment(name.get(), value));
    }

    /** A text in quotes, or up to a blank or {@code end}; empty if there is none. */
    private Optional<String> part(char end) {
        char quote = line.charAt(at);
        int from = at;
        if (quote == '"' || quote == '\'') {
            int close = line.indexOf(quote, at + 1);
            if (close < 0) {
                return Optional.empty();
            }
            at = close + 1;
            return Optional.of(line.substring(from + 1, close));
        }
        while (at < line.length() && !isBlank(line.charAt(at)) && line.charAt(at) != end) {
            at++;
        }
        return at == from ? Optional.empty() : Optional.of(line.substring(from, at));
    }

    private CrontabLine entry() {
        String schedule;
        if (line.charAt(at) == '@') {
            schedule = word();
            if (!NICKNAMES.contains(schedule)) {
                return new CrontabLine.Unknown("'%s' is no schedule that cron knows".formatted(schedule));
            }
        } else {
            StringBuilder fields = new StringBuilder();
            for (int i = 0; i < FIELDS; i++) {
                String field = word();
                if (!isField(field, i)) {
                    return new CrontabLine.Unknown("it is neither an assignment nor five fields and a command");
                }
                fields.append(i == 0 ? "" : " ").append(field);
            }
            schedule = fields.toString();
        }
        Optional<String> user = ofSystem ? Optional.of(word()) : Optional.empty();
        if (at == line.length()) {
            return new CrontabLine.Unknown("there is no command" + (ofSystem ? " behind the user" : ""));
        }
        int input = input();
        return new CrontabLine.Entry(line.substring(0, at), schedule, user, line.substring(at, input),
                line.substring(input));
    }

    /** Months and days of the week have names, too. */
    private static boolean isField(String field, int index) {
        if (field.isEmpty()) {
            return false;
        }
        char first = field.charAt(0);
        return first == '*' || (first >= '0' && first <= '9') || (index > 2 && Character.isLetter(first));
    }

    /** The next word; afterwards stands at the one behind it. */
    private String word() {
        int from = at;
        while (at < line.length() && !isBlank(line.charAt(at))) {
            at++;
        }
        String word = line.substring(from, at);
        skipBlanks();
        return word;
    }

    /** Where the first percent sign stands that has no backslash before it. */
    private int input() {
        for (int i = at; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++; // What follows it stands for itself, another backslash too.
            } else if (line.charAt(i) == '%') {
                return i;
            }
        }
        return line.length();
    }
}
